import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import {
  SETTING_NAMES,
  type SettingName,
  Settings,
  settingNamed,
} from "../../../src/shell/settings/settings.ts";
import { tryOut } from "../../helpers/try-out.ts";

const DEFAULTS: Readonly<Record<SettingName, string>> = {
  view: "pretty",
  "view sent": "same",
  "view received": "same",
  times: "none",
  timing: "on",
  wrap: "on",
  fold: "500",
  namespaces: "full",
  base64: "decode",
  theme: "default",
  hints: "on",
  secrets: "show",
  explain: "off",
  timeout: "5s",
  "limit stanza": "16MiB",
  "limit elements": "200000",
  "limit depth": "1000",
  "limit attributes": "10000",
  "keep entries": "10000",
  "keep text": "64MiB",
};

test("without being set, every setting is what the documentation says", () => {
  const settings = new Settings();
  expect(Object.fromEntries(SETTING_NAMES.map((name) => [name, settings.show(name)]))).toEqual(DEFAULTS);
});

describe.each<[SettingName, readonly string[], readonly string[]]>([
  ["view", ["raw", "pretty"], ["Raw", "", "prety"]],
  ["secrets", ["hide", "show"], ["off", ""]],
  ["explain", ["on", "off", "all"], ["yes", ""]],
  ["timeout", ["500ms", "5s", "2m"], ["5", "-1s", "soon"]],
  ["limit stanza", ["1", "64kB", "1MiB"], ["0", "-1", "much", "1.5MB"]],
  ["limit elements", ["1", "50"], ["0", "-1", "many"]],
  ["limit depth", ["1", "50"], ["0", "-1", "1.5", "1e3", "many"]],
  ["limit attributes", ["1", "50"], ["0", "-1", "many"]],
  ["keep entries", ["1", "200"], ["0", "-1", "all", "9".repeat(400), "9".repeat(16)]],
  ["keep text", ["1", "64kB", "2MB"], ["0", "-1", "all", `${"9".repeat(400)}MiB`]],
])("set %s", (name, right, wrong) => {
  test.each(right)("%s is shown as it was typed", async (value) => {
    const tool = tryOut();
    expect(await tool.run(`set ${name} ${value}`)).toEqual({ status: "passed" });
    expect(tool.settings.show(name)).toBe(value);
    expect(tool.shown).toBe(`${name} is ${value}\n`);
  });

  test.each(wrong.filter((value) => value !== ""))("%s is refused, and changes nothing", async (value) => {
    const tool = tryOut();
    const outcome = await tool.run(`set ${name} ${value}`);
    expect(outcome).toMatchObject({ status: "wrong usage" });
    expect(outcome).toHaveProperty("reason", expect.stringContaining(`"${value}"`));
    expect(tool.settings.show(name)).toBe(DEFAULTS[name]);
  });

  test("without a value shows it", async () => {
    const tool = tryOut();
    await tool.run(`set ${name}`);
    expect(tool.shown.split("\n")[0]).toBe(`${name} is ${DEFAULTS[name]}`);
  });
});

test("a value that is not one of a few is answered with all of them", () => {
  expect(() => new Settings().set("view", "both")).toThrow(
    new UsageError('Cannot set view to "both": it is one of pretty, raw, compact, hex, tree'),
  );
});

test.each([
  ["vew", ' (did you mean "view"?)'],
  ["limit stanzas", ' (did you mean "limit stanza"?)'],
  ["colour of the sky", ' (run "set" for a list)'],
])("there is no setting %s, and the nearest is named", (name, hint) => {
  expect(() => settingNamed(name)).toThrow(
    new UsageError(`Cannot set "${name}": there is no such setting${hint}`),
  );
});

test("limits count from the next connection on", async () => {
  const tool = tryOut();
  await tool.run("connect");
  await tool.run("set limit depth 2");
  tool.server.send("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'><a><b/></a>");
  expect(tool.shown).not.toContain("policy-violation");
  await tool.run("disconnect");
  await tool.run("connect");
  tool.server.send("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'><a><b/></a>");
  expect(tool.shown).toContain("policy-violation: the server sent more than 2 elements inside each other");
});

test("how much is kept counts from the next entry on", async () => {
  const tool = tryOut();
  for (const line of ["connect", "send <a/>", "set keep entries 1", "send <b/>"]) await tool.run(line);
  expect([...tool.transcript.entries]).toHaveLength(1);
});
