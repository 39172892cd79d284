import { expect, test } from "vitest";
import {
  nextCount,
  readCount,
  Unacknowledged,
} from "../../../src/server/stream-management/unacknowledged.ts";
import { xml } from "../../../src/xml/element.ts";

const LAST = 2 ** 32 - 1;

function sent(count: number, acknowledged?: number): Unacknowledged {
  const made = new Unacknowledged(acknowledged);
  for (let n = 1; n <= count; n += 1) made.add({ stanza: xml("message", { id: String(n) }), at: n });
  return made;
}

test("what is acknowledged is forgotten, the oldest first", () => {
  const stanzas = sent(3);
  expect(stanzas.acknowledge(2)).toBe(true);
  expect(stanzas.stanzas.map(({ stanza }) => stanza.attrs.id)).toEqual(["3"]);
});

test("the same number may be told again", () => {
  const stanzas = sent(3);
  expect([stanzas.acknowledge(2), stanzas.acknowledge(2), stanzas.length]).toEqual([true, true, 1]);
});

test.each([
  ["more than was sent", 4],
  ["less than was acknowledged before", 0],
])("nobody can acknowledge %s", (_what, h) => {
  const stanzas = sent(3);
  stanzas.acknowledge(1);
  expect([stanzas.acknowledge(h), stanzas.length]).toEqual([false, 2]);
});

test("behind the last number of 32 bits comes 0", () => {
  expect([nextCount(0), nextCount(LAST)]).toEqual([1, 0]);
  const stanzas = sent(3, LAST - 1);
  expect(stanzas.sent).toBe(1);
  expect([stanzas.acknowledge(LAST), stanzas.acknowledge(0), stanzas.length]).toEqual([true, true, 1]);
});

test.each([
  ["0", 0],
  ["4294967295", LAST],
  ["4294967296", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["", undefined],
  [undefined, undefined],
])("as a counter %o is read as %o", (text, count) => {
  expect(readCount(text)).toBe(count);
});
