// JavaScript as it may be stored: where it authenticates, or names a secret, its texts are masked.
import { MASK, redactFragment } from "../../render/secrets/redact.ts";
import { withoutPassword } from "../../xmpp/address.ts";

const WHOLE = `${MASK} (JavaScript that authenticates)`;
const LITERAL = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\b\d{4,}\b/g;
/** A name that says what its value is. */
export const SECRET_NAME = "(?:password|passwort|passwd|passphrase|passcode|secret|token|pwd|pw|\\bpass)\\d*";
const ASSIGNMENT = new RegExp(`${SECRET_NAME}["'\`]?\\s*(?:\\]\\s*)?[:=](?!=)`, "i");
/** `XMPP_PASSWORD=secret`, as in other shells, and `const password = secret`: without quotes. */
const UNQUOTED = [
  new RegExp(`^(\\s*(?:export\\s+)?[\\w.]*${SECRET_NAME}[=:])(?![=>])[^\\s"'\`()]+(?=\\s*$)`, "i"),
  new RegExp(`^(\\s*(?:const|let|var)\\s+\\w*${SECRET_NAME}\\s*=\\s*)[^\\s"'\`().]+(?=\\s*$)`, "i"),
];

/** Whether a value of that name is likely to be a secret. */
export function isSecretName(name: string): boolean {
  return new RegExp(`${SECRET_NAME}$`, "i").test(name);
}

/** How much is looked at for `auth(` before each text: of a long paste not all that stands before it. */
const LONGEST_CALL = 20;

/** @param names are those of the commands that take a secret. */
export function maskJavaScript(text: string, names: readonly string[]): string {
  const code = text.replace(LITERAL, '""');
  const mention = `\\b(?:${names.join("|")})\\b`;
  // In what is no JavaScript a quote may stand anywhere.
  const mentions = new RegExp(mention).test(isReadable(text, code) ? code : text);
  if (!mentions && !/password/i.test(text) && !ASSIGNMENT.test(text)) return redactFragment(text);
  const isLine = new RegExp(`${mention}[ \\t]+[\\w"'$@-]`).test(code);
  if (isLine || !isReadable(text, code)) return WHOLE;
  const user = /\bauth\s*\(\s*$/;
  const masked = text.replace(LITERAL, (literal, at: number) => {
    // The user's name before another text; before options it may be the password.
    const isUser =
      user.test(text.slice(Math.max(0, at - LONGEST_CALL), at)) &&
      /^\s*,\s*["'`]/.test(text.slice(at + literal.length));
    const quote = /^["'`]/.exec(literal)?.[0] ?? '"';
    return isUser || literal.length === 2 ? literal : quote + MASK + quote;
  });
  return redactFragment(UNQUOTED.reduce((left, unquoted) => left.replace(unquoted, `$1${MASK}`), masked));
}

/** @param names are those of the commands that take an address: it may be written with a password in it. */
export function maskAddresses(text: string, names: readonly string[]): string {
  if (!new RegExp(`\\b(?:${names.join("|")})\\s*\\(`).test(text)) return text;
  return text.replace(
    LITERAL,
    (literal) => literal.slice(0, 1) + withoutPassword(literal.slice(1, -1), MASK) + literal.slice(-1),
  );
}

/** Whether its texts are where they seem to be: an expression or a comment may have quotes in it, and so may a template. */
function isReadable(text: string, code: string): boolean {
  const templates = text.match(LITERAL) ?? [];
  return !/["'`/]/.test(code.replaceAll('""', "")) && !templates.some((one) => /\$\{[^}]*`$/.test(one));
}
