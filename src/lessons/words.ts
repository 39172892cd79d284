// The words that steer a lesson, between the lines that are typed. None of them alone is a line that does something else:
// `show` with a word behind it stays the command.
export type LessonWord =
  | "repeat"
  | "hint"
  | "show"
  | "skip"
  | "back"
  | "again"
  | "continue"
  | "words"
  | "quit";

const WORDS: Readonly<Record<string, LessonWord>> = {
  "": "repeat",
  hint: "hint",
  show: "show",
  skip: "skip",
  back: "back",
  again: "again",
  continue: "continue",
  lesson: "words",
  quit: "quit",
};

/** Each `hint` says more than the one before: who asks for that in words means the same. */
const ANOTHER_HINT = /^(?:hint (?:more|again|\d+)|more hints?|another hint)$/;

/** What a typed row asks of the lesson; undefined for a line of the session. */
export function lessonWord(row: string): LessonWord | undefined {
  const word = row.trim();
  // Whoever it is said for, it ends them all.
  if (/^@\S+[ \t]+quit$/.test(word)) return "quit";
  if (ANOTHER_HINT.test(word)) return "hint";
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** Whether a row amid unfinished XML is meant for the lesson, and what becomes of the XML. */
export function wordAmidXml(row: string): "kept" | "dropped" | undefined {
  if (row === "hint" || row === "show" || ANOTHER_HINT.test(row)) return "kept";
  return /^(?:skip|back|again|quit)$/.test(row) ? "dropped" : undefined;
}

/** Those of them that help with the XML itself. */
export const HELP_AMID_XML: readonly string[] = ["hint", "show", "skip"];

/** What "lesson" tells, and "help" before anything else. */
export const WORDS_HELP = [
  "Enter     shows the task again, or goes on reading",
  "hint      helps a little, and a little more each time",
  "show      shows the line that does it",
  "skip      does it for you, and goes on",
  "back      goes one task back; where you are past a task, sets it up again",
  "again     begins the lesson anew",
  "continue  goes on behind what you did last time",
  "quit      leaves; what you have done is kept",
  "",
  "Any other line runs on the live session: try what you like. The task waits.",
] as const;

/** The words that are typed, with what they do. */
export const WORDS_WITH_MEANING: readonly { readonly name: string; readonly summary: string }[] =
  WORDS_HELP.flatMap((row) => {
    const [, name, summary] = /^([a-z]+) +(\S.*)$/.exec(row) ?? [];
    return name === undefined || summary === undefined ? [] : [{ name, summary: `(lesson) ${summary}` }];
  });
