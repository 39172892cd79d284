import { expect, test } from "vitest";
import { Utf8Decoder } from "../../src/stream/utf8.ts";

/** What a decoder says to each chunk in turn. */
function decode(...chunks: number[][]): { text: string; wrong?: string; begun?: string }[] {
  const decoder = new Utf8Decoder();
  return chunks.map((chunk) => {
    const { text, wrong } = decoder.decode(Uint8Array.from(chunk));
    const begun = Buffer.from(decoder.begun).toString("hex");
    return { text, ...(wrong && { wrong: Buffer.from(wrong).toString("hex") }), ...(begun && { begun }) };
  });
}

test("a character may be cut anywhere", () => {
  expect(decode([0x61, 0xf0], [0x9f, 0x98], [0x80, 0xc3], [0xa9])).toEqual([
    { text: "a", begun: "f0" },
    { text: "", begun: "f09f98" },
    { text: "😀", begun: "c3" },
    { text: "é" },
  ]);
});

test("a byte order mark is a character that is kept", () => {
  expect(decode([0xef, 0xbb], [0xbf, 0xef, 0xbb, 0xbf, 0x61])).toEqual([
    { text: "", begun: "efbb" },
    { text: "\ufeff\ufeffa" },
  ]);
});

test("all from the first wrong byte on is given back, and nothing is replaced", () => {
  expect(decode([0x61, 0xc3, 0xa9, 0x80, 0x62, 0xc3])).toEqual([{ text: "aé", wrong: "8062c3" }]);
});

test("what had begun in the chunk before belongs to the wrong bytes", () => {
  expect(decode([0x61, 0xe2, 0x82], [0x62])).toEqual([
    { text: "a", begun: "e282" },
    { text: "", wrong: "e28262" },
  ]);
});

test("it goes on with the next chunk", () => {
  expect(decode([0xff], [0x61])).toEqual([{ text: "", wrong: "ff" }, { text: "a" }]);
});

test("a beginning that can have no end is wrong at once", () => {
  expect(decode([0xc0])).toEqual([{ text: "", wrong: "c0" }]);
  expect(decode([0xf5])).toEqual([{ text: "", wrong: "f5" }]);
});

test("a replacement character that was sent is one", () => {
  expect(decode([0xef, 0xbf, 0xbd])).toEqual([{ text: "\ufffd" }]);
});

test("what is given back does not change when the chunk is used again", () => {
  const decoder = new Utf8Decoder();
  const chunk = Uint8Array.from([0x61, 0xc3]);
  decoder.decode(chunk);
  chunk.fill(0);
  expect(decoder.decode(Uint8Array.from([0xa9])).text).toBe("é");
});
