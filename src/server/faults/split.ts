import { xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import type { Fault } from "../fault.ts";
import { slowWire } from "./slow-wire.ts";

export const split: Fault = {
  name: "split",
  breaks: "network",
  summary: "characters come in two pieces, cut between bytes",
  effect:
    'Nothing unusual. A client that is bound gets a message at once with the body "Grüße ☕" and must show ' +
    "exactly that; one that is wrong shows � in it.",
  lesson:
    "A character takes up to four bytes in UTF-8, and a read may end between any two of them. A client keeps the " +
    "begun character until the rest comes; one that decodes each read for itself breaks names and messages, now and " +
    "then, and only for people who write more than ASCII (RFC 6120 §11.6, RFC 3629 §3).",
  when: "at once",
  wrap: (wire) => slowWire(wire, { cut: cutCharacters, pause: 20 }),
  strike: (connection) => {
    const { resource, server } = connection;
    if (!resource) return;
    const attributes = { from: server.domain, to: formatJid(resource.jid), type: "headline" };
    connection.send(xml("message", attributes, xml("body", {}, "Grüße ☕")));
  },
};

/** Cuts behind the first byte of each character of several bytes; in the middle where there is none. */
function* cutCharacters(bytes: Uint8Array): Iterable<Uint8Array> {
  let start = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte < 0xc0) continue;
    yield bytes.subarray(start, at + 1);
    start = at + 1;
  }
  if (start === 0 && bytes.length > 1) {
    start = bytes.length >> 1;
    yield bytes.subarray(0, start);
  }
  yield bytes.subarray(start);
}
