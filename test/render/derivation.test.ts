import { describe, expect, test } from "vitest";
import { renderEntry } from "../../src/render/entry.ts";
import { ndjsonEntry } from "../../src/render/ndjson.ts";
import { Redactor } from "../../src/render/secrets/redact.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Derivation, Entry } from "../../src/transcript/entry.ts";

const DERIVATION: Derivation = {
  type: "derivation",
  title: "PLAIN: the message",
  rows: [
    { name: "authcid", value: "me", meaning: "the user name" },
    { name: "passwd", value: "s3cret", meaning: "the password", secret: true },
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
       passwd = s3cret  (the password)
       message = [authzid] NUL authcid NUL passwd
         = \\0me\\0s3cret
       count = 4096`);
});

describe("a long value", () => {
  const value = Array.from({ length: 100 }, (_, at) => at % 10).join("");
  const rows = [
    { name: "p", formula: "base64(ClientProof)", value },
    { name: "v", value, meaning: "what it is" },
  ];

  test("is on one line where nothing is wrapped, so that it can be copied", () => {
    expect(
      shown({ ...DERIVATION, rows })
        .split("\n")
        .slice(1),
    ).toEqual(["       p = base64(ClientProof)", `         = ${value}`, `       v = ${value}  (what it is)`]);
  });

  test("goes on below itself at a terminal, so that it does not look like another row", () => {
    expect(shown({ ...DERIVATION, rows }, 40)).toBe(`    -- PLAIN: the message
       p = base64(ClientProof)
         = 01234567890123456789012345678
           90123456789012345678901234567
           89012345678901234567890123456
           7890123456789
       v = 01234567890123456789012345678
           90123456789012345678901234567
           89012345678901234567890123456
           7890123456789
         (what it is)`);
  });
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
      `    -- PLAIN: the message (values taken out; --show-secrets or "set secrets show" leaves them in)
       authcid = me  (the user name)
       passwd = [redacted]  (the password)
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
        { name: "passwd", value: "[redacted]", meaning: "the password", secret: true },
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
