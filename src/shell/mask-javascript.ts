// JavaScript as it may be stored: where it authenticates, or names a secret, its texts are masked.
import { MASK, redactFragment } from "../render/redact.ts";

const WHOLE = `${MASK} (JavaScript that authenticates)`;
const LITERAL = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\b\d{4,}\b/g;
/** A name that says what its value is. */
export const SECRET_NAME = "(?:password|passwort|passwd|passphrase|passcode|secret|token|pwd|pw|\\bpass)\\d*";
const ASSIGNMENT = new RegExp(`${SECRET_NAME}["'\`]?\\s*(?:\\]\\s*)?[:=](?!=)`, "i");

/** Whether a value of that name is likely to be a secret. */
export function isSecretName(name: string): boolean {
  return new RegExp(`${SECRET_NAME}$`, "i").test(name);
}

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
  return redactFragment(
    text.replace(LITERAL, (literal, at: number) => {
      // The user's name before another text; before options it may be the password.
      const isUser = user.test(text.slice(0, at)) && /^\s*,\s*["'`]/.test(text.slice(at + literal.length));
      const quote = /^["'`]/.exec(literal)?.[0] ?? '"';
      return isUser || literal.length === 2 ? literal : quote + MASK + quote;
    }),
  );
}

/** Whether its texts are where they seem to be: an expression or a comment may have quotes in it, and so may a template. */
function isReadable(text: string, code: string): boolean {
  const templates = text.match(LITERAL) ?? [];
  return !/["'`/]/.test(code.replaceAll('""', "")) && !templates.some((one) => /\$\{[^}]*`$/.test(one));
}
