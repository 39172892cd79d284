import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { colourTheme } from "../../src/render/colour-theme.ts";
import { renderXml } from "../../src/render/entry.ts";
import { NO_COLOR } from "../../src/render/theme.ts";

const colours = colourTheme();
const SAMPLES = [
  "<a/>",
  "<?xml version='1.0'?><stream:stream to='a' xmlns:stream='http://etherx.jabber.org/streams'>",
  "<message to='a'><body>hello <b>there</b></body><x y='1\n2'/></message>",
  "<a b = 'c'  d=\"e\"/><!-- two\nrows --></a>",
  "a < b <c",
  "<a x='\x1b[31m\u202e'>\x9b31m</a>",
];

test.each(SAMPLES)("with colours the same text is shown as without: %j", (text) => {
  expect(stripVTControlCharacters(renderXml(text, colours))).toBe(renderXml(text, NO_COLOR));
});

test.each(SAMPLES)("colours do not run over the end of a line: %j", (text) => {
  for (const line of renderXml(text, colours).split("\n")) {
    // Every sequence that sets something is followed by one that resets it.
    const open = [...line.matchAll(/\x1b\[(\d+)m/g)].reduce(
      (count, [, code]) => count + (["0", "22", "39"].includes(code ?? "") ? -1 : 1),
      0,
    );
    expect(open, line).toBe(0);
  }
});

describe("the only escapes that come out are colours", () => {
  test.each(["\x1b[2J", "\x1b]0;title\x07", "\x9b2J", "\x08\x08", "\u202e", "\x7f"])("%j", (evil) => {
    const text = `<a b='${evil}' ${evil}='c'>${evil}<!-- ${evil} --></a${evil}>`;
    const shown = renderXml(text, colours).replace(/\x1b\[\d+m/g, "");
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});

test("tags, attributes and values are told apart", () => {
  const [tag, attribute, value] = ["name", "attribute", "value"].map((word) => {
    const [, before] =
      new RegExp(`((?:\x1b\\[\\d+m)+)'?${word}`).exec(renderXml("<name attribute='value'/>", colours)) ?? [];
    return before;
  });
  expect(new Set([tag, attribute, value]).size).toBe(3);
  expect([tag, attribute, value]).not.toContain(undefined);
});
