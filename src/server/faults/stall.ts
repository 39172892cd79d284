import type { Fault } from "../fault.ts";
import { changedWire } from "./changed-wire.ts";

export const stall: Fault = {
  name: "stall",
  breaks: "network",
  summary: "the connection stays, and nothing more comes",
  effect: "Whatever waits for a reply waits until its time is over.",
  lesson:
    "A connection that is silent looks exactly like one that is dead: TCP does not tell. A client gives every request " +
    "a time limit, and asks with a ping or with <r/> whether anybody is there, before it counts the connection as " +
    "lost (RFC 6120 §4.6, XEP-0199 §4.2, XEP-0198 §4).",
  onward:
    '"set timeout" says how long a line waits, and Ctrl-C ends it. "fault off" lets out what was held ' +
    "back, and it comes as a late reply.",
  when: "at once",
  wrap: (wire) => {
    let held: (() => void)[] = [];
    let size = 0;
    return changedWire(wire, {
      held: () => size,
      write: (bytes) => {
        const copy = Uint8Array.from(bytes);
        size += copy.length;
        held.push(() => wire.write(copy));
      },
      end: () => {
        held.push(() => wire.end());
      },
      // Behind `<proceed/>`, which waits as well: until then nobody could begin with TLS.
      secure: async () => {
        if (held.length > 0) await new Promise<void>((resolve) => held.push(resolve));
        await wire.secure();
      },
      release: () => {
        for (const step of held) step();
        held = [];
        size = 0;
      },
    });
  },
};
