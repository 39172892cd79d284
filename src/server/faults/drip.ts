import type { Fault } from "../fault.ts";
import { slowWire } from "./slow-wire.ts";

export const drip: Fault = {
  name: "drip",
  breaks: "network",
  summary: "every byte comes alone, with a pause behind it",
  effect:
    "Everything works as always, only slowly: each element is shown when its last byte has come; at the prompt one sees it grow.",
  lesson:
    "TCP carries bytes and knows nothing of elements: one read may bring a byte, half a stanza, or three stanzas and " +
    "a half. A client feeds whatever comes to one parser that lives as long as the stream, and never takes a read " +
    "for a message (RFC 9293 §3.8, RFC 6120 §4.1).",
  onward: 'Any line that gets an answer shows it, for example "open" or "ping".',
  when: "at once",
  wrap: (wire) => slowWire(wire, { cut: eachByte, pause: 2 }),
};

function* eachByte(bytes: Uint8Array): Iterable<Uint8Array> {
  for (const at of bytes.keys()) yield bytes.subarray(at, at + 1);
}
