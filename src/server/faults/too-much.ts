// Well-formed XML that is more than a client should take.
import type { Fault, FaultyWire } from "../fault.ts";
import type { Wire } from "../wire.ts";
import { changedWire, NOTHING } from "./changed-wire.ts";
import { said } from "./said.ts";

/** More than the 1000 that this client takes. */
const LEVELS = 1100;

export const deep: Fault = {
  name: "deep",
  breaks: "XML",
  summary: `a message with ${LEVELS} elements inside each other`,
  effect:
    "The client stops reading at a depth of 1000, says so, and drops the connection. Nothing hangs and nothing is " +
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
const BEGIN = Buffer.from("<message><body>", "utf8");
const END = Buffer.from("</body></message>", "utf8");
/** How much may wait for a slow client, in bytes. */
const MOST_BACKLOG = 1024 * 1024;
const PATIENCE = 5;

export const huge: Fault = {
  name: "huge",
  breaks: "XML",
  summary: "a message whose text has no end: 17 MiB",
  effect:
    'For a moment nothing is shown; then the client says that the element is over its limit ("set limit stanza" at ' +
    "the prompt), and drops the connection. On a stream that was quiet a blank comes first.",
  lesson:
    "An element is taken in as a whole, so a client keeps all of it in memory until its end tag comes. Without a " +
    "limit anybody who may send you a message can fill it. Servers have a limit of their own, 10000 bytes at least " +
    "(RFC 6120 §13.12); policy-violation is the stream error (§4.9.3.14).",
  onward: '"fault off" ends the message where it is, so that a client that takes more can go on.',
  when: "at once",
  wrap: pouringWire,
  strike: (connection) => connection.send(NOTHING),
};

/** Behind the first thing that is written comes the message; what the server says meanwhile waits for its end. */
function pouringWire(wire: Wire): FaultyWire {
  let left = BYTES;
  let isPouring = false;
  let isOver = false;
  const waiting: (() => void)[] = [];
  let held = 0;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    if (isPouring) wire.write(END);
    for (const step of waiting.splice(0)) step();
    held = 0;
  };
  /** As quickly as it is read, as long as there is a client. */
  const pour = () => {
    const { backlog } = wire;
    if (isOver) return;
    if (backlog !== undefined && backlog > MOST_BACKLOG) {
      setTimeout(pour, PATIENCE).unref();
    } else if (backlog !== undefined && left > 0) {
      left -= CHUNK.length;
      wire.write(CHUNK);
      setImmediate(pour);
    } else finish();
  };
  const inTurn = (step: () => void) => {
    if (isPouring && !isOver) waiting.push(step);
    else step();
  };
  return changedWire(wire, {
    held: () => held,
    write: (bytes) => {
      const copy = Uint8Array.from(bytes);
      inTurn(() => wire.write(copy));
      if (isPouring && !isOver) held += copy.length;
      if (isPouring || isOver) return;
      isPouring = true;
      wire.write(BEGIN);
      pour();
    },
    end: () => inTurn(() => wire.end()),
    // Behind `<proceed/>`, which waits as well.
    secure: async () => {
      await new Promise<void>((resolve) => inTurn(resolve));
      await wire.secure();
    },
    release: finish,
  });
}
