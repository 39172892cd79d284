// Whether JavaScript can be read, and whether it only lacks its end. Nothing of it is run.
import { Script } from "node:vm";

const LONE_NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*(?:-[\p{ID_Continue}$]+)*$/u;

/**
 * It reads as a command whose name nothing has, where it is none: an unknown `roster-get` is no subtraction, and behind
 * `delete` alone nobody looks for the rest of it.
 */
export function isLoneName(text: string): boolean {
  return LONE_NAME.test(text);
}

/** What is wrong with it, as V8 says it; undefined where nothing is. */
export function whyUnreadable(text: string): string | undefined {
  if (isLikeObject(text) && whyNoScript(`async () => (${text}\n)`) === undefined) return undefined;
  return whyNoScript(`(async () => {${text}\n})`);
}

/** As node's REPL has it, which decides by another parser: nothing is wrong before the end, and the next row goes on with it. */
export function lacksEnd(text: string): boolean {
  const isCut =
    isCutShort(`async function line() {${text}\n`) || (isLikeObject(text) && isCutShort(`(${text}\n`));
  return isCut && whyUnreadable(text) !== undefined;
}

/** Node's REPL reads it as an object first, and as a block where that is none. */
function isLikeObject(text: string): boolean {
  return text.trimStart().startsWith("{");
}

/**
 * V8 does not say where it has stopped reading. But some complaints may be of the end, and then there is something that can
 * stand only there: amid a call, in a comment, in a text that goes on behind a backslash, behind a try.
 */
const ENDINGS: readonly (readonly [complaint: RegExp, endings: readonly string[]])[] = [
  [/missing [)}]/i, ["("]],
  [/unexpected token$/i, ["*/", '"', "'"]],
  [/missing catch/i, ["catch"]],
];
const AT_END = /unexpected end|unterminated template/i;

function isCutShort(begun: string): boolean {
  const wrong = whyNoScript(begun) ?? "";
  const endings = ENDINGS.find(([complaint]) => complaint.test(wrong))?.[1] ?? [];
  return AT_END.test(wrong) || endings.some((ending) => AT_END.test(whyNoScript(begun + ending) ?? ""));
}

function whyNoScript(code: string): string | undefined {
  try {
    new Script(code);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
