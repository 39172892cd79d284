import { expect } from "vitest";
import { readScansion } from "../../src/script/scansion.ts";
import type { Item } from "../../src/script/script.ts";

/** Romeo, Juliet and her phone: the beginning of most scripts here. */
export const CAST = `[Client] Romeo
	jid: romeo@localhost
	password: test

[Client] Juliet
	jid: juliet@localhost
	password: test

[Client] Juliet's phone
	jid: juliet@localhost/phone
	password: test

-----

`;

/** What a script becomes, as it would be written in our language. */
export function linesOf(text: string): string {
  const { script, errors } = readScansion("play.scs", text);
  expect(errors.map(({ message }) => message)).toEqual([]);
  return script.items.map(lineOf).join("\n");
}

/** The lines that a script has more than its beginning. */
export function actsOf(text: string): string {
  return linesOf(CAST + text);
}

function lineOf(item: Item): string {
  switch (item.kind) {
    case "blank":
      return "";
    case "comment":
      return `# ${item.text}`;
    case "tag":
      return `## ${item.key}: ${item.value}`;
    case "step":
      return [item.text, ...(item.block?.text.split("\n").map((row) => `  ${row}`.trimEnd()) ?? [])].join(
        "\n",
      );
  }
}

/** What is wrong with a script. */
export function problemsOf(text: string): readonly string[] {
  return readScansion("play.scs", text).errors.map(({ message }) => message);
}
