// What Enter does to a line: XML and JavaScript that are not complete go on in another row of it, so that it stays whole.
import type { XmlInput } from "../../xml/input.ts";
import type { Stepping } from "../stepping.ts";
import { isBroken } from "./rows-of-line.ts";
import type { UnfinishedSoFar } from "./unfinished-so-far.ts";

export interface EnterOptions {
  readonly soFar: UnfinishedSoFar;
  readonly amidXml?: Stepping["amidXml"] | undefined;
  readonly helpAmidXml?: Stepping["helpAmidXml"] | undefined;
}

/** What came before Enter: amid what comes in one go it is a line end as any other. */
export type Pressed = "by itself" | "behind Alt-Enter" | "amid a chunk";

/** A line, and where the cursor stands in it. */
export interface EditedLine {
  readonly line: string;
  readonly cursor: number;
}

export type Entering =
  | { readonly kind: "runs" }
  /** The line without its empty row. */
  | { readonly kind: "runs as it stands"; readonly line: string }
  | { readonly kind: "goes on"; readonly why: string }
  /** Broken: whoever presses Enter wants it sent, and not one more empty row each time. */
  | { readonly kind: "is held"; readonly why: string; readonly row: "new" | "none" }
  /** The last row is meant for the lesson; the XML above it stays on the line, or is dropped. */
  | {
      readonly kind: "steps";
      readonly row: string;
      readonly above: string;
      readonly xml: "kept" | "dropped";
    };

export function entering(edited: EditedLine, pressed: Pressed, options: EnterOptions): Entering {
  const { soFar, amidXml } = options;
  const { line, cursor } = edited;
  const unfinished = soFar.unfinishedIn(line);
  const lastBreak = line.lastIndexOf("\n");
  const isOneRow = lastBreak < 0;
  if (!unfinished) return { kind: "runs" };
  const row = line.slice(lastBreak + 1);
  const above = line.slice(0, Math.max(0, lastBreak));
  const isOnEmptyRow = !isOneRow && row === "" && cursor === line.length && pressed !== "amid a chunk";
  // Whoever breaks a single row of XML may mean it: it is sent, with its remark. In several rows it is a slip more often.
  // Of JavaScript that is broken nothing is run: it is refused with the reason, and recalled to be mended.
  if (isBroken(unfinished) && (isOneRow || unfinished.kind === "JavaScript")) return { kind: "runs" };
  // An empty row may stand in a function: only XML is worth sending as it stands.
  if (unfinished.kind === "JavaScript") return { kind: "goes on", why: UNFINISHED_JAVASCRIPT };
  const isAmid = () => !isOneRow && unfinished.at < above.split("\n").length;
  const xml = amidXml && isAmid() ? amidXml(row) : undefined;
  if (xml !== undefined) return { kind: "steps", row, above, xml };
  if (unfinished.xml.fault) {
    // A second Enter may be a slip: broken XML is sent by two keys that nobody presses by chance.
    if (isOnEmptyRow && pressed === "behind Alt-Enter")
      return { kind: "runs as it stands", line: withoutEmptyRows(line) };
    const isNewRow = pressed === "amid a chunk" || isBehindText(edited);
    return { kind: "is held", why: whyBroken(unfinished, line), row: isNewRow ? "new" : "none" };
  }
  if (isOnEmptyRow) return { kind: "runs as it stands", line: above };
  return { kind: "goes on", why: whyUnfinished(unfinished.xml, options) };
}

const UNFINISHED_JAVASCRIPT =
  "The JavaScript is not complete: what you type goes into it until it is (Ctrl-C drops it)";

/** Without the empty rows at its end, which were to take in more. */
export function withoutEmptyRows(line: string): string {
  return line.replace(/\n+$/, "");
}

/** At the end of a row that is not empty. */
function isBehindText({ line, cursor }: EditedLine): boolean {
  const isRowEnd = cursor === line.length || line[cursor] === "\n";
  return isRowEnd && cursor > 0 && line[cursor - 1] !== "\n";
}

interface BrokenXml {
  readonly xml: XmlInput;
  /** The row that it begins in. */
  readonly at: number;
}

/** What is wrong where, and how to get out. */
export function whyBroken({ at, xml }: BrokenXml, line: string): string {
  const { row, column } = xml.faultPlace ?? { row: 1, column: 1 };
  // In its first row something else may stand before it: the client, a command.
  const [begun = ""] = xml.text.split("\n", 1);
  const before = row === 1 ? (line.split("\n")[at] ?? "").length - begun.length : 0;
  return `The XML is broken in row ${at + row}, column ${Math.max(0, before) + column}, and nothing of it was sent: ${xml.fault?.detail} (mend it; Alt-Enter and then Enter at its end send it as it stands, Ctrl-C drops it)`;
}

/** What is missing as far as that can be told, and how to get out. */
function whyUnfinished({ isInDeclaration }: XmlInput, { helpAmidXml = [] }: EnterOptions): string {
  const what = isInDeclaration
    ? 'The XML declaration is not complete, its "?>" is missing'
    : "The XML is not complete";
  const words = helpAmidXml.map((word) => `"${word}"`).join(", ");
  const help = words === "" ? "" : `; ${words} on a row of their own are for the lesson`;
  return `${what}: what you type goes into it, "next" and "help" too${help} (Enter on an empty row sends it as it stands, Ctrl-C drops it)`;
}
