// One line for every new kind of thing that a server sends, as it comes.
import type { Remarks } from "../session/session.ts";
import type { SessionState } from "../session/state.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type Brief, briefOf } from "./brief.ts";
import { isFailure } from "./failure.ts";
import { loadKnowledge } from "./knowledge.ts";

/** How many kinds are told: a server must not fill the memory with them. */
const MOST_KINDS = 500;

const HOW_TO_END = ' ("set explain off" ends these lines)';

/** Remembers, for all clients, which kinds were explained. */
export class NewKinds {
  readonly #isOn: () => boolean;
  readonly #told = new Set<string>();
  #knowledge: Knowledge | undefined;

  /** @param isOn says whether to explain at this moment. */
  constructor(isOn: () => boolean) {
    this.#isOn = isOn;
  }

  /** Loads the tables where they are needed: until then nothing is explained. */
  async ready(): Promise<void> {
    if (this.#isOn()) this.#knowledge ??= await loadKnowledge();
  }

  /** These remarks, and behind them the line, where there is one. */
  behind(remarks: Remarks): Remarks {
    return (entry, before, after) => {
      const said = remarks(entry, before, after);
      const line = isRefutedSuccess(entry, after) ? undefined : this.#lineFor(entry, before, said.length > 0);
      return line === undefined ? said : [...said, line];
    };
  }

  #lineFor(entry: Entry, before: SessionState, isRemarked: boolean): string | undefined {
    if (!this.#isOn() || entry.type !== "traffic" || entry.from !== "server") return undefined;
    if (!this.#knowledge) {
      void this.ready();
      return undefined;
    }
    // What a failure means here was just said, and better.
    if (isRemarked && isFailure(entry)) return undefined;
    const brief = briefOf(entry, before, this.#knowledge);
    return brief && this.#once(brief);
  }

  #once({ kind, line }: Brief): string | undefined {
    if (this.#told.has(kind) || this.#told.size >= MOST_KINDS) return undefined;
    this.#told.add(kind);
    return this.#told.size === 1 ? line + HOW_TO_END : line;
  }
}

/** What has just been found out not to be believed says nothing of what it usually means. */
function isRefutedSuccess(entry: Entry, { isRefuted }: SessionState): boolean {
  return (
    isRefuted === true &&
    entry.type === "traffic" &&
    entry.event.type === "element" &&
    entry.event.element.is("success", NS.sasl)
  );
}
