// What is said where XML goes on over another row.
import type { XmlInput } from "../xml/input.ts";

/** What is missing as far as that can be told, and how to get out. */
export function incompleteXml({ isInDeclaration }: XmlInput): string {
  const what = isInDeclaration
    ? 'The XML declaration is not complete, its "?>" is missing'
    : "The XML is not complete";
  return `${what}: what you type goes into it, "next" and "help" too (Enter on an empty row sends it as it stands, Ctrl-C drops it)`;
}
