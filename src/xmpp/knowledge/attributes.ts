// What the attributes of those elements mean, and some of their values, each in a few words for a list to choose from.
import text from "./attributes.tsv";
import { readTable } from "./table.ts";

const MEANINGS: ReadonlyMap<string, string> = new Map(
  readTable(text, (cell) => [keyOf(cell("element"), cell("attribute"), cell("value")), cell("meaning")]),
);

/** Of an attribute of an element: what it means there, or else wherever it stands; without a value the attribute itself. */
export function meaningOfAttribute(element: string, attribute: string, value = ""): string | undefined {
  return MEANINGS.get(keyOf(element, attribute, value)) ?? MEANINGS.get(keyOf("", attribute, value));
}

function keyOf(element: string, attribute: string, value: string): string {
  return `${element} ${attribute} ${value}`;
}
