import type { Remarks } from "../session/session.ts";
import { type Beside, remarksOnConnection, remarksOnReceived } from "./received.ts";
import { inFull, type Remark, type RemarksOn } from "./remark.ts";
import { remarksOnSent } from "./sent.ts";
import { shortened } from "./shortened.ts";

/** What a server has put into a name, an address or a text of its own must not flood the screen with our words. */
const LONGEST_REMARK = 2000;

/** What to say about an entry: its meaning when it is a failure, its consequences when it is a mistake. */
export function remarksKnowing(beside: Beside): RemarksOn {
  return (...happened) => whole(beside, ...happened).map(bounded);
}

function bounded(remark: Remark): Remark {
  const short = (text: string) => shortened(text, LONGEST_REMARK);
  if (typeof remark === "string") return short(remark);
  return { ...remark, text: short(remark.text), what: short(remark.what) };
}

function whole(beside: Beside, ...[entry, before, after]: Parameters<Remarks>): readonly Remark[] {
  switch (entry.type) {
    case "traffic":
      return entry.from === "client"
        ? remarksOnSent(entry.event, before)
        : remarksOnReceived(entry.event, entry.n, { ...beside, before, after });
    case "connection":
      return remarksOnConnection(entry, before);
    case "derivation":
    case "command":
    case "expectation":
    case "note":
      return [];
  }
}

/** The same, where nothing is known but what the session shows. */
export const remarks: Remarks = inFull(remarksKnowing({ domains: () => [], prefix: () => "" }));
