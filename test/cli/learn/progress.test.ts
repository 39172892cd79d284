import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { progressFile } from "../../../src/cli/learn/progress.ts";
import { pipeAt } from "../../helpers/pipe-at.ts";

const ONE = new Map([["streams", { tasks: 3, isDone: true }]]);
const OTHER = new Map([["binding", { tasks: 1, isDone: false }]]);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "xmpp-repl-progress-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function open(path: string) {
  const told: string[] = [];
  return { told, file: progressFile(path, (reason) => told.push(reason)) };
}

describe("the file with the progress", () => {
  it("is made with its folder, and only its owner reads it", () => {
    const path = join(folder(), "new", "progress.json");
    open(path).file.save(ONE);
    expect(open(path).file.read()).toEqual(ONE);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("has what both of two sessions have done", () => {
    const path = join(folder(), "progress.json");
    const [one, other] = [open(path).file, open(path).file];
    one.save(ONE);
    other.save(OTHER);
    one.save(ONE);
    expect(open(path).file.read()).toEqual(new Map([...ONE, ...OTHER]));
  });

  it("is set aside where it is broken, and that is said", () => {
    const path = join(folder(), "progress.json");
    writeFileSync(path, "{ broken");
    const { file, told } = open(path);
    expect(file.read()).toEqual(new Map());
    file.save(ONE);
    expect(told).toEqual([expect.stringContaining("progress.json.broken")]);
    expect(readFileSync(`${path}.broken`, "utf8")).toBe("{ broken");
    expect(open(path).file.read()).toEqual(ONE);
  });

  it("is said once to be missing where it cannot be written", () => {
    const path = join(folder(), "progress.json", "file");
    writeFileSync(join(path, ".."), "in the way");
    const { file, told } = open(path);
    file.save(ONE);
    file.save(OTHER);
    expect(told).toHaveLength(1);
  });

  it("has in the end what a session did whose writing another one has undone", () => {
    const path = join(folder(), "progress.json");
    const [one, other] = [open(path).file, open(path).file];
    one.save(ONE);
    // Read before, and written behind it.
    writeFileSync(path, '{"lessons": {"binding": {"tasks": 1, "done": false}}}');
    one.save(ONE);
    expect(other.read()).toEqual(new Map([...OTHER, ...ONE]));
  });

  it("is left alone where it is a pipe, and that is said once: nothing waits until somebody writes to it", () => {
    const path = join(folder(), "progress.json");
    pipeAt(path);
    const { file, told } = open(path);
    expect(file.read()).toEqual(new Map());
    file.save(ONE);
    expect(told).toEqual(["Cannot read your progress: it is a pipe (put a plain file in its place)"]);
    expect(statSync(path).isFIFO()).toBe(true);
  });

  it("is not read, and not written over, where it is far too long to be a record", () => {
    const path = join(folder(), "progress.json");
    writeFileSync(path, "");
    truncateSync(path, 2 * 1024 * 1024);
    const { file, told } = open(path);
    file.save(ONE);
    expect(told).toEqual(["Cannot read your progress: it is longer than 1MiB (make it shorter)"]);
    expect(statSync(path).size).toBe(2 * 1024 * 1024);
  });

  it("is the only file that is left, so that nothing can be in the way of the next session", () => {
    const path = folder();
    open(join(path, "progress.json")).file.save(ONE);
    expect(readdirSync(path)).toEqual(["progress.json"]);
  });
});
