// The last entries, by their numbers, with what they are.
import type { Entry } from "../../transcript/entry.ts";
import { attribute } from "../../xml/element.ts";
import type { ForClient, Value } from "./completions.ts";

const MOST = 10;

export function entryValues(completing: ForClient): readonly Value[] {
  return lastEntries(completing, () => true);
}

/** Those whose text was on the wire, and can be sent again or compared. */
export function trafficValues(completing: ForClient): readonly Value[] {
  return lastEntries(completing, (entry) => {
    if (entry.type !== "traffic" || entry.event.raw === "") return false;
    return !("bytes" in entry.event && entry.event.bytes !== undefined);
  });
}

/** Newest first. */
function lastEntries({ transcript }: ForClient, fits: (entry: Entry) => boolean): readonly Value[] {
  const { last } = transcript;
  if (!last) return [];
  const values: Value[] = [];
  // Numbers are never used again, and some are not kept: the way goes down from the last one.
  for (let n = last.n; n >= transcript.oldest && values.length < MOST; n -= 1) {
    const entry = transcript.get(n);
    if (entry && fits(entry)) values.push({ value: String(n), summary: describeEntry(entry) });
  }
  return values;
}

/** In a few words that hold no secret. */
function describeEntry(entry: Entry): string {
  switch (entry.type) {
    case "traffic":
      return `${entry.from === "client" ? "sent" : "received"}: ${describeEvent(entry)}`;
    case "command":
      return `line: ${entry.masked.slice(0, LONGEST)}`;
    case "note":
      return `remark: ${entry.text.slice(0, LONGEST)}`;
    case "connection":
      return entry.change;
    case "derivation":
      return entry.title;
    case "expectation":
      return `expectation, ${entry.outcome}`;
  }
}

const LONGEST = 60;

function describeEvent({ event, from }: Extract<Entry, { readonly type: "traffic" }>): string {
  switch (event.type) {
    case "open":
      return "stream header";
    case "close":
      return "</stream:stream>";
    case "element": {
      const type = attribute(event.element, "type");
      const other = attribute(event.element, from === "client" ? "to" : "from");
      const what = `<${event.element.name.slice(0, LONGEST)}${type === undefined ? "" : ` type="${type}"`}>`;
      return other === undefined ? what : `${what} ${from === "client" ? "to" : "from"} ${other}`;
    }
    case "violation":
      return event.detail;
    case "whitespace":
      return "whitespace";
    case "fragment":
      return "unfinished XML";
  }
}
