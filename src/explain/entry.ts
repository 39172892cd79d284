// What an entry of the transcript is: an element, a header, an end tag, or what happened beside the stream.
import type { ConnectionChange, Entry, Traffic } from "../transcript/entry.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import { NS } from "../xmpp/namespaces.ts";
import { explainElement } from "./element.ts";
import type { Explanation } from "./explanation.ts";
import { explainLine } from "./facts/command.ts";
import { explainStep } from "./facts/step.ts";
import { explainHeader, type SeenHeader } from "./header.ts";

/** `entries` are those that are kept, of all clients: what an entry is depends on what came before it. */
export function explainEntry(entry: Entry, entries: Iterable<Entry>, knowledge: Knowledge): Explanation {
  switch (entry.type) {
    case "traffic":
      return explainTraffic(entry, entries, knowledge);
    case "connection":
      return explainConnection(entry, knowledge);
    case "command":
      return explainLine(entry.masked, [], knowledge);
    case "note":
      return plain("A remark", "The tool says this; it did not go over the wire.");
    case "derivation":
      return plain(
        "A derivation",
        "How values of the authentication came about; it did not go over the wire.",
      );
    case "expectation":
      return plain("An expectation", "What a step was to receive; it did not go over the wire.");
  }
}

function explainTraffic(entry: Entry<Traffic>, entries: Iterable<Entry>, knowledge: Knowledge): Explanation {
  const { event, from, secure } = entry;
  switch (event.type) {
    case "element": {
      const explanation = explainElement(event.element, { from, secure }, knowledge);
      const remark = remarkBehind(entry, entries);
      if (remark === undefined) return explanation;
      return { ...explanation, alsoSee: [...explanation.alsoSee, `#${remark}, what it means here`] };
    }
    case "open":
      return explainHeader(
        { header: event.header, from, restartAfter: restartBefore(entry, entries) },
        knowledge,
      );
    case "close":
      return step("/stream:stream", knowledge);
    case "whitespace":
      return step("(whitespace)", knowledge);
    case "violation":
      return plain(
        `XML that breaks a rule, from the ${from}`,
        `${event.rule}: ${event.detail} ("explain ${event.rule}" says more).`,
      );
    case "fragment":
      return plain(`A piece of XML, from the ${from}`, "No whole element: not yet, or not ever.");
  }
}

/** The number of the remark that stands right behind an entry. */
function remarkBehind(entry: Entry, entries: Iterable<Entry>): number | undefined {
  for (const other of entries) {
    if (other.n === entry.n + 1)
      return other.type === "note" && other.client === entry.client ? other.n : undefined;
  }
  return undefined;
}

/** RFC 6120 §4.3.3: what was agreed on last, TLS or authentication, made the stream begin anew. */
function restartBefore(entry: Entry<Traffic>, entries: Iterable<Entry>): SeenHeader["restartAfter"] {
  let restart: SeenHeader["restartAfter"];
  for (const before of entries) {
    if (before.n >= entry.n) break;
    if (before.client !== entry.client) continue;
    if (before.type === "connection") restart = afterChange(before, restart);
    const event = before.type === "traffic" ? before.event : undefined;
    if (event?.type === "element" && event.element.is("success", NS.sasl)) restart = "authentication";
  }
  return restart;
}

function afterChange(
  { change }: ConnectionChange,
  restart: SeenHeader["restartAfter"],
): SeenHeader["restartAfter"] {
  if (change === "connected") return undefined;
  return change === "secured" ? "TLS" : restart;
}

function explainConnection({ change }: ConnectionChange, knowledge: Knowledge): Explanation {
  if (change === "secured" || change === "rejected") return step("(TLS handshake)", knowledge);
  if (change === "disconnected")
    return plain("The end of the connection", "TCP has ended, and what was bound with it is gone.");
  return step("(TCP connection)", knowledge);
}

function step(element: string, knowledge: Knowledge): Explanation {
  const row = knowledge.handshake.find((one) => one.element === element);
  return row ? explainStep(row, knowledge) : plain(element, "");
}

function plain(title: string, text: string): Explanation {
  return { title, text: [text], parts: [], alsoSee: [] };
}
