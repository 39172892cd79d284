import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderXml } from "../../../src/render/entry.ts";
import { colourTheme } from "../../../src/render/themes/colour-theme.ts";
import { NO_COLOR, THEMES, type Theme, type ThemeName } from "../../../src/render/themes/theme.ts";

const colours = colourTheme();

/** The colours of a theme that was set. */
function coloursOf(name: ThemeName): Theme {
  const theme = colourTheme();
  theme.follow?.(() => name);
  return theme;
}

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

describe.each(THEMES)("the theme %s", (name) => {
  const theme = coloursOf(name);

  test.each(SAMPLES)("shows the same text as no colours: %j", (text) => {
    expect(stripVTControlCharacters(renderXml(text, theme))).toBe(renderXml(text, NO_COLOR));
  });

  test("tells in and out apart, and failures from everything else", () => {
    expect(theme.sent("C: ")).not.toBe(theme.received("C: "));
    const others = [theme.note, theme.name, theme.value, theme.heading, ...[0, 1, 2, 3].map(theme.client)];
    expect(others.map((paint) => paint("x"))).not.toContain(theme.failure("x"));
  });

  test("gives neighbours among the clients colours of their own", () => {
    expect(theme.client(0)("x")).not.toBe(theme.client(1)("x"));
    expect(theme.client(100)("x")).toContain("x");
  });
});

test("mono has no colours", () => {
  const mono = coloursOf("mono");
  for (const paint of [mono.name, mono.value, mono.note, mono.failure, mono.client(0), mono.received]) {
    expect(paint("x")).not.toMatch(/\x1b\[(?:3|4[0-9]|9)\d?/);
  }
});

test("a theme is another one as soon as it is chosen", () => {
  let choice: ThemeName = "default";
  const theme = colourTheme();
  theme.follow?.(() => choice);
  const { note } = theme;
  const before = note("x");
  choice = "light";
  expect(note("x")).not.toBe(before);
});

test("without colours there are none, whatever is chosen", () => {
  expect(NO_COLOR.follow).toBeUndefined();
});
