// The one door for what is stored, piped or exported: secrets are taken out, and what comes out says so.
import type { StreamEvent } from "../../stream/event.ts";
import type {
  ClientId,
  CommandLine,
  ConnectionChange,
  Derivation,
  DerivationRow,
  Entry,
  Expectation,
  Traffic,
} from "../../transcript/entry.ts";
import { MASK, SecretScanner } from "./secrets.ts";

export { MASK } from "./secrets.ts";

/** A value that is shown as it is or redacted; elements are left out, because they hold what the raw text does. */
export type Shown<T> = T extends Traffic
  ? Omit<T, "event"> & { readonly event: Shown<StreamEvent>; readonly redacted?: true }
  : T extends { readonly type: "element" }
    ? Omit<T, "element">
    : T extends CommandLine
      ? T & { readonly redacted?: true }
      : T extends Derivation | Expectation
        ? T & { readonly redacted?: true }
        : T;

/** A first-level element with its secrets masked: tags and the mechanism stay. The same text where there are none. */
export function redactXml(raw: string): string {
  return new SecretScanner("whole").mask(raw);
}

/** Text that may be a piece of XML only, behind `before`. */
export function redactFragment(raw: string, before = ""): string {
  const scanner = new SecretScanner("pieces");
  scanner.mask(before);
  return scanner.mask(raw);
}

/** Redacts entries in their order: a secret may be split over several. */
export class Redactor {
  /** What reads on in unfinished or broken XML, by client and side. */
  readonly #scanners = new Map<string, SecretScanner>();
  /** Clients and sides of which it is known where a piece begins, though entries are missing before the first. */
  readonly #known = new Set<string>();
  /** The number of the first entry: those before it may have been dropped. */
  #first: number | undefined;

  redact(entry: Entry): Shown<Entry> {
    this.#first ??= entry.n;
    if (entry.type === "connection") this.#followConnection(entry.client, entry.change);
    if (entry.type === "command") {
      return entry.masked === entry.line ? entry : { ...entry, line: entry.masked, redacted: true };
    }
    if (entry.type === "derivation") {
      if (!entry.rows.some(({ secret }) => secret)) return entry;
      return { ...entry, rows: entry.rows.map((row) => (row.secret ? maskRow(row) : row)), redacted: true };
    }
    if (entry.type === "expectation") {
      const expected = redactFragment(entry.expected);
      return expected === entry.expected ? entry : { ...entry, expected, redacted: true };
    }
    if (entry.type !== "traffic") return entry;
    const { event, begun = 0 } = entry;
    if (event.type === "fragment" || event.type === "violation") return this.#redactPiece(entry, event);
    const begins = redactFragment(event.raw.slice(0, begun));
    const raw =
      begun === 0
        ? redactXml(event.raw)
        : begins + this.#scannerBehindBegun(entry).mask(event.raw.slice(begun));
    this.#scanners.delete(keyOf(entry));
    this.#known.add(keyOf(entry));
    if (raw === event.raw) return entry;
    return {
      ...entry,
      ...(begun === 0 ? {} : { begun: begins.length }),
      event: { ...event, raw },
      redacted: true,
    };
  }

  /** Text that a client is about to send, with the secrets masked that it goes on with or begins. */
  redactNext(client: ClientId, text: string): string {
    return this.#scanner({ client, from: "client" }).clone().mask(text);
  }

  /** What had begun on a connection ends with it. */
  #followConnection(client: ClientId, change: ConnectionChange["change"]): void {
    const isEnd = change === "disconnected" || change === "failed";
    if (!isEnd && change !== "connected") return;
    for (const from of ["client", "server"] as const) {
      this.#scanners.delete(keyOf({ client, from }));
      this.#known.add(keyOf({ client, from }));
    }
  }

  #redactPiece(entry: Entry<Traffic>, event: StreamEvent & { readonly bytes?: Uint8Array }): Shown<Entry> {
    const { begun = 0 } = entry;
    const scanner = this.#scannerBehindBegun(entry);
    const begins = redactFragment(event.raw.slice(0, begun));
    const raw = begins + scanner.mask(event.raw.slice(begun));
    const text = Buffer.from(event.bytes ?? []).toString("latin1");
    const hasSecretBytes = scanner.mask(text) !== text;
    if (raw === event.raw && !hasSecretBytes) return entry;
    const { bytes, ...rest } = event;
    const kept = bytes && !hasSecretBytes ? { bytes } : {};
    return {
      ...entry,
      ...(begun === 0 ? {} : { begun: begins.length }),
      event: { ...rest, ...kept, raw },
      redacted: true,
    };
  }

  #scanner(of: Direction): SecretScanner {
    const key = keyOf(of);
    const known = this.#scanners.get(key);
    if (known) return known;
    const made = new SecretScanner(this.#isBeginLost(key) ? "inside" : "pieces");
    this.#scanners.set(key, made);
    return made;
  }

  #isBeginLost(key: string): boolean {
    return this.#first !== undefined && this.#first > 1 && !this.#known.has(key);
  }

  /** What had begun is in the event, also where the entries of it were dropped. */
  #scannerBehindBegun(entry: Entry<Traffic>): SecretScanner {
    const { event, begun = 0 } = entry;
    const key = keyOf(entry);
    const known = this.#scanners.get(key);
    if (begun === 0 || (known && !known.isInside)) return this.#scanner(entry);
    const made = new SecretScanner("pieces");
    made.mask(event.raw.slice(0, begun));
    this.#scanners.set(key, made);
    return made;
  }
}

/** The name, the formula and the meaning are the lesson. */
function maskRow(row: DerivationRow): DerivationRow {
  return { ...row, value: MASK };
}

interface Direction {
  readonly client: ClientId;
  readonly from: Traffic["from"];
}

function keyOf({ client, from }: Direction): string {
  return `${from} ${client}`;
}
