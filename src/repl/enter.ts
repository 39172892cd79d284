// What Enter does to a line: XML that is not complete goes on in another row of it, so that it stays whole.
import { sanitizeLine } from "../render/sanitize.ts";
import type { XmlInput } from "../xml/input.ts";
import { type Reading, unfinishedXml } from "./rows-of-line.ts";
import type { Stepping } from "./stepping.ts";
import type { XmlSoFar } from "./xml-so-far.ts";

export interface EnterOptions {
  readonly soFar: XmlSoFar;
  readonly amidXml?: Stepping["amidXml"] | undefined;
}

/** Amid the line, or amid what comes in one go, Enter on an empty row is a line end as any other. */
export type Pressed = "by itself at the end" | "elsewhere";

export type Entering =
  | { readonly kind: "runs" }
  /** The line without its empty row. */
  | { readonly kind: "runs as it stands"; readonly line: string }
  | { readonly kind: "goes on"; readonly why: string; readonly isBroken: boolean }
  /** The last row is meant for the lesson; the XML above it stays on the line, or is dropped. */
  | {
      readonly kind: "steps";
      readonly row: string;
      readonly above: string;
      readonly xml: "kept" | "dropped";
    };

export function entering(line: string, pressed: Pressed, { soFar, amidXml }: EnterOptions): Entering {
  const unfinished = soFar.unfinishedIn(line);
  const lastBreak = line.lastIndexOf("\n");
  const isOneRow = lastBreak < 0;
  // Whoever breaks a single row may mean it: it is sent, with its remark. In several rows it is a slip more often.
  if (!unfinished || (unfinished.xml.fault && isOneRow)) return { kind: "runs" };
  const row = line.slice(lastBreak + 1);
  const above = line.slice(0, Math.max(0, lastBreak));
  const isAmid = () => !isOneRow && unfinished.at < above.split("\n").length;
  const xml = amidXml && isAmid() ? amidXml(row) : undefined;
  if (xml !== undefined) return { kind: "steps", row, above, xml };
  if (pressed === "by itself at the end" && !isOneRow && row === "")
    return { kind: "runs as it stands", line: above };
  const isBroken = unfinished.xml.fault !== undefined;
  return { kind: "goes on", why: whyUnfinished(unfinished.xml), isBroken };
}

/** The prompt before a line of several rows whose XML is not complete: what is open. */
export function unfinishedLabel(line: string, reading: Reading): string | undefined {
  const found = line.includes("\n") ? unfinishedXml(line.split("\n"), reading) : undefined;
  if (!found) return undefined;
  const { openElements } = found.xml;
  return `${openElements.map(sanitizeLine).join(" ") || "xml"}> `;
}

/** What is wrong, or missing as far as that can be told, and how to get out. */
function whyUnfinished({ isInDeclaration, fault }: XmlInput): string {
  const out = "Enter on an empty row sends it as it stands, Ctrl-C drops it";
  if (fault) return `The XML is broken, and nothing of it was sent: ${fault.detail} (mend it; ${out})`;
  const what = isInDeclaration
    ? 'The XML declaration is not complete, its "?>" is missing'
    : "The XML is not complete";
  return `${what}: what you type goes into it, "next" and "help" too (${out})`;
}
