import { expect, test } from "vitest";
import { usesColour } from "../../src/cli/signals.ts";

const terminal = { isTTY: true };

test.each(["dumb", "vt100", "vt102", "vt220", "vt220-8bit", "vt320", "xterm-mono", "vt100-m"])(
  "a terminal that has no colours gets none: %s",
  (TERM) => {
    expect(usesColour({}, terminal, { TERM })).toBe(false);
  },
);

test.each(["xterm", "xterm-256color", "screen", "tmux-256color", "linux", "vt340", "vt525", "rxvt"])(
  "any other gets them: %s",
  (TERM) => {
    expect(usesColour({}, terminal, { TERM })).toBe(true);
  },
);

test("--color and NO_COLOR win over what the terminal is", () => {
  expect(usesColour({ color: true }, terminal, { TERM: "vt100" })).toBe(true);
  expect(usesColour({}, terminal, { TERM: "xterm", NO_COLOR: "1" })).toBe(false);
  expect(usesColour({}, {}, { TERM: "xterm" })).toBe(false);
});
