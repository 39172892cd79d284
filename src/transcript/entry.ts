// What happened, in order. Everything that is shown, saved or checked is made from these.
import type { StreamEvent } from "../stream/event.ts";
import type { TlsFacts } from "../stream/security.ts";
import type { ClientService } from "../xmpp/certificate.ts";
import type { ServiceRecord } from "../xmpp/srv.ts";

/** Names a client for as long as the transcript lives; it survives renaming. */
export type ClientId = string;

export type Side = "client" | "server";

export interface Traffic {
  readonly type: "traffic";
  readonly from: Side;
  /** Whether TLS protected it. */
  readonly secure: boolean;
  /**
   * How many characters of the event's raw text were sent before, in fragments that have entries of their own: what
   * was written now is the rest.
   */
  readonly begun?: number;
  readonly event: StreamEvent;
}

export type ConnectionChange = { readonly type: "connection" } & (
  | {
      readonly change: "looked-up";
      readonly domain: string;
      /** In the order in which they are tried. */
      readonly records: readonly ServiceRecord[];
      /** Services that the domain says it does not have. */
      readonly refused: readonly ClientService[];
      /** Why DNS did not answer. */
      readonly problem?: string;
    }
  | {
      readonly change: "connected";
      readonly host: string;
      readonly port: number;
      readonly peer: string;
      /** Whose server it is meant to be, where that is not the host. */
      readonly domain?: string;
      /** Whether TLS is to begin at once (XEP-0368). */
      readonly directTls?: true;
    }
  /** TLS protects what follows: the certificate was accepted. */
  | { readonly change: "secured"; readonly tls: TlsFacts; readonly verdict: Verdict }
  /** TLS was there, but the certificate was not accepted: the connection is dropped. */
  | { readonly change: "rejected"; readonly tls: TlsFacts; readonly verdict: Verdict }
  | {
      readonly change: "disconnected";
      readonly host: string;
      readonly port: number;
      readonly by: Side;
      /** Whether TLS protected it. */
      readonly secure?: true;
      readonly cause?: string;
    }
  | { readonly change: "failed"; readonly host: string; readonly port: number; readonly cause: string }
);

/** What is thought of a server's certificate. */
export interface Verdict {
  /** The domain it was to be for. */
  readonly domain: string;
  /** The name in it that covers the domain. */
  readonly coveredBy?: string;
  /** Why it is accepted: the usual way, because the user said so, or as that of the tool's own practice server. */
  readonly accepted?: "trusted" | "pinned" | "not verified" | "practice";
  /** Why it is not: every reason. */
  readonly reasons: readonly string[];
}

/** How values came about: a worked example, line by line. */
export interface Derivation {
  readonly type: "derivation";
  /** What it is of: "SCRAM-SHA-256: client-final-message". */
  readonly title: string;
  readonly rows: readonly DerivationRow[];
  /** It shows that the server, which says success, has not proved what it must. */
  readonly refutes?: true;
}

export interface DerivationRow {
  /** As the specification calls it. */
  readonly name: string;
  readonly value: string;
  /** How it is computed, as the specification writes it. */
  readonly formula?: string;
  /** What it is, in words that do not quote it. */
  readonly meaning?: string;
  /** Whether it helps somebody to find the password. */
  readonly secret?: true;
}

/** A line that was run. `masked` is the line without its secrets. */
export interface CommandLine {
  readonly type: "command";
  readonly line: string;
  readonly masked: string;
}

/** A remark, by the tool or by whatever runs a script. */
export interface Note {
  readonly type: "note";
  readonly by: "tool" | "runner";
  readonly text: string;
  /** The number of the entry that it is about, where it is about one. */
  readonly about?: number;
}

/** What a step expected of the server, and whether it came. */
export interface Expectation {
  readonly type: "expectation";
  /** The pattern as it was written. */
  readonly expected: string;
  readonly outcome: "met" | "not met";
  /** The numbers of the entries that met it. */
  readonly entries: readonly number[];
}

export type Happening = Traffic | ConnectionChange | Derivation | CommandLine | Note | Expectation;

/** `n` counts from 1 and is never reused; `at` is in milliseconds since 1970. */
export type Entry<H extends Happening = Happening> = {
  readonly n: number;
  readonly at: number;
  readonly client: ClientId;
} & H;
