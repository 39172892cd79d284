// The transcript as it comes: a reader that turns every entry into text.
import type { Entry } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { type RenderOptions, renderEntry } from "./entry.ts";
import { Redactor } from "./secrets/redact.ts";

export interface LiveOptions {
  readonly transcript: Transcript;
  /** Takes the text of an entry, which ends with a newline; it may be made later, or never where too much comes. */
  show(entry: Entry, text: () => string): void;
  /** How to render at this moment. */
  rendering(entry: Entry): RenderOptions;
  showsSecrets(): boolean;
  /** Whether the lines that are run are shown: not where somebody has just typed them. */
  readonly lines: "shown" | "left out";
  /** Leaves entries out; without it none. */
  isWanted?(entry: Entry): boolean;
}

/** Shows every entry from now on. Returns what ends that. */
export function showLive(options: LiveOptions): () => void {
  const { transcript, show, rendering, showsSecrets, lines, isWanted = () => true } = options;
  const redactor = new Redactor();
  let before: number | undefined;
  return transcript.read((entry) => {
    // Every entry passes the redactor, also when it is not used: a secret may go on from one to the next.
    const redacted = redactor.redact(entry);
    if (!isShown(entry, lines) || !isWanted(entry)) return;
    const shown = showsSecrets() ? entry : redacted;
    const last = before;
    before = entry.at;
    // All the work is left to later: it is for nothing where the entry is passed over.
    show(entry, () => {
      const options = { extent: "bounded" as const, ...rendering(entry), before: last };
      return `${renderEntry(shown, options).join("\n")}\n`;
    });
  });
}

function isShown(entry: Entry, lines: LiveOptions["lines"]): boolean {
  // XML that was typed is about to be shown as what goes out.
  if (entry.type === "command") return lines === "shown" && !/^\s*</.test(entry.line);
  // Why a connection failed is the outcome of the step that asked for it, and told with it.
  return !(entry.type === "connection" && entry.change === "failed");
}
