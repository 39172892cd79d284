import { insteadOf } from "../shell/language/suggest.ts";

const JAVASCRIPT = /^(?:await\s+)?[\p{L}\p{N}_$.]+\(/u;
/** No name is longer. What is may be a whole file in one row. */
const LONGEST_SHOWN = 40;

/** What is wrong with a line that is neither XML nor a command, and what was meant. */
export function noSuchCommand(line: string, commands: readonly string[]): string {
  const [word = line] = /^(?:await\s+)?[^\s(]+/.exec(line) ?? [];
  if (JAVASCRIPT.test(line)) {
    return `Cannot run "${cut(word)}(": scripts never run JavaScript (write a command, as at the prompt)`;
  }
  const instead = word.length > LONGEST_SHOWN ? undefined : insteadOf(word, commands);
  const remedy = instead ?? "a line is a command, XML or a # comment";
  return `Cannot run "${cut(word)}": there is no such command (${remedy})`;
}

function cut(word: string): string {
  return word.length > LONGEST_SHOWN ? `${word.slice(0, LONGEST_SHOWN)}…` : word;
}
