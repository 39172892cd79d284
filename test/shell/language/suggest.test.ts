import { describe, expect, test } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { commandMeant, insteadOf, nearest } from "../../../src/shell/language/suggest.ts";
import { tryOut } from "../../helpers/try-out.ts";

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

describe("what is known from other clients is taken for", () => {
  test.each([
    ["login", "auth"],
    ["Login", "auth"],
    ["logout", "close"],
    ["status", "show"],
    ["exit", "quit"],
    ["msg", "message"],
    ["sendraw", "send"],
    ["ssl", "starttls"],
    ["subscribe", "presence"],
    ["restrat", "restart"],
  ])("%s: %s", (typed, meant) => {
    expect(insteadOf(typed, names)).toBe(`did you mean "${meant}"?`);
  });

  test("register: the iq that makes an account", async () => {
    expect(await tryOut().run("register me test")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot run "register": there is no such command (before you authenticate, "next" shows the iq that makes an account, where the server offers to make one)',
    });
  });

  test("nothing where there is no such word", () => {
    expect(insteadOf("dance", names)).toBeUndefined();
    expect(insteadOf("__proto__", names)).toBeUndefined();
  });

  test("commands that there are", () => {
    const words = ["tcp", "items", "?", "hello", "contacts", "state", "sleep", "resource", "join", "reopen"];
    expect(words.filter((word) => !names.includes(commandMeant(word, names) ?? ""))).toEqual([]);
    expect(commandMeant("login", ["open"])).toBeUndefined();
  });
});

test("a password behind a word that is taken for auth is not kept", () => {
  const { shell } = tryOut();
  for (const line of ["login me s3cret", "register me s3cret", "signin me s3cret"])
    expect(shell.mask(line)).not.toContain("s3cret");
});

test("help for a word of other clients names the command", async () => {
  expect(await tryOut().run("help login")).toMatchObject({
    reason: 'Cannot explain "login": there is no such command (did you mean "auth"?)',
  });
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
