import { expect, test } from "vitest";
import { differenceLines } from "../../../src/render/difference/difference.ts";
import { colourTheme } from "../../../src/render/themes/colour-theme.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import type { DifferenceLine } from "../../../src/xml/difference.ts";

const MARGINS: Readonly<Record<string, DifferenceLine["side"]>> = { "-": "expected", "+": "received" };

/** Lines as they are drawn: a margin, then two blanks for each depth. */
function lines(...drawn: readonly string[]): readonly DifferenceLine[] {
  return drawn.map((line) => {
    const text = line.slice(2).trimStart();
    return { side: MARGINS[line[0] ?? ""] ?? "both", depth: (line.length - 2 - text.length) / 2, text };
  });
}

test("each line has its margin and is indented", () => {
  const drawn = ["  <m>", "-   <a>1</a>", "+   <a>2</a>", "  </m>"];
  expect(differenceLines(lines(...drawn), NO_COLOR)).toEqual(drawn);
});

test("what a terminal would obey is shown, and a line stays one line", () => {
  const [shown] = differenceLines(
    [{ side: "received", depth: 0, text: "<a>\u001b[31m\n\t\u202e</a>" }],
    NO_COLOR,
  );
  expect(shown).toBe("+ <a>\\x1b[31m\\n\\t\\u202e</a>");
});

test("long runs that agree are left out, but not what a difference is in", () => {
  const rest = ["    <b/>", "    <c>", "      <d/>", "    </c>"];
  const drawn = lines("  <m>", ...rest, "    <e>", "-     <f/>", "    </e>", ...rest, "  </m>");
  expect(differenceLines(drawn, NO_COLOR)).toEqual([
    "  <m>",
    "    …",
    "    <e>",
    "-     <f/>",
    "    </e>",
    "    …",
    "  </m>",
  ]);
});

test("short runs that agree are shown", () => {
  const drawn = ["  <m>", "    <b/>", "    <c/>", "    <d/>", "-   <e/>", "  </m>"];
  expect(differenceLines(lines(...drawn), NO_COLOR)).toEqual(drawn);
});

test("of very many lines the first are shown, and how many more there are", () => {
  const shown = (count: number) =>
    differenceLines(lines(...Array.from({ length: count }, (_, at) => `- <a>${at}</a>`)), NO_COLOR);
  expect(shown(100)).toHaveLength(61);
  expect(shown(100).at(-1)).toBe("  … (40 more rows)");
  expect(shown(62).at(-1)).toBe("  … (2 more rows)");
  // A row that says so would take no less room.
  expect(shown(61).at(-1)).toBe("- <a>60</a>");
});

test("a long line is cut so that its beginning and the difference are seen", () => {
  const text = (letter: string) => `<body>${"a".repeat(1000)}${letter}${"z".repeat(1000)}</body>`;
  const [expected, received] = differenceLines(lines(`- ${text("b")}`, `+ ${text("c")}`), NO_COLOR);
  expect(expected).toMatch(/^- <body>a+…a+bz+…$/);
  expect(received).toMatch(/^\+ <body>a+…a+cz+…$/);
  expect(expected?.length).toBeLessThan(320);
});

test("in colour what was expected and what was received are told apart", () => {
  expect(differenceLines(lines("- <a/>", "+ <b/>", "  <c/>"), colourTheme())).toEqual([
    "\u001b[31m- <a/>\u001b[39m",
    "\u001b[1m\u001b[36m+ <b/>\u001b[39m\u001b[22m",
    "  <c/>",
  ]);
});
