// What a line has sent, and what it cannot have sent: that was JavaScript.
import { variablesIn } from "../../shell/language/expansion.ts";
import type { StreamEvent } from "../../stream/event.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { TypedLine } from "./typed-line.ts";

/** Follows what a client sends behind a line. */
export class Explained {
  readonly #line: TypedLine;
  /** What is still to be sent of the text that the line gives; undefined where the line does not tell. */
  #text: string | undefined;
  #count = 0;

  constructor(line: TypedLine) {
    this.#line = line;
    this.#text = textOf(line);
  }

  /** Whether the line has sent an event; `written` is what was written of it. */
  take(event: StreamEvent, written: string): boolean {
    const isExplained = this.#explains(event, written);
    if (isExplained) this.#count += 1;
    return isExplained;
  }

  #explains(event: StreamEvent, written: string): boolean {
    if (this.#line.kind === "xml" || this.#line.command.name === "send") return this.#takeText(written);
    const { command } = this.#line;
    switch (command.name) {
      case "auth":
        return event.type === "element" && event.element.getNS() === NS.sasl;
      case "open":
      case "restart":
        return event.type === "open" && this.#count === 0;
      case "component":
        return event.type === "open" ? this.#count === 0 : this.#count === 1 && event.type === "element";
      case "close":
        return event.type === "close" && this.#count === 0;
      default:
        return command.needs === "connection" && this.#count === 0;
    }
  }

  #takeText(written: string): boolean {
    if (this.#text === undefined) return true;
    if (written === "" || !this.#text.startsWith(written)) return false;
    this.#text = this.#text.slice(written.length);
    return true;
  }
}

/** What a line sends, where it says so itself: with variables or encoded it says something else. */
function textOf(line: TypedLine): string | undefined {
  if (line.kind === "xml") return variablesIn(line.entry.line).length > 0 ? undefined : line.entry.line;
  const { args, options } = line.parsed;
  const isEncoded = options.hex === true || options.base64 === true;
  if (isEncoded || args.text === undefined || args.text.includes("${")) return undefined;
  return args.text;
}
