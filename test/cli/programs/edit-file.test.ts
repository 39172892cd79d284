import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { editFile } from "../../../src/cli/programs/edit-file.ts";

const PATH = process.env.PATH ?? "/usr/bin:/bin";

/** A folder with an editor: a script of the shell, whose last argument is the file. */
function editor(script: string, name = "my editor") {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-editor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { folder, program, noted: () => readFileSync(join(folder, "noted"), "utf8") };
}

test("what the editor has saved comes back, and the file is gone", async () => {
  const { program, noted } = editor('sed -i s/hello/bye/ "$1"; echo "$1" > "$(dirname "$0")/noted"');
  expect(await editFile("<a>hello</a>", { PATH, EDITOR: `'${program}'` })).toBe("<a>bye</a>");
  const file = noted().trim();
  expect(file).toMatch(/\.xml$/);
  expect(existsSync(dirname(file))).toBe(false);
});

test("nobody else can read the file meanwhile", async () => {
  const { program, noted } = editor('ls -ld "$1" "$(dirname "$1")" | cut -c1-10 > "$(dirname "$0")/noted"');
  await editFile("<a/>", { PATH, EDITOR: `'${program}'` });
  expect(noted()).toBe("drwx------\n-rw-------\n");
});

test("VISUAL comes before EDITOR, and its arguments before the file", async () => {
  const { program, noted } = editor('echo "$1 $2 $#" > "$(dirname "$0")/noted"');
  await editFile("<a/>", { PATH, VISUAL: `'${program}' -n "a b"`, EDITOR: "false" });
  expect(noted()).toBe("-n a b 3\n");
});

test("without either it is an editor that is there", async () => {
  const { folder } = editor('echo "<vi/>" > "$1"', "vi");
  expect(await editFile("<a/>", { PATH: `${folder}:${PATH}` })).toBe("<vi/>");
  await expect(editFile("<a/>", { PATH: tmpdir() })).rejects.toThrow(
    "Cannot edit: no editor is known (set VISUAL or EDITOR to one)",
  );
});

describe("it is told, and nothing comes back, when the editor", () => {
  test.each([
    [
      "is not there",
      "no-such-editor",
      'there is no editor "no-such-editor" (set VISUAL or EDITOR to one that is there)',
    ],
    ["fails", "false", 'the editor "false" ended with exit code 1, and nothing is taken from it'],
    ["removes the file", "rm", "the editor has removed the file"],
    ["saves what is no text", "printf '\\377' >", "what was saved is no text in UTF-8"],
  ])("%s", async (_what, named, reason) => {
    await expect(editFile("<a/>", { PATH, EDITOR: named })).rejects.toThrow(`Cannot edit: ${reason}`);
  });
});

test("line ends of other systems become those of this one", async () => {
  const { program } = editor("printf '<a>\\r\\n</a>\\r\\n' > \"$1\"");
  expect(await editFile("<a/>", { PATH, EDITOR: `'${program}'` })).toBe("<a>\n</a>");
});
