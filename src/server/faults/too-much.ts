// Well-formed XML that is more than a client should take.
import type { Fault } from "../fault.ts";
import type { Wire } from "../wire.ts";
import { brokenWire, NOTHING } from "./changed-wire.ts";
import { said } from "./said.ts";

/** More than the 1000 that this client takes. */
const LEVELS = 1100;

export const deep: Fault = {
  name: "deep",
  summary: `an element comes with ${LEVELS} elements inside each other`,
  effect:
    "Your side stops reading at a depth of 1000, says so, and drops the connection. Nothing hangs and nothing is " +
    "slow.",
  lesson:
    "Whatever goes down the tree with a function that calls itself runs out of stack on such a message: a few " +
    "kilobytes crash the client, again with every reconnection if the message was stored. A client limits the depth " +
    "it reads; policy-violation is the stream error (RFC 6120 §4.9.3.14 and §13.12).",
  when: "at once",
  ...said(
    ({ server }) =>
      `<message from='${server.domain}'>${"<a>".repeat(LEVELS)}${"</a>".repeat(LEVELS)}</message>`,
  ),
};

/** More than the 16 MiB that this client takes. */
const BYTES = 17 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, "all work and no play makes Jack a dull boy. ");
/** How much may wait for a slow client, in bytes. */
const MOST_BACKLOG = 1024 * 1024;
const PATIENCE = 5;

export const huge: Fault = {
  name: "huge",
  summary: "a message comes whose text has no end: 17 MiB",
  effect:
    'For a moment nothing is shown; then your side says that the element is over its limit ("set limit stanza"), ' +
    "and drops the connection.",
  lesson:
    "An element is taken in as a whole, so a client keeps all of it in memory until its end tag comes. Without a " +
    "limit anybody who may send you a message can fill it. Servers have a limit of their own, 10000 bytes at least " +
    "(RFC 6120 §13.12); policy-violation is the stream error (§4.9.3.14).",
  when: "at once",
  wrap: (wire) =>
    brokenWire(wire, (bytes) => {
      wire.write(bytes);
      wire.write(Buffer.from("<message><body>", "utf8"));
      pour(wire, BYTES);
    }),
  strike: (connection) => connection.send(NOTHING),
};

/** Writes as quickly as it is read, and stops when the client is gone. */
function pour(wire: Wire, left: number): void {
  if (wire.backlog === undefined) return;
  if (wire.backlog > MOST_BACKLOG) {
    setTimeout(() => pour(wire, left), PATIENCE).unref();
  } else if (left > 0) {
    wire.write(CHUNK);
    setImmediate(() => pour(wire, left - CHUNK.length));
  } else {
    wire.write(Buffer.from("</body></message>", "utf8"));
  }
}
