import type { Fault } from "../fault.ts";
import { brokenWire, NOTHING } from "./changed-wire.ts";

export const reset: Fault = {
  name: "reset",
  breaks: "network",
  summary: "the connection is reset, as by a crash",
  effect: "The connection breaks at once, without any goodbye, and the client says that it was reset.",
  lesson:
    "A reset (RST, RFC 9293 §3.5.2) throws away what is on its way. A client cannot know which of its last stanzas " +
    "were read; stream management counts them, so that they are sent again after a resumption and not twice " +
    "(XEP-0198 §5). It waits a random while before it connects anew: everybody else was thrown out, too " +
    "(RFC 6120 §3.3).",
  when: "at once",
  wrap: (wire) => brokenWire(wire, () => wire.reset()),
  strike: (connection) => connection.send(NOTHING),
};
