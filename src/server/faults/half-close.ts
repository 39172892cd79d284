import type { Fault } from "../fault.ts";
import { brokenWire, NOTHING } from "./changed-wire.ts";

export const halfClose: Fault = {
  name: "half-close",
  breaks: "network",
  summary: "TCP is closed in one direction, with no end tag",
  effect:
    "The connection ends, and the client says that the server has closed it without </stream:stream>; the " +
    "server would still read. Whatever waited for a reply stops waiting at once. On a stream that was " +
    "quiet a blank comes first, which means nothing.",
  lesson:
    "TCP has two directions and each is closed by itself (FIN, RFC 9293 §3.6). XMPP needs both: when a read says " +
    "that the end has come, no reply ever will. A client closes its own side, and treats what was not answered as " +
    "lost; only </stream:stream> says that the other side has meant to go (RFC 6120 §4.4).",
  when: "at once",
  wrap: (wire) =>
    brokenWire(wire, (bytes) => {
      wire.write(bytes);
      wire.halfClose();
    }),
  strike: (connection) => connection.send(NOTHING),
};
