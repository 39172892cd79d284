// The steps from the connection to the end of the stream, in the order in which they come.
import text from "./handshake.tsv";
import { readTable } from "./table.ts";

export interface HandshakeFact {
  readonly phase: string;
  /** As it is usually written, with a prefix: "stream:features"; in parentheses a step that is no XML. */
  readonly element: string;
  /** What tells the rows of one element apart: "inside starttls", "type=unavailable". */
  readonly context: string;
  readonly namespace: string;
  readonly from: "client" | "server" | "both";
  readonly spec: string;
  readonly section: string;
  readonly explanation: string;
  /** What usually follows. */
  readonly next: string;
}

export const HANDSHAKE: readonly HandshakeFact[] = readTable(text, (cell) => ({
  phase: cell("phase"),
  element: cell("element"),
  context: cell("context"),
  namespace: cell("namespace"),
  from: senderOf(cell("direction")),
  spec: cell("spec"),
  section: cell("section"),
  explanation: cell("explanation"),
  next: cell("next"),
}));

function senderOf(direction: string): HandshakeFact["from"] {
  if (direction === "C>S") return "client";
  return direction === "S>C" ? "server" : "both";
}
