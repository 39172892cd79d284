// Of broken XML nobody can tell where it ends: what stands behind may be a command with a secret.
import { expect, it } from "vitest";
import { maskBroken } from "../../../src/repl/rows/mask-broken.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

it.each([
  ["<a>\n</b>\nauth me topsecret\nversion\n", "<a>\n</b>\nauth me [redacted]\nversion\n"],
  ["<a>\n</a>auth me topsecret\nversion", "<a>\n</a>auth me [redacted]\nversion"],
  ["ping\n<a>\n</b>\nauth me topsecret", "ping\n<a>\n</b>\nauth me [redacted]"],
])("the rows behind broken XML are masked as lines of their own: %j", (line, masked) => {
  expect(maskBroken(line, shell, (row) => shell.mask(row))).toBe(masked);
});

it.each([
  "register me topsecret",
  "auth me topsecret",
  "sasl PLAIN topsecret",
  "connect me:topsecret@localhost",
  "join hall@rooms.localhost --password topsecret",
])("no secret of a command is kept that went into JavaScript which lacks its end: %s", (row) => {
  const masked = maskBroken(`f(1,\n${row}`, shell, (line) => shell.mask(line));
  expect(masked).toContain("[redacted]");
  expect(masked).not.toContain("topsecret");
});

it("JavaScript that is complete is masked as one line", () => {
  const line = "[1,\n2].map((n) => n)";
  expect(maskBroken(line, shell, (row) => shell.mask(row))).toBe(line);
});

it("what is not broken is masked as one line", () => {
  const line = "<message>\n<body>\nauth me hello\n</body>\n</message>";
  expect(maskBroken(line, shell, (row) => shell.mask(row))).toBe(line);
});
