// What a step of the handshake is, and what usually follows.
import type { HandshakeFact } from "../../xmpp/knowledge/handshake.ts";
import type { Knowledge } from "../../xmpp/knowledge/index.ts";
import { type Explanation, elementTitle } from "../explanation.ts";
import { referenceTo } from "../reference.ts";

export function explainStep(row: HandshakeFact, knowledge: Knowledge): Explanation {
  return {
    title: stepTitle(row),
    text: [row.explanation],
    parts: [],
    spec: referenceTo(row.spec, row.section, knowledge),
    follows: row.next,
    alsoSee: [],
  };
}

/** Steps that are no element have names of their own. */
export function stepTitle({ element, namespace }: HandshakeFact): string {
  if (element.startsWith("(")) return element.slice(1, -1);
  if (element === "?xml") return "<?xml …?>";
  if (element.startsWith("/")) return `<${element}>`;
  return elementTitle(element, element.includes(":") ? undefined : namespace);
}

/** Whether a word names a step that is no element: "tcp connection", "</stream:stream>", "<?xml version='1.0'?>". */
export function isNamedStep({ element }: HandshakeFact, word: string): boolean {
  if (/^[(?/]/.test(element)) {
    const name = element.replace(/[()?]/g, "").toLowerCase();
    const asked = word
      .toLowerCase()
      .replace(/^<\??|[?>]+$/g, "")
      .replace(/^\?/, "");
    return asked === name || (element === "?xml" && /^xml\s/.test(asked));
  }
  return false;
}
