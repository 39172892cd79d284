import type { Fault } from "../fault.ts";
import { brokenWire, NOTHING } from "./changed-wire.ts";

/** Bytes that are neither UTF-8 nor XML, wherever they come. */
const GARBAGE = Uint8Array.of(0xff, 0xfe, 0x00, 0x80, 0x1b, 0x5b, 0x32, 0x4a, 0xbe, 0xef);

export const garbage: Fault = {
  name: "garbage",
  breaks: "network",
  summary: "bytes come that are no text",
  effect:
    "The bytes are shown as numbers, with the rule that they break, unsupported-encoding, and the " +
    "terminal stays as it is. On a stream that was quiet a blank comes first, which means nothing.",
  lesson:
    "XMPP is UTF-8 and nothing else. What cannot be decoded cannot be skipped either: nobody knows where the next " +
    "element begins. A client sends the stream error unsupported-encoding or not-well-formed and closes " +
    "(RFC 6120 §11.6 and §4.9.3.22).",
  onward: 'No reply comes any more on this stream: "disconnect" is the way out.',
  when: "at once",
  wrap: (wire) =>
    brokenWire(wire, (bytes) => {
      wire.write(bytes);
      wire.write(GARBAGE);
    }),
  strike: (connection) => connection.send(NOTHING),
};
