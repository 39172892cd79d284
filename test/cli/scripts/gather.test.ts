import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { gatherFiles } from "../../../src/cli/scripts/gather.ts";
import { UsageError } from "../../../src/errors.ts";

const root = mkdtempSync(join(tmpdir(), "gather-"));

for (const file of [
  "b.xmpp",
  "a.scs",
  "page.md",
  "notes.txt",
  "deep/er/c.xmpp",
  "deep/a.xmpp",
  "odd [1]{2}(3)!/x.xmpp",
  "empty/readme.txt",
]) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), "");
}

afterAll(() => rmSync(root, { recursive: true }));

/** What is gathered of these names, which are below the folder of this test. */
async function gathered(...names: readonly string[]): Promise<readonly string[]> {
  const files = await gatherFiles(names.map((name) => join(root, name)));
  return files.map((file) => relative(root, file));
}

test("files are run in the order in which they are named", async () => {
  expect(await gathered("b.xmpp", "a.scs", "page.md")).toEqual(["b.xmpp", "a.scs", "page.md"]);
});

test("a folder's scripts are run by their names, those in its folders too; pages and the rest are not", async () => {
  expect(await gathered("")).toEqual([
    "a.scs",
    "b.xmpp",
    "deep/a.xmpp",
    "deep/er/c.xmpp",
    "odd [1]{2}(3)!/x.xmpp",
  ]);
  expect(await gathered("deep/")).toEqual(["deep/a.xmpp", "deep/er/c.xmpp"]);
});

test("a folder is a folder, whatever is in its name", async () => {
  expect(await gathered("odd [1]{2}(3)!")).toEqual(["odd [1]{2}(3)!/x.xmpp"]);
});

test("a file is a file, whatever is in its name", async () => {
  expect(await gathered("odd [1]{2}(3)!/x.xmpp")).toEqual(["odd [1]{2}(3)!/x.xmpp"]);
});

describe("a glob", () => {
  test.each([
    ["*.xmpp", ["b.xmpp"]],
    ["**/*.xmpp", ["b.xmpp", "deep/a.xmpp", "deep/er/c.xmpp", "odd [1]{2}(3)!/x.xmpp"]],
    ["{a,b}.*", ["a.scs", "b.xmpp"]],
    ["page.*", ["page.md"]],
    ["deep/?.xmpp", ["deep/a.xmpp"]],
  ])("%s", async (glob, files) => {
    expect(await gathered(glob)).toEqual(files);
  });
});

test("what is named twice is run once", async () => {
  expect(await gathered("deep", "deep/a.xmpp", "deep/*.xmpp")).toEqual(["deep/a.xmpp", "deep/er/c.xmpp"]);
});

test("what is named twice in two ways is run once", async () => {
  const here = relative(process.cwd(), join(root, "b.xmpp"));
  expect(await gatherFiles([here, `./${here}`])).toHaveLength(1);
});

test("a hundred thousand names are gathered", async () => {
  const names = Array.from({ length: 100_000 }, (_, index) => join(root, `none-${index}.xmpp`));
  expect(await gatherFiles([...names, ...names.slice(0, 9)])).toHaveLength(100_000);
});

test("a file that is not there stays, for its own result to say so", async () => {
  expect(await gathered("none.xmpp", "b.xmpp")).toEqual(["none.xmpp", "b.xmpp"]);
});

test.each(["empty", "none/*.xmpp"])("a folder or a glob without scripts is refused: %s", async (name) => {
  await expect(gathered(name)).rejects.toThrow(UsageError);
  await expect(gathered(name)).rejects.toThrow(
    `Cannot run "${join(root, name)}": there is no script there (a folder is looked through for .xmpp and .scs)`,
  );
});

test("- is standard input", async () => {
  expect(await gatherFiles(["-"])).toEqual(["-"]);
});
