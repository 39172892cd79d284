import { describe, expect, test } from "vitest";
import { ndjsonEntry, ndjsonHeader } from "../../src/render/ndjson.ts";
import type { Entry } from "../../src/transcript/entry.ts";
import { TLS_FACTS } from "../helpers/try-out.ts";
import { played } from "../session/conversation.ts";
import { C_HEADER, OPENED } from "../session/wire.ts";

const AT = Date.UTC(2026, 0, 1);
const LOOKED_UP = {
  domain: "example.org",
  records: [{ service: "xmpps-client", priority: 1, weight: 2, port: 443, target: "a.example.net" }],
  refused: ["xmpp-client"],
  problem: "DNS did not answer within 2 s",
} as const;
const SECURED = {
  tls: TLS_FACTS,
  verdict: { domain: "localhost", coveredBy: "DNS localhost", accepted: "trusted", reasons: [] },
} as const;
const WORKED = {
  title: "SCRAM-SHA-1: server-first-message",
  rows: [{ name: "i", value: "4096", meaning: "how often the hash is repeated" }],
} as const;

test("a log begins with its format, its start, the tool and the address", () => {
  expect(JSON.parse(ndjsonHeader({ started: AT, version: "1.2.3", address: "localhost:5222" }))).toEqual({
    format: "xmpp-repl transcript",
    version: 1,
    started: "2026-01-01T00:00:00.000Z",
    tool: "xmpp-repl 1.2.3",
    address: "localhost:5222",
  });
});

test("what nobody would see is written as escapes, and read as JSON it is the same text", () => {
  const text = "a\u200bb\u00ad\u{e0041} 👨‍👩‍👧";
  const line = ndjsonEntry({ n: 1, at: AT, client: "main", type: "note", by: "tool", text });
  expect(line).toContain('"a\\u200bb\\u00ad\\udb40\\udc41 👨‍👩‍👧"');
  expect(JSON.parse(line)).toHaveProperty("text", text);
});

test("a log without an address leaves it out", () => {
  expect(JSON.parse(ndjsonHeader({ started: AT, version: "1.2.3" }))).not.toHaveProperty("address");
});

/** The last entry of these steps as an object read back from its line. */
async function logged(...steps: readonly string[]): Promise<unknown> {
  const { transcript } = await played([...OPENED, ...steps]);
  const { last } = transcript;
  const line = last ? ndjsonEntry(last) : "";
  expect(line).not.toContain("\n");
  return JSON.parse(line);
}

describe("traffic in a log", () => {
  const common = { at: AT, client: "main", type: "traffic", secure: false };

  test("has the element's raw text and its kind, and not the element itself", async () => {
    expect(await logged("C: <message>\n<body>h\u00e9</body></message>")).toEqual({
      ...common,
      n: 5,
      from: "client",
      event: {
        type: "element",
        kind: "stanza",
        raw: "<message>\n<body>h\u00e9</body></message>",
        breaches: [],
      },
    });
  });

  test("has the header of a stream", async () => {
    const raw = C_HEADER.slice(3);
    expect(await logged(C_HEADER)).toMatchObject({
      event: { type: "open", raw, header: { to: "localhost", version: "1.0" } },
    });
  });

  test("has the rule that was broken, and where", async () => {
    expect(await logged("S: <a></b>")).toMatchObject({
      from: "server",
      event: { type: "violation", rule: "not-well-formed", fatal: true, raw: "<a></b>", offset: 7 },
    });
  });

  test("has bytes that are no UTF-8 in base64", async () => {
    const talk = await played(OPENED);
    talk.session.send(Uint8Array.of(0xff, 0xfe));
    const { last } = talk.transcript;
    expect(last && JSON.parse(ndjsonEntry(last))).toMatchObject({
      event: { type: "violation", raw: "", bytes: "//4=" },
    });
  });

  test("has what is unfinished", async () => {
    expect(await logged("C: <message>")).toMatchObject({ event: { type: "fragment", raw: "<message>" } });
  });
});

describe("a line of a log is", () => {
  test.each<[string, Entry, object]>([
    [
      "a connection",
      {
        n: 1,
        at: AT,
        client: "main",
        type: "connection",
        change: "connected",
        host: "a",
        port: 1,
        peer: "b",
      },
      { change: "connected", host: "a", port: 1, peer: "b" },
    ],
    [
      "a connection to the server of a domain, by direct TLS",
      {
        n: 1,
        at: AT,
        client: "main",
        type: "connection",
        change: "connected",
        host: "a",
        port: 1,
        peer: "b",
        domain: "example.org",
        directTls: true,
      },
      { change: "connected", host: "a", port: 1, peer: "b", domain: "example.org", directTls: true },
    ],
    [
      "a look-up, with everything that DNS said",
      { n: 1, at: AT, client: "main", type: "connection", change: "looked-up", ...LOOKED_UP },
      { change: "looked-up", ...LOOKED_UP },
    ],
    [
      "a handshake, with everything that TLS has shown",
      { n: 1, at: AT, client: "main", type: "connection", change: "secured", ...SECURED },
      { change: "secured", ...SECURED },
    ],
    [
      "a rejected certificate, with the reasons",
      {
        n: 1,
        at: AT,
        client: "main",
        type: "connection",
        change: "rejected",
        tls: SECURED.tls,
        verdict: { domain: "localhost", reasons: ["it has expired"] },
      },
      { change: "rejected", tls: SECURED.tls, verdict: { domain: "localhost", reasons: ["it has expired"] } },
    ],
    [
      "a worked example",
      { n: 1, at: AT, client: "main", type: "derivation", ...WORKED },
      { type: "derivation", ...WORKED },
    ],
    [
      "a note",
      { n: 1, at: AT, client: "main", type: "note", by: "tool", text: "late" },
      { by: "tool", text: "late" },
    ],
    [
      "a line that was run, once",
      { n: 1, at: AT, client: "main", type: "command", line: "auth me test", masked: "auth me [redacted]" },
      { line: "auth me test" },
    ],
  ])("%s", (_what, entry, rest) => {
    expect(JSON.parse(ndjsonEntry(entry))).toEqual({
      n: 1,
      at: AT,
      client: "main",
      type: entry.type,
      ...rest,
    });
  });
});
