// Where a character that is not seen itself changes how those beside it are drawn: there it stays as it is.

/** Whether the text has such a character at all. */
export function mayJoin(text: string): boolean {
  return /[\u200c\u200d]|[\u180b-\u180f\ufe00-\ufe0f\u{e0000}-\u{e01ef}]/u.test(text);
}

/**
 * A regular expression of one such character, where it stays. It does not look far, so that the time grows with the
 * text only. What uses it takes some milliseconds to make.
 */
export function joining(): string {
  return `(?:${[...pictureRules(), ...letterRules()].join("|")})`;
}

/** UTS 51: pictures joined into one, drawn as text or as a picture; the keycaps; flags of parts of a country. */
function pictureRules(): readonly string[] {
  const picture = "\\p{Extended_Pictographic}";
  const tag = "[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]";
  return [
    `\\u200d(?<=${picture}[\\ufe0f\\p{Emoji_Modifier}]?.)(?=${picture})`,
    `[\\ufe0e\\ufe0f](?<=${picture}.)`,
    "\\ufe0f(?<=[#*0-9].)(?=\\u20e3)",
    `${tag}(?<=\\u{1f3f4}${tag}{0,5}.)(?=${tag}{0,5}\\u{e007f})`,
    `\\u{e007f}(?<=\\u{1f3f4}${tag}{3,6}.)`,
  ];
}

function letterRules(): readonly string[] {
  // A letter's shape depends on those beside it: a joiner makes it that of one in a word, a non-joiner prevents it.
  const cursive = lettersOf("Arab", "Syrc", "Mand", "Mong", "Nkoo", "Phag", "Adlm", "Rohg");
  // Both say how consonants are put together, also at the end of a word (RFC 5892 appendices A.1 and A.2).
  const brahmic = lettersOf(
    ...["Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"],
    ...["Khmr", "Mymr", "Java", "Bali", "Cakm", "Newa", "Gran", "Tirh"],
  );
  return [
    `[\\u200c\\u200d](?<=${brahmic}.)`,
    `\\u200d(?<=${cursive}.)`,
    `\\u200c(?<=${cursive}.)(?=${cursive})`,
    // UTS 37: variants of ideographs; those of Mongolian letters.
    "[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}](?<=\\p{Script=Han}.)",
    `[\\u180b-\\u180f](?<=${lettersOf("Mong")}.)`,
  ];
}

/** A letter of these scripts, or what is drawn upon one. */
function lettersOf(...scripts: readonly string[]): string {
  return `(?:(?=[\\p{L}\\p{M}])[${scripts.map((script) => `\\p{Script_Extensions=${script}}`).join("")}])`;
}
