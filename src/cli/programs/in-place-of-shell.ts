// A line of the user's for the shell, as PAGER and EDITOR have it.

/** Nothing in it but a program and its arguments; some words are the shell's own. */
const PLAIN = /^(?!(?:command|eval|exec|\.) )[\w./+-]+(?: +[\w=./:,+-]+)*$/;

/**
 * The line with its program in the place of the shell, where nothing else is asked of that: a signal for the one is then
 * for the other. Else the shell would end and leave the program behind, at a terminal that somebody else has.
 */
export function inPlaceOfShell(line: string): string {
  return PLAIN.test(line) ? `exec ${line}` : line;
}
