import { describe, expect, test } from "vitest";
import { readScript } from "../../src/script/read.ts";
import { stepsOf } from "../../src/script/script.ts";
import { COMMANDS, errors, steps } from "./reading.ts";

function readBytes(...bytes: readonly (string | number)[]) {
  const pieces = bytes.map((piece) =>
    typeof piece === "string" ? Buffer.from(piece) : Buffer.from([piece]),
  );
  return readScript("a.xmpp", Buffer.concat(pieces), COMMANDS);
}

describe("the name of a file says what is in it", () => {
  test.each<[string, string, readonly string[]]>([
    [".xmpp is lines", "a.xmpp", ["1:1 open", "3:1 auth"]],
    ["standard input is lines", "-", ["1:1 open", "3:1 auth"]],
    ["a name that says nothing is lines", "script", ["1:1 open", "3:1 auth"]],
  ])("%s", (_what, file, expected) => {
    expect(steps("open\n\nauth\n", file)).toEqual(expected);
  });

  test("in .md the blocks that are marked xmpp count, whatever the case of the name", () => {
    expect(steps("open\n```xmpp\nauth\n```\n", "LESSON.MD")).toEqual(["3:1 auth"]);
  });

  test(".scs is Scansion's language", () => {
    const text =
      "[Client] Romeo\n\tjid: romeo@localhost\n\tpassword: secret\n\n---------\n\nRomeo connects\n";
    expect(errors(text, "a.scs")).toEqual([]);
    expect(errors(text, "a.xmpp")).not.toEqual([]);
  });
});

describe("the bytes of a script", () => {
  test("may have a byte order mark first, which moves nothing", () => {
    expect(steps("\ufeffopen\n")).toEqual(["1:1 open"]);
  });

  test.each<[string, string]>([
    ["\\n", "send\n  a\n  b\nopen\n"],
    ["\\r\\n", "send\r\n  a\r\n  b\r\nopen\r\n"],
    ["\\r", "send\r  a\r  b\ropen\r"],
    ["\\n, but for the last line", "send\n  a\n  b\nopen"],
  ])("end a line with %s, and a line in a block with \\n", (_what, text) => {
    expect(steps(text)).toEqual(["1:1 send", "2:3 a\nb", "4:1 open"]);
  });

  test.each<[string, readonly (string | number)[], string]>([
    ["at the start", [0xff, 0xfe, "o"], "a.xmpp:1:1: Cannot read the script: the byte 0xFF is no UTF-8"],
    [
      "on a later line, counting characters before it",
      ["open\r\n# caf\u00e9 \u{1f600} ", 0xe9, "t\u00e9\n"],
      "a.xmpp:2:11: Cannot read the script: the byte 0xE9 is no UTF-8",
    ],
    [
      "where the file ends within a character",
      ["open\n", 0xf0, 0x9f],
      "a.xmpp:2:1: Cannot read the script: the byte 0xF0 is no UTF-8",
    ],
    [
      "far behind the beginning",
      ["# x\n".repeat(50_000), "open ", 0x80],
      "a.xmpp:50001:6: Cannot read the script: the byte 0x80 is no UTF-8",
    ],
  ])("are an error with its place where they are no UTF-8: %s", (_what, bytes, message) => {
    const { script, errors } = readBytes(...bytes);
    expect(errors.map((error) => error.message)).toEqual([`${message} (save the file as UTF-8)`]);
    expect(stepsOf(script)).toEqual([]);
  });
});
