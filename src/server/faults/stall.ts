import type { Fault } from "../fault.ts";
import { changedWire } from "./changed-wire.ts";

export const stall: Fault = {
  name: "stall",
  summary: "the connection stays, and nothing more comes from the server",
  effect:
    'Whatever waits for a reply waits until its time is over ("set timeout" says how long) or you press Ctrl-C. ' +
    '"fault off" lets out what was held back, and it comes as a late reply.',
  lesson:
    "A connection that is silent looks exactly like one that is dead: TCP does not tell. A client gives every request " +
    "a time limit, and asks with a ping or with <r/> whether anybody is there, before it counts the connection as " +
    "lost (RFC 6120 §4.6, XEP-0199 §4.2, XEP-0198 §4).",
  when: "at once",
  wrap: (wire) => {
    let held: (() => void)[] = [];
    return changedWire(wire, {
      write: (bytes) => {
        const copy = Uint8Array.from(bytes);
        held.push(() => wire.write(copy));
      },
      end: () => {
        held.push(() => wire.end());
      },
      release: () => {
        for (const step of held) step();
        held = [];
      },
    });
  },
};
