import { describe, expect, test } from "vitest";
import { opensLinks, withLinks } from "../../../src/render/text/links.ts";
import { colourTheme } from "../../../src/render/themes/colour-theme.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";

const TTY = { isTTY: true };

describe("a terminal that is known to open links gets them:", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["GNOME's terminal", { TERM: "xterm-256color", VTE_VERSION: "6800" }],
    ["Windows Terminal", { WT_SESSION: "1" }],
    ["iTerm2", { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.5.0" }],
    ["Visual Studio Code", { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.90.2" }],
    ["kitty", { TERM: "xterm-kitty" }],
    [
      "tmux from 3.4 on",
      { TERM: "tmux-256color", TMUX: "x", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4" },
    ],
  ])("%s", (_what, environment) => {
    expect(opensLinks(environment, TTY)).toBe(true);
    expect(opensLinks(environment, { isTTY: false })).toBe(false);
    expect(opensLinks({ ...environment, FORCE_HYPERLINK: "0" }, TTY)).toBe(false);
  });
});

describe("any other gets the address as text:", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["one that does not say who it is", { TERM: "xterm-256color" }],
    ["a dumb one", { TERM: "dumb", WT_SESSION: "1" }],
    ["a build machine's", { CI: "true", VTE_VERSION: "6800" }],
    ["the VTE that fell over links", { VTE_VERSION: "5000" }],
    ["an old iTerm2", { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.0.15" }],
    ["an old tmux", { TMUX: "x", TERM: "tmux-256color", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.3a" }],
    ["screen inside GNOME's terminal", { TERM: "screen", STY: "1", VTE_VERSION: "6800" }],
    ["one with an inherited name", { TERM_PROGRAM: "constructor" }],
  ])("%s", (_what, environment) => {
    expect(opensLinks(environment, TTY)).toBe(false);
    expect(opensLinks({ ...environment, FORCE_HYPERLINK: "1" }, TTY)).toBe(true);
  });
});

test("a link is a text that leads to an address; without links both are shown", () => {
  const url = "https://xmpp.org/extensions/xep-0198.html";
  expect(withLinks(NO_COLOR).link("XEP-0198", url)).toBe(`\x1b]8;;${url}\x1b\\XEP-0198\x1b]8;;\x1b\\`);
  expect(NO_COLOR.link("XEP-0198", url)).toBe(`XEP-0198 [${url}]`);
  expect(colourTheme().link("XEP-0198", url)).toBe(`XEP-0198 [${url}]`);
});
