// What is sent while an element is open stands inside it: no stanza begins there, and nobody answers.
import type { Session } from "../session/session.ts";

/** Where what was sent last stands, of a session that is amid an element, and how to get out of there. */
export function insideElement({ openElementsSent }: Session): string {
  const [outermost] = openElementsSent;
  if (outermost === undefined)
    return "what was sent stands inside what was begun before it and has not ended: no reply can come";
  return `what was sent stands inside the open <${outermost}>: no reply can come (type ${endTags(openElementsSent)} to close it)`;
}

/** What is open and since when, where something is: "<message> is open since #12". */
export function whatIsOpen({ isMidElement, openElementsSent, openSince }: Session): string | undefined {
  if (!isMidElement) return undefined;
  const [outermost] = openElementsSent;
  const what = outermost === undefined ? "something that was begun" : `<${outermost}>`;
  return `${what} is open since #${openSince}`;
}

/** What ends all the elements that are open. */
export function endTags(open: readonly string[]): string {
  return open
    .map((name) => `</${name}>`)
    .reverse()
    .join("");
}
