// What no stream may do to us: a fatal violation, whatever the chunks, and what came before it stays.
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../src/stream/limits.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import { expectOnStream } from "./every-split.ts";
import { HEADER, outline, readPieces } from "./reading.ts";

const limits = { stanza: 120, elements: 50, depth: 4, attributes: 3 };
const TOO_LONG = "fatal policy-violation, more than 120 bytes in one element";

/** A stanza of that many bytes. */
function stanza(bytes: number, character = "x"): string {
  const room = bytes - "<message></message>".length;
  return `<message>${character.repeat(room / Buffer.byteLength(character))}</message>`;
}

test("a stanza may be as long as the limit, again and again", () => {
  const xml = stanza(120);
  expectOnStream(xml + xml + xml, [`stanza ${xml}`, `stanza ${xml}`, `stanza ${xml}`], { limits });
});

test("a stanza of one byte more ends reading", () => {
  const xml = stanza(121);
  expectOnStream(`<presence/>${xml}<presence/>`, ["stanza <presence/>", `${TOO_LONG}: ${xml}<presence/>`], {
    limits,
  });
});

test("an element may hold as many elements as the limit, and one more ends reading", () => {
  const few = { ...limits, elements: 4 };
  const whole = "<a><b/><c><d/></c></a>";
  expectOnStream(
    `${whole}${whole}<a><b/><c/><d/><e/></a>`,
    [
      `nonza ${whole}`,
      `nonza ${whole}`,
      "fatal policy-violation at 19, more than 4 elements in one: <a><b/><c/><d/><e/></a>",
    ],
    { limits: few },
  );
});

test("bytes count, not characters", () => {
  const [short, long] = [stanza(119, "é"), stanza(123, "😀")];
  expectOnStream(short + long, [`stanza ${short}`, `${TOO_LONG}: ${long}`], { limits });
});

test.each([
  ["a comment", "<!--"],
  ["a processing instruction", "<?php "],
  ["CDATA", "<a><![CDATA["],
  ["a name", "<a"],
  ["an attribute", "<a b='"],
  ["an end tag", "<a></a"],
  ["a blank", "<a  "],
])("%s without an end is noticed at the limit", (_, start) => {
  const xml = start + (start.endsWith(" ") ? " " : "y").repeat(150);
  expectOnStream(`<presence/>${xml}`, ["stanza <presence/>", `${TOO_LONG}: ${xml}`], { limits });
});

test("an error within the limit is that error, and one behind it is not reached", () => {
  const [early, late] = [`<a>${"x".repeat(110)}</b>${"y".repeat(50)}`, `<a>${"x".repeat(120)}</b>`];
  expectOnStream(early, [`fatal not-well-formed at 117, </b> where </a> is due: ${early}`], { limits });
  expectOnStream(late, [`${TOO_LONG}: ${late}`], { limits });
});

test("what stands between the stanzas has no limit", () => {
  const text = "t".repeat(300);
  const blank = " ".repeat(300);
  expectOnStream(
    `${blank}<presence/>${text}`,
    [`whitespace "${blank}"`, "stanza <presence/>", `bad-format, text between the stanzas: ${text}`],
    { limits },
  );
});

test("the stream header has the same limit", () => {
  const header = HEADER.replace(">", ` id='${"1".repeat(30)}'>`);
  const events = readPieces([Buffer.from(header)], { limits });
  expect(events.map(outline)).toEqual([`${TOO_LONG}: ${header}`]);
});

test("elements may be as deep as the limit, that of the stream included", () => {
  const xml = "<a><b><c>1</c><c/></b></a>";
  expectOnStream(xml, [`nonza ${xml}`], { limits });
});

test("one level more ends reading at its start tag", () => {
  const xml = "<a><b><c><d/></c></b></a>";
  expectOnStream(
    `<presence/>${xml}`,
    ["stanza <presence/>", `fatal policy-violation at 13, more than 4 elements inside each other: ${xml}`],
    { limits },
  );
});

test("an element may have as many attributes as the limit", () => {
  const xml = "<a xmlns='u' b='' c=''/>";
  expectOnStream(xml, [`nonza ${xml}`], { limits });
});

test("one attribute more ends reading at its end, though its element has none yet", () => {
  const xml = "<a xmlns='u' b='' c='' d='' e='1";
  expectOnStream(
    `<presence/>${xml}`,
    ["stanza <presence/>", `fatal policy-violation at 27, more than 3 attributes on one element: ${xml}`],
    { limits },
  );
});

test("the default depth is reached without harm, and no further", () => {
  const fits = "<a>".repeat(DEFAULT_LIMITS.depth - 1);
  const open: string[][] = [];
  const events: string[] = [];
  const reader = new StreamReader((event) => events.push(outline(event).slice(0, 70)), {
    newDocuments: "when allowed",
  });
  reader.write(Buffer.from(HEADER + fits));
  open.push([...reader.openElements]);
  reader.write(Buffer.from("<a>"));
  expect(open).toEqual([Array.from({ length: 999 }, () => "a")]);
  expect(events.slice(1)).toEqual(["fatal policy-violation at 3000, more than 1000 elements inside each ot"]);
});
