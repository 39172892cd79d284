// Damaged streams by the thousand, the same ones in every run.
import { expect, test } from "vitest";
import type { StreamEvent } from "../../src/stream/event.ts";
import { chunks } from "./every-split.ts";
import { bytesOf, HEADER, joined, outline, type ReadingOptions, readPieces, SUCCESS } from "./reading.ts";

const MUTANTS = 2500;
const STREAMS = [
  `<?xml version='1.0'?>${HEADER}${SUCCESS}${HEADER}<message a="x>y"><body>é &amp; &#x1F600; 😀 <![CDATA[ <x> ]]> </body></message>\r\n<iq id='1'/> <!-- c --><presence/></stream:stream>`,
  `${HEADER}text here <a b='1' c='2'>t<b/>u</a> \n</stream:stream> `,
];
const SPLICES = [
  ..."<>&;='\" \r\n\u0000\u0001\ufeff\ufffe",
  ...[
    "&amp;",
    "&#65;",
    "&foo;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "--",
    "<?x y?>",
    "?>",
    "<?xml version='1.0'?>",
  ],
  ...[
    "<!DOCTYPE a>",
    "</",
    "/>",
    "<a>",
    "</a>",
    "<a/>",
    "</stream:stream>",
    "xmlns:p='u'",
    "p:a",
    "text",
    "a=''",
  ],
  ...[HEADER, SUCCESS, "<stream:stream>", "é", "\u{10ffff}"],
].map((text) => Buffer.from(text));
const WRONG = ["ff", "c3", "80", "eda080", "f09f"].map((hexadecimal) => Buffer.from(hexadecimal, "hex"));

test("damage of any kind is read without an exception, without a loss, and the same however it is cut", () => {
  const random = randomFrom(20240607);
  for (let number = 0; number < MUTANTS; number += 1) {
    const bytes = mutant(random);
    const options = anyOptions(random);
    const whole = upToFault(bytes, [bytes], options);
    const cuts = [1 + random(bytes.length), 1 + random(bytes.length)].map((at) => [
      bytes.subarray(0, at),
      bytes.subarray(at),
    ]);
    for (const pieces of [...cuts, chunks(bytes, 1), chunks(bytes, 2 + random(6))]) {
      const told = upToFault(bytes, pieces, options);
      if (told !== whole) {
        const context = { number, options, pieces: pieces.map((piece) => piece.toString("latin1")) };
        expect(told, JSON.stringify(context)).toBe(whole);
      }
    }
  }
});

/** What was told up to the first fatal violation, which is told without the text that follows it. */
function upToFault(bytes: Buffer, pieces: Buffer[], options: ReadingOptions): string {
  const events = readPieces(pieces, options);
  if (!bytesOf(events).equals(bytes)) expect(bytesOf(events).toString("hex")).toBe(bytes.toString("hex"));
  const told = joined(events);
  const fault = told.findIndex((event) => event.type === "violation" && event.fatal);
  return (fault === -1 ? told : told.slice(0, fault + 1)).map(line).join("\n");
}

function line(event: StreamEvent): string {
  if (event.type === "violation" && event.fatal)
    return `fatal ${event.rule} at ${event.offset}, ${event.detail}`;
  return event.type === "element" ? `${outline(event)} ${event.element}` : outline(event);
}

function mutant(random: Random): Buffer {
  let bytes = Buffer.from(pick(STREAMS, random));
  for (let wounds = 1 + random(3); wounds > 0; wounds -= 1) {
    const at = random(bytes.length);
    const removed = random(4) === 0 ? random(20) : 0;
    bytes = Buffer.concat([bytes.subarray(0, at), splice(bytes, random), bytes.subarray(at + removed)]);
  }
  return bytes;
}

function splice(bytes: Buffer, random: Random): Buffer {
  switch (random(6)) {
    case 0:
      return Buffer.alloc(0);
    case 1: {
      const from = random(bytes.length);
      return bytes.subarray(from, from + random(60));
    }
    case 2:
      return pick(WRONG, random);
    default:
      return pick(SPLICES, random);
  }
}

function anyOptions(random: Random): ReadingOptions {
  const newDocuments = random(3) === 0 ? "always" : "when allowed";
  if (random(4) > 0) return { newDocuments };
  return {
    newDocuments,
    limits: {
      stanza: 60 + random(200),
      elements: 1 + random(20),
      depth: 2 + random(3),
      attributes: 1 + random(4),
    },
  };
}

type Random = (below: number) => number;

/** A linear congruential generator: Numerical Recipes' constants. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from");
  return item;
}
