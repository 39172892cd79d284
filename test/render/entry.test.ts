import { describe, expect, test } from "vitest";
import { type RenderOptions, renderEntry } from "../../src/render/entry.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Entry, Happening } from "../../src/transcript/entry.ts";
import { played } from "../session/conversation.ts";
import { C_HEADER, OPENED } from "../session/wire.ts";

const PRETTY: RenderOptions = { theme: NO_COLOR, view: "pretty", width: 0 };

function entryOf(happening: Happening): Entry {
  return { n: 7, at: 0, client: "main", ...happening };
}

/** What is shown of the last of these steps on an open stream. */
async function shown(step: string, options: Partial<RenderOptions> = {}): Promise<string[]> {
  const { transcript } = await played([...OPENED, step]);
  const { last } = transcript;
  return last ? [...renderEntry({ ...last, n: 7 }, { ...PRETTY, ...options })] : [];
}

describe("traffic is shown with its number and its side, as in the RFCs", () => {
  test.each<[string, string, string[]]>([
    ["what is sent", "C: <presence/>", ["  7 C: <presence/>"]],
    ["what is received", "S: <presence/>", ["  7 S: <presence/>"]],
    [
      "on several lines below each other",
      "S: <message><body>hi</body><x/></message>",
      ["  7 S: <message>", "         <body>hi</body>", "         <x/>", "       </message>"],
    ],
    [
      "text on several rows",
      "S: <message><body>one\ntwo</body></message>",
      ["  7 S: <message>", "         <body>one", "       two</body>", "       </message>"],
    ],
    ["an end tag", "C: </stream:stream>", ["  7 C: </stream:stream>"]],
    ["whitespace, visibly", "C:  \n\t", ['  7 C: (whitespace " \\n\\t")']],
    ["what is unfinished", "C: <message><body>", ["  7 C: <message><body> (unfinished)"]],
    ["what is not well-formed", "S: <a></b>", ["  7 S: <a></b>"]],
    ["what is not well-formed, as it stands", "S: <a>\n  <b></a>", ["  7 S: <a>", "         <b></a>"]],
    ["control characters, visibly", "S: <a>\x1b[2J\u202e</a>", ["  7 S: <a>\\x1b[2J\\u202e</a>"]],
  ])("%s", async (_what, step, lines) => {
    expect(await shown(step)).toEqual(lines);
  });

  test.each<[string, readonly string[], string]>([
    ["the end of an element", ["C: <message>", "C: <body/></message>"], "C: <body/></message>"],
    ["the end of an element and another", ["C: <a>", "C: </a><b/>"], "C: <b/>"],
    ["a header behind its declaration", ["C: <?xml version='1.0'?>", C_HEADER], C_HEADER],
    ["a header behind broken XML and what followed it", ["C: <a></b>", "C: <presence/>", C_HEADER], C_HEADER],
    [
      "an element behind broken XML and a new stream",
      ["C: <a></b>", "C: <presence/>", C_HEADER, "C: <a/>"],
      "C: <a/>",
    ],
  ])("as what was written then: %s", async (_what, steps, line) => {
    const { transcript } = await played([...OPENED, ...steps]);
    const { last } = transcript;
    const [first = "", ...more] = last ? renderEntry(last, { ...PRETTY, view: "raw" }) : [];
    expect([first.replace(/^ *\d+ /, ""), ...more]).toEqual([line]);
  });

  test("in the raw view exactly as it was on the wire", async () => {
    const step = "S: <message ><body>hi</body>\n <x  y = 'z'/></message>";
    expect(await shown(step, { view: "raw" })).toEqual([
      "  7 S: <message ><body>hi</body>",
      " <x  y = 'z'/></message>",
    ]);
  });

  test("and nothing stands before its rows in the raw view, also beside a time and a client's name", async () => {
    const options = { view: "raw", width: 80, times: "absolute", name: "main" } as const;
    const [, ...rows] = await shown("S: <message><body>one\n two\nthree</body></message>", options);
    expect(rows).toEqual([" two", "three</body></message>"]);
    expect(await shown("S: <message>\n<body></a>", { view: "raw" })).toEqual([
      "  7 S: <message>",
      "<body></a>",
    ]);
  });

  test("with long numbers in line as far as it goes", async () => {
    const [line] = renderEntry({ ...entryOf({ type: "command", line: "", masked: "" }), n: 12345 }, PRETTY);
    expect(line).toBe("> ");
    const { transcript } = await played([...OPENED, "C: <a/>"]);
    const { last } = transcript;
    expect(last && renderEntry({ ...last, n: 12345 }, PRETTY)).toEqual(["12345 C: <a/>"]);
  });

  test("with the client's name where there are several", async () => {
    expect(await shown("C: <a><b/></a>", { name: "juliet" })).toEqual([
      "  7 juliet C: <a>",
      "                <b/>",
      "              </a>",
    ]);
    expect(await shown("C: <a/>", { name: "ju\x1blie\u202et" })).toEqual(["  7 ju\\x1blie\\u202et C: <a/>"]);
  });
});

describe("bytes that are no UTF-8 are shown as hexadecimal digits", () => {
  const shownBytes = (type: "violation" | "fragment", bytes: Uint8Array) => {
    const event =
      type === "fragment"
        ? ({ type, raw: "<a>", bytes } as const)
        : ({ type, rule: "unsupported-encoding", detail: "", fatal: true, raw: "<a>", bytes } as const);
    return renderEntry(entryOf({ type: "traffic", from: "client", secure: false, event }), PRETTY);
  };

  test("behind the text before them", () => {
    expect(shownBytes("violation", Uint8Array.of(0xff, 0x00, 0x0a))).toEqual([
      "  7 C: <a> (bytes: ff 00 0a)",
    ]);
    expect(shownBytes("fragment", Uint8Array.of(0xc3))).toEqual(["  7 C: <a> (bytes: c3) (unfinished)"]);
  });

  test("up to a number that fits a line, with how many there are", () => {
    const [line = ""] = shownBytes("violation", new Uint8Array(1000));
    expect(line).toMatch(/ 00 … 1000 in all\)$/);
    expect(line.length).toBeLessThan(250);
  });
});

describe("what is no traffic is shown as a remark", () => {
  test.each<[string, Happening, string]>([
    [
      "a connection to an address",
      { type: "connection", change: "connected", host: "127.0.0.1", port: 5222, peer: "127.0.0.1:5222" },
      "    -- connected to 127.0.0.1:5222",
    ],
    [
      "a connection to a name, with the address behind it",
      { type: "connection", change: "connected", host: "localhost", port: 5222, peer: "[::1]:5222" },
      "    -- connected to localhost:5222 [[::1]:5222]",
    ],
    [
      "the end of it by us",
      { type: "connection", change: "disconnected", host: "a", port: 1, by: "client" },
      "    -- disconnected by this side",
    ],
    [
      "the end of it by the server",
      { type: "connection", change: "disconnected", host: "a", port: 1, by: "server" },
      "    -- disconnected by the server",
    ],
    [
      "the end of it by a break, with its cause",
      {
        type: "connection",
        change: "disconnected",
        host: "a",
        port: 1,
        by: "server",
        cause: "read ECONNRESET",
      },
      "    -- disconnected by the server (read ECONNRESET)",
    ],
    [
      "the end of it by us, while the server broke it, by name",
      {
        type: "connection",
        change: "disconnected",
        host: "a",
        port: 1,
        by: "client",
        cause: "it reset the connection",
      },
      "    -- disconnected by this side (the server reset the connection)",
    ],
    [
      "a connection that failed",
      {
        type: "connection",
        change: "failed",
        host: "a",
        port: 1,
        cause: "Cannot connect to a:1: no such host",
      },
      "    -- Cannot connect to a:1: no such host",
    ],
    [
      "a note",
      { type: "note", by: "tool", text: "late reply to #3, 7.2 s" },
      "    -- late reply to #3, 7.2 s",
    ],
    [
      "a note with characters that a terminal obeys",
      { type: "note", by: "tool", text: "a\x1b[2J\nb" },
      "    -- a\\x1b[2J\\nb",
    ],
  ])("%s", (_what, happening, line) => {
    expect(renderEntry(entryOf(happening), PRETTY)).toEqual([line]);
  });

  test("with the client's name where there are several", () => {
    const note = entryOf({ type: "note", by: "tool", text: "late" });
    expect(renderEntry(note, { ...PRETTY, name: "juliet" })).toEqual(["    -- juliet: late"]);
  });

  test.each([20, 40, 80])(
    "wrapped at the %d columns of the terminal, below each other, with every word",
    (width) => {
      const text = "a stanza before bind. Servers differ: Prosody answers one thing, ejabberd nothing at all";
      const lines = renderEntry(entryOf({ type: "note", by: "tool", text }), { ...PRETTY, width });
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(lines[0]).toMatch(/^ {4}-- \S/);
      for (const line of lines.slice(1)) expect(line).toMatch(/^ {7}\S/);
      expect(lines.map((line) => line.slice(7)).join(" ")).toBe(text);
    },
  );
});

test("a line that was run is shown as it was typed, on one line", () => {
  const command = entryOf({ type: "command", line: "send <a>\n</a>", masked: "" });
  expect(renderEntry(command, PRETTY)).toEqual(["> send <a>\\n</a>"]);
});
