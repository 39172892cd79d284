// A session -> a Scansion script: what the clients said from bind on. The rest of it Scansion has no words for.

import { receivedElement } from "../../session/replies.ts";
import type { ClientId, Entry, Traffic } from "../../transcript/entry.ts";
import type { Element } from "../../xml/element.ts";
import { localNameOf, namespaceOf, type ReceivedAttribute } from "../../xml/names.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { type Act, writtenIn } from "./acts.ts";
import { isMadeUp } from "./made-up.ts";
import { whyOutside } from "./outside.ts";
import type { Saving } from "./saving.ts";
import { type Character, charactersIn, definition } from "./scs-characters.ts";
import type { Secrets } from "./secrets.ts";
import { replaceValues } from "./values.ts";
import { type Dialect, writePattern } from "./write-pattern.ts";

export interface Scansion {
  readonly text: string;
  /** How many actions it has. */
  readonly steps: number;
  readonly remarks: readonly string[];
}

interface Action {
  readonly n: number;
  readonly kind: "action" | "remark";
  readonly lines: readonly string[];
}

const WITHOUT_PASSWORDS =
  "no password is in it: xmpp-repl takes them from XMPP_PASSWORD, Scansion itself wants a line `password:` for each character";

export function scansionOf(saving: Saving, title: string, secrets: Secrets): Scansion {
  const writer = new ScansionWriter(saving);
  const actions = writer.actions();
  const definitions = writer.characters.map((one) => definition(one, saving, secrets));
  const blocks = [`# ${title}`, ...definitions, "-----", ...actions.map(({ lines }) => lines.join("\n"))];
  const isWithout = definitions.some((text) => !text.includes("\tpassword: "));
  const leftOut = actions.some(({ kind }) => kind === "remark");
  return {
    text: `${blocks.join("\n\n")}\n`,
    steps: actions.filter(({ kind }) => kind === "action").length,
    remarks: [
      ...(isWithout ? [WITHOUT_PASSWORDS] : []),
      ...(leftOut ? ["what Scansion has no words for is left out, with a comment in its place"] : []),
    ],
  };
}

class ScansionWriter {
  readonly characters: readonly Character[];
  readonly #saving: Saving;

  constructor(saving: Saving) {
    this.#saving = saving;
    this.characters = charactersIn(saving);
  }

  actions(): readonly Action[] {
    const { acts, recording } = this.#saving;
    const actions = [
      ...acts.flatMap((act) => this.#said(act)),
      ...recording.entries.flatMap((entry) => this.#heard(entry)),
    ];
    return actions.sort((one, other) => one.n - other.n);
  }

  #said(act: Act): readonly Action[] {
    const character = this.#character(act.client);
    if (!character) return [];
    return act.sent.flatMap((entry): readonly Action[] => {
      const { n, event } = entry;
      const bound = this.#boundAt(character);
      if (n < bound.asked) return [];
      if (n === bound.asked) return [{ n, kind: "action", lines: [`${character.name} connects`] }];
      if (event.type === "close") return [{ n, kind: "action", lines: [`${character.name} disconnects`] }];
      const isStanza = event.type === "element" && event.kind === "stanza";
      if (!isStanza) return [remark(n, `${character.name} sent what is no stanza`)];
      if (event.element.getChild("session", NS.session)) return [];
      return [this.#sending(character, entry)];
    });
  }

  #sending(character: Character, entry: Entry<Traffic>): Action {
    const xml = replaceValues(writtenIn(entry), ({ value }) => this.#macro(value, entry.n));
    const rows = xml.split("\n").map((row) => `\t${row}`);
    return { n: entry.n, kind: "action", lines: [`${character.name} sends:`, ...rows] };
  }

  #heard(entry: Entry): readonly Action[] {
    const element = receivedElement(entry);
    if (entry.type !== "traffic" || !element) return [];
    const character = this.#character(entry.client);
    const { course, recording } = this.#saving;
    if (!character || entry.n <= this.#boundAt(character).answered || course.pongs.has(entry.n)) return [];
    if (entry.event.type !== "element" || entry.event.kind !== "stanza") {
      return element.getNS() === NS.sasl
        ? []
        : [remark(entry.n, `${character.name} received what is no stanza`)];
    }
    if (isResultOfSession(entry, this.#saving)) return [];
    const why = whyOutside(entry, { course, began: recording.entries[0]?.at ?? 0 });
    if (why !== undefined) return [remark(entry.n, why)];
    const pattern = writePattern(element, NS.client, this.#dialect(entry, element));
    const rows = pattern.split("\n").map((row) => `\t${row}`);
    return [{ n: this.#placeOf(entry), kind: "action", lines: [`${character.name} receives:`, ...rows] }];
  }

  /** What came behind the end tag is received before it. */
  #placeOf(entry: Entry<Traffic>): number {
    const closing = this.#saving.acts
      .filter(({ client }) => client === entry.client)
      .flatMap(({ sent }) => sent)
      .find(({ n, event }) => event.type === "close" && n < entry.n);
    return closing ? closing.n - 0.5 : entry.n;
  }

  #dialect(entry: Entry<Traffic>, root: Element): Dialect {
    const { known, typed } = this.#saving;
    const write = (value: string, of: Element, attribute?: string) => {
      const isTyped = (typed.get(value) ?? Number.POSITIVE_INFINITY) < entry.n;
      const isSent = this.#isOwnId(value, entry.n);
      if (isMadeUp({ value, element: localNameOf(of), attribute }) && !isTyped && !isSent) return undefined;
      return this.#macro(value, entry.n) ?? (/\$\{|^\{scansion:/.test(value) ? undefined : value);
    };
    return {
      attribute: (of: Element, { name, local, value }: ReceivedAttribute) => {
        if (of === root && (name === "xml:lang" || (local === "to" && known.jid(value, entry))))
          return undefined;
        if (local === "ver" && namespaceOf(of) === NS.roster) return undefined;
        return write(value, of, local) ?? "{scansion:any}";
      },
      text: (of, text) => write(text, of),
      keeps: (child) => keepsOfError(child, root),
      marks: (of) => (namespaceOf(of) === NS.client ? "" : ` scansion:strict="false"`),
    };
  }

  /** An id that went out, typed or not: the script has it as it was. */
  #isOwnId(value: string, n: number): boolean {
    return this.#saving.acts.some(({ sent }) =>
      sent.some(
        (entry) => entry.n < n && entry.event.type === "element" && entry.event.element.attrs.id === value,
      ),
    );
  }

  #macro(value: string, n: number): string | undefined {
    for (const { client, name } of this.characters) {
      const full = this.#saving.course.jids.at({ client, n });
      if (full === value) return `\${${name}'s full JID}`;
    }
    return undefined;
  }

  #character(client: ClientId): Character | undefined {
    return this.characters.find((one) => one.client === client);
  }

  /** The entries of the request that bound the resource, and of its answer. */
  #boundAt({ client, full }: Character): { readonly asked: number; readonly answered: number } {
    const { course, recording } = this.#saving;
    const answered = recording.entries.find(
      (entry) => entry.client === client && course.jids.at(entry) === full,
    );
    const act = answered && course.requests.get(answered.n);
    const request = act?.sent.find(
      ({ event }) => event.type === "element" && event.element.getChild("bind", NS.bind),
    );
    return { asked: request?.n ?? 0, answered: answered?.n ?? 0 };
  }
}

function isResultOfSession({ n }: Entry, { course }: Saving): boolean {
  const request = course.requests.get(n);
  return request?.sent.some(({ event }) => event.raw.includes(NS.session)) ?? false;
}

/** The condition of an error, and neither the request in it nor the text for people. */
function keepsOfError(child: Element, root: Element): boolean {
  if (child.parent === root && root.attrs.type === "error") return child.getName() === "error";
  return child.getName() !== "text" || child.parent?.getName() !== "error";
}

function remark(n: number, text: string): Action {
  return { n, kind: "remark", lines: [`# Left out: ${text}`] };
}
