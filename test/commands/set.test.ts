import { describe, expect, test } from "vitest";
import { SETTING_GROUPS, SETTING_NAMES } from "../../src/shell/settings/settings.ts";
import { tryOut } from "../helpers/try-out.ts";

/** What the last of some lines shows. */
async function shown(...lines: string[]): Promise<string> {
  const tool = tryOut({ columns: 80 });
  let before = "";
  for (const line of lines) {
    before = tool.shown;
    await tool.run(line);
  }
  return tool.shown.slice(before.length);
}

test("every setting is in a group", () => {
  expect(SETTING_GROUPS.flatMap(({ names }) => names).sort()).toEqual([...SETTING_NAMES].sort());
});

describe("set", () => {
  test("lists every setting below what it is about, with its value, its meaning and what it can be", async () => {
    const rows = (await shown("set")).split("\n");
    expect(rows.slice(rows.indexOf("How long is waited"), rows.indexOf("How long is waited") + 3)).toEqual([
      "How long is waited",
      "  timeout 5s              how long a command waits for its reply; 0s for ever",
      "                          (500ms, 5s, 2m)",
    ]);
    for (const name of SETTING_NAMES) expect(rows.some((row) => row.startsWith(`  ${name} `))).toBe(true);
  });

  test("says who has set what", async () => {
    const list = await shown("set view raw", "set");
    expect(list).toMatch(/^ {2}view raw /m);
    expect(list).toContain("(pretty, raw, compact, hex, tree) [typed]");
    expect(list.match(/\[typed\]/g)).toHaveLength(1);
  });

  test("names the place that a value was written down at", async () => {
    const tool = tryOut();
    tool.settings.set("fold", "100", "config line 3");
    await tool.run("set");
    expect(tool.shown).toContain("[config line 3]");
    await tool.run("set fold");
    expect(tool.shown).toContain("  set by   config line 3");
  });

  test("shows the settings of a kind", async () => {
    expect(await shown("set keep")).toBe(
      `What is kept
  keep entries 10000  how many entries the transcript keeps (a number)
  keep text 64MiB     how much raw text the transcript keeps (65536, 64kB,
                      16MiB)
`,
    );
  });

  test("shows one setting with all that it can be", async () => {
    expect(await shown("set view sent")).toBe(
      `view sent is same
  meaning  the view of what you send, where that is to be another one
  values   same, pretty, raw, compact, hex, tree
  default  same
  set by   nobody
`,
    );
  });

  test("says with the view what is shown in another one", async () => {
    const own = ["set view sent raw", "set view received compact"];
    expect(await shown(...own, "set view")).toMatch(
      /^view is pretty, but view sent is raw, view received is compact\n/,
    );
    expect((await shown(...own.slice(0, 1), "set")).replace(/\s+/g, " ")).toContain(
      "(pretty, raw, compact, hex, tree), but view sent is raw view sent raw",
    );
  });

  test("takes a value back", async () => {
    const tool = tryOut();
    for (const line of ["set fold 9", "set fold default", "set view sent raw", "set view sent default"]) {
      await tool.run(line);
    }
    expect(tool.shown).toContain("fold is 500\n");
    expect(tool.shown).toContain("view sent is same\n");
    expect(tool.settings.source("fold")).toBeUndefined();
  });

  test("takes back all of a kind, and shows what they are now", async () => {
    const tool = tryOut();
    for (const line of ["set keep entries 9", "set keep text 9", "set fold 9", "set keep default"])
      await tool.run(line);
    expect(tool.shown).toContain("keep entries 10000");
    expect(tool.shown).toContain("keep text 64MiB");
    expect(tool.settings.show("fold")).toBe("9");
  });

  test.each([
    [
      "set view r",
      'Cannot set view to "r": it is one of pretty, raw, compact, hex, tree (did you mean "raw"?)',
    ],
    [
      "set times abs",
      'Cannot set times to "abs": it is one of none, absolute, relative (did you mean "absolute"?)',
    ],
    ["set fold many", 'Cannot set fold to "many": it is a number from 0'],
    ["set tims none", 'Cannot set "tims": there is no such setting (did you mean "times"?)'],
    [
      "set times=relative",
      'Cannot set "times=relative": there is no such setting (did you mean "times relative"?)',
    ],
    [
      "set times = relative",
      'Cannot set times to "= relative": it is one of none, absolute, relative (did you mean "set times relative"?)',
    ],
    [
      "set view receive raw",
      'Cannot set view to "receive raw": it is one of pretty, raw, compact, hex, tree (did you mean "set view received raw"?)',
    ],
    ["set keeep default", 'Cannot set "keeep": there is no such setting (run "set" for a list)'],
  ])("%s is answered with what can be meant", async (line, reason) => {
    expect(await tryOut().run(line)).toEqual({ status: "wrong usage", reason });
  });
});

describe("what is set counts from the next entry on:", () => {
  /** What is shown of `<a><b/></a>`, sent and received. */
  async function wire(...lines: string[]): Promise<string> {
    const tool = tryOut({ columns: 80 });
    for (const line of ["connect", ...lines]) await tool.run(line);
    const before = tool.shown.length;
    await tool.run("send <message><b/></message>");
    return tool.shown.slice(before);
  }

  test.each<[string, RegExp]>([
    ["set view raw", /C: <message><b\/><\/message>\n/],
    ["set view compact", /C: <message>: <b>\n/],
    ["set view tree", /C: message\n {9}b\n/],
    ["set view hex", /C: 0000 {2}3c 6d 65/],
    ["set view sent compact", /C: <message>: <b>\n/],
    ["set view received compact", /C: <message>\n/],
    ["set times absolute", /^00:00:00\.000 {3}\d C: <message>\n {22}<b\/>/],
  ])("%s", async (line, expected) => {
    expect(await wire(line)).toMatch(expected);
  });
});

test("where there are several clients the name of each has a place of its own", async () => {
  const tool = tryOut();
  for (const line of ["connect", "@juliet connect", "@juliet send <a/>"]) await tool.run(line);
  const { last } = tool.transcript;
  expect(last && tool.rendering(last)).toMatchObject({ name: "juliet", place: 1 });
});

test("whoever sets the view sets it both ways, and hears which side had its own", async () => {
  const tool = tryOut();
  for (const line of ["set view sent compact", "set view received hex", "set view raw"]) await tool.run(line);
  expect(tool.shown).toMatch(/view is raw, both ways \(view sent was compact, view received was hex\)\n$/);
  expect(tool.settings.get("view sent")).toBe("same");
  expect(tool.settings.get("view received")).toBe("same");
  await tool.run("set view tree");
  expect(tool.shown).toMatch(/\nview is tree\n$/);
});

test("a view that cannot be leaves those of the two sides as they are", async () => {
  const tool = tryOut();
  await tool.run("set view sent compact");
  expect(await tool.run("set view tre")).toMatchObject({ status: "wrong usage" });
  expect(tool.settings.get("view sent")).toBe("compact");
});
