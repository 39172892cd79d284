import { describe, expect, test } from "vitest";
import { conversation, NO_TLS, played } from "./conversation.ts";
import { C_HEADER } from "./wire.ts";

/** What is recorded of these writes on an open stream, an entry a line. */
async function recorded(...writes: readonly (string | Uint8Array)[]): Promise<string[]> {
  const talk = await played([C_HEADER]);
  const before = talk.outline.length;
  for (const data of writes) talk.session.send(data);
  return talk.outline.slice(before);
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("every write is recorded as what it is", () => {
  test.each<[string, readonly (string | Uint8Array)[], string[]]>([
    ["an element", ["<a/>"], ["C element <a/>"]],
    ["two elements", ["<a/><b/>"], ["C element <a/>", "C element <b/>"]],
    ["whitespace", [" "], ["C whitespace  "]],
    ["an end tag", ["</stream:stream>"], ["C close </stream:stream>"]],
    ["half an element", ["<a>"], ["C fragment <a>"]],
    [
      "an element in pieces: each piece, then the whole",
      ["<a>", "hello", "</a>"],
      ["C fragment <a>", "C fragment hello", "C element <a>hello</a>"],
    ],
    [
      "a tag in pieces",
      ["<", "a", "/", ">"],
      ["C fragment <", "C fragment a", "C fragment /", "C element <a/>"],
    ],
    [
      "the end of one element and the beginning of the next",
      ["<a>", "</a><b>", "</b>"],
      ["C fragment <a>", "C element <a></a>", "C fragment <b>", "C element <b></b>"],
    ],
    ["text between the elements", ["hello"], ["C violation hello"]],
    ["XML that is not well-formed", ["<a></b>"], ["C violation <a></b>"]],
    [
      "what follows XML that is not well-formed",
      ["<a></b>", "<presence/>"],
      ["C violation <a></b>", "C fragment <presence/>"],
    ],
    [
      "a header after that, which begins anew",
      ["<a></b>", C_HEADER.slice(3), "<a/>"],
      ["C violation <a></b>", `C open ${C_HEADER.slice(3)}`, "C element <a/>"],
    ],
  ])("%s", async (_what, writes, expected) => {
    expect(await recorded(...writes)).toEqual(expected);
  });
});

describe("bytes are recorded", () => {
  test.each<[string, readonly (string | Uint8Array)[], string[]]>([
    ["as text where they are UTF-8", [bytes(0x3c, 0x61, 0x2f, 0x3e)], ["C element <a/>"]],
    ["as bytes where they are not", [bytes(0xff, 0xfe)], ["C violation  + fffe"]],
    [
      "from the first wrong byte on",
      [Buffer.concat([Buffer.from("<a>é"), bytes(0xff, 0x3c)])],
      ["C violation <a>é + ff3c"],
    ],
    ["as what was sent of a character", ["<a>", bytes(0xc3)], ["C fragment <a>", "C fragment  + c3"]],
    [
      "each write for itself: a character in three pieces",
      ["<a>", bytes(0xe2), bytes(0x82), bytes(0xac), "</a>"],
      ["C fragment <a>", "C fragment  + e2", "C fragment  + 82", "C fragment €", "C element <a>€</a>"],
    ],
    [
      "each write for itself: the end of one character and the beginning of the next",
      ["<a>", bytes(0xc3), bytes(0xa9, 0xc3), bytes(0xa9)],
      ["C fragment <a>", "C fragment  + c3", "C fragment é + c3", "C fragment é"],
    ],
  ])("%s", async (_what, writes, expected) => {
    expect(await recorded(...writes)).toEqual(expected);
  });

  test("and go out as they are", async () => {
    const sent: Uint8Array[] = [];
    const talk = conversation({
      connect: async () => ({
        peer: "127.0.0.1:5222",
        isWritable: true,
        write: (data) => sent.push(Uint8Array.from(data)),
        end: () => {},
        destroy: () => {},
        ...NO_TLS,
      }),
    });
    await talk.connect();
    talk.session.send(bytes(0xff, 0x00, 0xc3));
    expect(sent).toEqual([bytes(0xff, 0x00, 0xc3)]);
  });
});

test("everything goes out as it was given, however wrong", async () => {
  const talk = await played([]);
  for (const text of ["</>", "&", "<a", "\0", "]]>", "é€😀"]) talk.session.send(text);
  expect(talk.server.received).toBe("</>&<a\0]]>é€😀");
});

test("an XML declaration that is sent by itself opens no element", async () => {
  const { session, play } = await played([]);
  await play("C: <?xml version='1.0'?>");
  expect(session.isMidElement).toBe(false);
  await play("C: <stream:stream to='localhost'");
  expect(session.isMidElement).toBe(true);
});

test("an element that has begun is open until it ends, or the connection does", async () => {
  const { session, play } = await played([C_HEADER]);
  const isOpenAfter = async (step: string) => {
    await play(step);
    return session.isMidElement;
  };
  expect(await isOpenAfter("C: <a>")).toBe(true);
  expect(await isOpenAfter("C: </a>")).toBe(false);
  expect(await isOpenAfter("C: <a>")).toBe(true);
  expect(await isOpenAfter("connection breaks")).toBe(false);
});
