import { describe, expect, test } from "vitest";
import { PasteCollector, readPaste } from "../../../src/repl/keys/paste.ts";

describe("what is pasted", () => {
  test.each([
    ["one row", ["one row"]],
    ["a\rb\r", ["a", "b", ""]],
    ["a\nb", ["a", "b"]],
    ["a\r\nb\r\n", ["a", "b", ""]],
    ["\tindented\r\r", ["\tindented", "", ""]],
  ])("%j has the rows %j", (text, rows) => {
    expect(readPaste(text)).toEqual({ rows, leftOut: 0 });
  });

  test("loses what a terminal would obey, and says how much that is", () => {
    expect(readPaste("a\x1b[2Jb\x07\x9b\x7f\0")).toEqual({ rows: ["a[2Jb"], leftOut: 5 });
  });
});

describe("a paste that comes key by key", () => {
  const key = (name: string) => ({ name, sequence: "" });
  const never = () => false;

  test("is put together, with what looks like keys in it", () => {
    const pastes = new PasteCollector();
    expect(pastes.take("x", { sequence: "x" }, never)).toBe("no paste");
    expect(pastes.take("", key("paste-start"), never)).toBe("more");
    expect(pastes.take("", { name: "up", sequence: "\x1b[A" }, never)).toBe("more");
    expect(pastes.take("日", { sequence: "日" }, never)).toBe("more");
    expect(pastes.take("", key("paste-end"), never)).toEqual({ text: "\x1b[A日" });
    expect(pastes.take("x", { sequence: "x" }, never)).toBe("no paste");
  });

  test("is given up with a Ctrl-C that comes by itself", () => {
    const pastes = new PasteCollector();
    const ctrlC = { name: "c", ctrl: true, sequence: "\x03" };
    pastes.take("", key("paste-start"), never);
    expect(pastes.take("", ctrlC, never)).toBe("more");
    expect(pastes.take("", ctrlC, () => true)).toBe("no paste");
    expect(pastes.take("x", { sequence: "x" }, never)).toBe("no paste");
  });
});
