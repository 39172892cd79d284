// Which lessons there are, and which are somebody else's.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { learn } from "../../../src/cli/learn/learn.ts";
import { lessonCalled, lessonFolder, readLessons } from "../../../src/cli/learn/lesson-files.ts";

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-lessons-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const OWN = '{ "name": "xmpp-repl" }';
const BUILT = '{ "type": "commonjs" }';

describe("the lessons", () => {
  it("stand beside the program, wherever that is installed", () => {
    const folder = folderWith({
      "package.json": OWN,
      "dist/package.json": BUILT,
      "dist/chunks/learn.js": "",
      "docs/lessons/01-a.md": "",
    });
    expect(lessonFolder(join(folder, "dist", "chunks"))).toBe(join(folder, "docs", "lessons"));
  });

  it("are not taken from a project that only has the program installed", () => {
    const folder = folderWith({
      "package.json": '{ "name": "other" }',
      "docs/lessons/01-evil.md": "",
      "node_modules/xmpp-repl/package.json": OWN,
      "node_modules/xmpp-repl/dist/package.json": BUILT,
    });
    expect(() => lessonFolder(join(folder, "node_modules", "xmpp-repl", "dist"))).toThrow(
      "Cannot find the lessons: docs/lessons is not beside the program (install it anew)",
    );
  });

  it("are found by number, by name and by how the name begins", () => {
    const read = readLessons();
    for (const word of ["1", "01", "what-a-stream-is", "what"]) {
      expect(lessonCalled(word, read).title).toBe("What a stream is");
    }
  });
});

describe("a lesson for a class", () => {
  it("has to be named", async () => {
    await expect(learn({ present: true }, "0.0.0")).rejects.toThrow(
      'Cannot show a lesson to a class: none is named (add its number or name, as "xmpp-repl learn --present 1"; "xmpp-repl learn" lists them)',
    );
  });
});
