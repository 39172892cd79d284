import { describe, expect, test } from "vitest";
import { renderEntry } from "../../src/render/entry.ts";
import { ndjsonEntry } from "../../src/render/ndjson.ts";
import { Redactor } from "../../src/render/redact.ts";
import { NO_COLOR } from "../../src/render/theme.ts";
import type { Derivation, Entry } from "../../src/transcript/entry.ts";

const DERIVATION: Derivation = {
  type: "derivation",
  title: "PLAIN: the message",
  rows: [
    { name: "authcid", value: "me", meaning: "the user name" },
    { name: "passwd", value: "s3cret", meaning: 'the password "s3cret"', secret: true },
    { name: "message", value: "\\0me\\0s3cret", formula: "[authzid] NUL authcid NUL passwd", secret: true },
    { name: "count", value: "4096" },
  ],
};

function entryOf(derivation: Derivation): Entry<Derivation> {
  return { n: 7, at: 0, client: "main", ...derivation };
}

function shown(derivation: Derivation, width = 0): string {
  return renderEntry(entryOf(derivation), { theme: NO_COLOR, view: "pretty", width }).join("\n");
}

test("each value stands behind its name, or below its formula", () => {
  expect(shown(DERIVATION)).toBe(`    -- PLAIN: the message
       authcid = me  (the user name)
       passwd = s3cret  (the password "s3cret")
       message = [authzid] NUL authcid NUL passwd
         = \\0me\\0s3cret
       count = 4096`);
});

test("a value is never wrapped, so that it can be copied", () => {
  const value = "x".repeat(200);
  const rows = [{ name: "p", formula: "base64(ClientProof)", value }];
  expect(shown({ ...DERIVATION, rows }, 40).split("\n")).toContain(`         = ${value}`);
});

test("nothing in a value is obeyed by a terminal", () => {
  const rows = [{ name: "message", value: "a\x1b[2J\n\u202eb", meaning: "\x07" }];
  expect(shown({ ...DERIVATION, title: "X\x1b[2J", rows })).toBe(`    -- X\\x1b[2J
       message = a\\x1b[2J\\n\\u202eb  (\\x07)`);
});

describe("redacted", () => {
  const redacted = new Redactor().redact(entryOf(DERIVATION));

  test("the names and the formulas stay: they are the lesson", () => {
    expect(renderEntry(redacted, { theme: NO_COLOR, view: "pretty", width: 0 }).join("\n")).toBe(
      `    -- PLAIN: the message
       authcid = me  (the user name)
       passwd = [redacted]
       message = [authzid] NUL authcid NUL passwd
         = [redacted]
       count = 4096`,
    );
  });

  test("a log says so", () => {
    expect(JSON.parse(ndjsonEntry(redacted))).toEqual({
      ...{ n: 7, at: 0, client: "main", type: "derivation", title: "PLAIN: the message" },
      rows: [
        { name: "authcid", value: "me", meaning: "the user name" },
        { name: "passwd", value: "[redacted]", secret: true },
        {
          name: "message",
          value: "[redacted]",
          formula: "[authzid] NUL authcid NUL passwd",
          secret: true,
        },
        { name: "count", value: "4096" },
      ],
      redacted: true,
    });
  });

  test("what has no secrets is as it was", () => {
    const open = entryOf({ ...DERIVATION, rows: [{ name: "count", value: "4096" }] });
    expect(new Redactor().redact(open)).toBe(open);
  });
});
