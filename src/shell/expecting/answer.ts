// What a pattern is compared with.
import { receivedElement } from "../../session/replies.ts";
import type { Entry } from "../../transcript/entry.ts";
import { type Element, element } from "../../xml/element.ts";

/** The first-level element in an entry that the server sent, or its stream header as an element. */
export function answerIn(entry: Entry): Element | undefined {
  return receivedElement(entry) ?? headerIn(entry);
}

/** Where no features come, the server's stream header is the answer. */
function headerIn(entry: Entry): Element | undefined {
  if (entry.type !== "traffic" || entry.from !== "server" || entry.event.type !== "open") return undefined;
  const { name, namespace, contentNamespace, to, from, id, lang, version } = entry.event.header;
  const prefix = name.includes(":") ? `xmlns:${name.slice(0, name.indexOf(":"))}` : "xmlns";
  const attributes = { [prefix]: namespace, to, from, id, "xml:lang": lang, version };
  const present = Object.entries({ xmlns: contentNamespace, ...attributes }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return element(name, present);
}
