// Which mistyped words may have been meant for something behind which a secret stands.
import { distance } from "fastest-levenshtein";
import { isSecretName } from "./mask-javascript.ts";

/** A word that has a meaning, and whether a secret can stand behind it. */
export interface Meaning {
  readonly word: string;
  readonly isSecret: boolean;
}

/** What people call a secret. */
const SECRETS = ["password", "passwort", "passwd", "passphrase", "passcode", "pass", "secret", "token"];

/**
 * Whether a word is as near to one behind which a secret stands as it is to any other. Of one or two letters it must be
 * the beginning of such words only.
 */
export function mayMeanSecret(word: string, meanings: readonly Meaning[]): boolean {
  if (isNearSecretName(word)) return true;
  const typed = word.toLowerCase();
  const least = (isSecret: boolean) =>
    Math.min(...meanings.map((one) => (one.isSecret === isSecret ? farFrom(typed, one.word) : TOO_FAR)));
  const secret = least(true);
  if (secret === TOO_FAR) return false;
  return typed.length < SHORTEST ? secret < least(false) : secret <= least(false);
}

/** Whether a word is, or is nearly, what people call a secret. */
export function isNearSecretName(word: string): boolean {
  const typed = word.toLowerCase();
  if (isSecretName(typed)) return true;
  // "time" and "paste" are no slips of "token" and "pass".
  return (
    typed.length > 2 &&
    SECRETS.some((name) => name.startsWith(typed) || slips(typed, name) <= (name.length > 6 ? 2 : 1))
  );
}

const TOO_FAR = Number.POSITIVE_INFINITY;

/** A shorter word may be the slip of any other. */
const SHORTEST = 3;

/** How many slips make a word of a name: none where it is only not finished. */
function farFrom(typed: string, name: string): number {
  if (typed === "") return TOO_FAR;
  if (name.startsWith(typed)) return 0;
  if (typed.length < SHORTEST) return TOO_FAR;
  const far = slips(typed, name);
  // Two slips make "path" of "auth".
  if (far <= (Math.min(typed.length + 1, name.length) > 4 ? 2 : 1)) return far;
  return abbreviates(typed, name) ? 2 : TOO_FAR;
}

/** More than that is another word. */
const MOST_SLIPS = 2;

/** Two letters that have changed places are one slip. */
function slips(typed: string, name: string): number {
  // A word may be as long as a paste.
  const longer = Math.abs(typed.length - name.length);
  if (longer > MOST_SLIPS) return longer;
  const far = distance(typed, name);
  const isSwapped = far === 2 && [...typed].sort().join() === [...name].sort().join();
  return isSwapped ? 1 : far;
}

/** `lgn` for `login`. */
function abbreviates(typed: string, name: string): boolean {
  if (typed[0] !== name[0]) return false;
  let at = 0;
  for (const letter of name) if (letter === typed[at]) at += 1;
  return at === typed.length;
}
