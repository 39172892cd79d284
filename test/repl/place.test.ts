// What stands before a line that begins.
import { expect, test } from "vitest";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { placeOf } from "../../src/repl/place.ts";
import { tryOut } from "../helpers/try-out.ts";

async function places(lines: readonly string[], columns: number): Promise<string> {
  const { run, clients, filters } = tryOut();
  for (const line of lines) await run(line);
  return placeOf({ clients, filters, theme: NO_COLOR, columns });
}

test.each([
  [200, [], "main offline, open next> "],
  [50, [], "main offline, open next> "],
  [49, [], "main offline> "],
  [80, ["filter iq"], "main offline, open next, filtered> "],
  [60, ["filter iq"], "main offline, filtered> "],
  [40, ["open --no-wait", "<message>"], "main stream opening, element open> "],
  [200, ["open --no-wait", "<message>"], "main stream opening, element open> "],
  [20, ["filter iq"], "main offline, filtered> "],
])(
  "in %i columns, behind %j, what is due is left out where half of the row would be taken",
  async (...row) => {
    const [columns, lines, place] = row;
    expect(await places(lines, columns)).toBe(place);
  },
);
