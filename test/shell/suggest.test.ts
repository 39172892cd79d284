import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { nearest } from "../../src/shell/suggest.ts";
import { tryOut } from "../helpers/try-out.ts";

const names = commands.map(({ name }) => name);

test.each([
  ["restrat", "restart"],
  ["restar", "restart"],
  ["presense", "presence"],
  ["mesage", "message"],
  ["Bind", "bind"],
  ["opne", "open"],
  ["discon", "disconnect"],
  ["iqq", "iq"],
  ["sho", "show"],
])("%s is taken for %s", (typed, meant) => {
  expect(nearest(typed, names)).toBe(meant);
});

test.each(["dance", "x", "", "re", "subscribe"])('"%s" is near to no command', (typed) => {
  expect(nearest(typed, names)).toBeUndefined();
});

test("an unknown command is answered with the nearest name", async () => {
  expect(await tryOut().run("presense --show away")).toEqual({
    status: "wrong usage",
    reason: 'Cannot run "presense": there is no such command (did you mean "presence"?)',
  });
});

test("an unknown command that is near to none is answered with where to look", async () => {
  expect(await tryOut().run("dance")).toEqual({
    status: "wrong usage",
    reason: 'Cannot run "dance": there is no such command (run "help" for a list)',
  });
});

test("what looks like a function is called by its name", async () => {
  expect(await tryOut().run('presense("x")')).toMatchObject({
    reason: expect.stringContaining('Cannot run "presense"'),
  });
});
