// Bytes that are no UTF-8: RFC 6120 §11.6. They are kept as bytes, from the first wrong one on.
import { expect, test } from "vitest";
import { expectOnStream } from "./every-split.ts";
import { HEADER, outline, readPieces } from "./reading.ts";

const BEFORE = "<message><body>né";

function bytes(...values: number[]): Buffer {
  return Buffer.concat([Buffer.from(`<presence/>${BEFORE}`), Buffer.from(values), Buffer.from("</body>")]);
}

test.each([
  ["a continuation without a beginning", [0x80], "80"],
  ["ISO-8859-1", [0xe9], "e9"],
  ["a character that breaks off", [0xe2, 0x82], "e282"],
  ["an overlong /", [0xc0, 0xaf], "c0af"],
  ["an overlong NUL", [0xe0, 0x80, 0x80], "e08080"],
  ["a surrogate", [0xed, 0xa0, 0xbd], "eda0bd"],
  ["a pair of surrogates", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], "eda0bdedb880"],
  ["a code point past the last", [0xf4, 0x90, 0x80, 0x80], "f4908080"],
  ["a byte that UTF-8 never has", [0xff], "ff"],
])("%s ends reading, and what follows is kept", (_, values, hexadecimal) => {
  expectOnStream(bytes(...values), [
    "stanza <presence/>",
    `fatal unsupported-encoding at 17, bytes that are no UTF-8: ${BEFORE} + ${hexadecimal}3c2f626f64793e`,
  ]);
});

test("a character that is cut by the end of the input is kept as bytes", () => {
  expectOnStream(Buffer.concat([Buffer.from(BEFORE), Buffer.from([0xf0, 0x9f, 0x98])]), [
    `fragment ${BEFORE} + f09f98`,
  ]);
});

test("bytes that are no UTF-8 between the stanzas end reading too", () => {
  expectOnStream(Buffer.from([0x20, 0x61, 0xff]), [
    'whitespace " "',
    "bad-format, text between the stanzas: a",
    "fatal unsupported-encoding at 0, bytes that are no UTF-8:  + ff",
  ]);
});

test("an error before such bytes comes first", () => {
  expectOnStream(Buffer.concat([Buffer.from("<a></b>"), Buffer.from([0xff, 0x3c])]), [
    "fatal not-well-formed at 7, </b> where </a> is due: <a></b> + ff3c",
  ]);
});

test("after such bytes, what is UTF-8 again is text again", () => {
  const pieces = [Buffer.from(HEADER), Buffer.from([0xff]), Buffer.from("é"), Buffer.from([0xfe])];
  expect(readPieces(pieces).map(outline)).toEqual([
    `open ${HEADER}`,
    "fatal unsupported-encoding at 0, bytes that are no UTF-8:  + ff",
    "fragment é",
    "fragment  + fe",
  ]);
});
