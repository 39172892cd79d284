// A way in which a server or a network goes wrong, on purpose.
import type { Element } from "../xml/element.ts";
import type { Jid } from "../xmpp/jid.ts";
import type { Failure } from "./stream-elements.ts";
import type { Wire } from "./wire.ts";

export interface Fault {
  /** As it is typed: "host-gone". */
  readonly name: string;
  /** What goes wrong, in a few words, without a full stop. */
  readonly summary: string;
  /** What it goes wrong with. */
  readonly breaks: "network" | "XML" | "stream" | "security";
  /** What a client should show, in whole sentences, wherever the server runs. */
  readonly effect: string;
  /** How to go on at this tool's prompt, in whole sentences. */
  readonly onward?: string;
  /** Why it matters and what a client should do, in whole sentences, with the section that says so. */
  readonly lesson: string;
  /** When it happens: from the next connection on, or on connections that are open as soon as it is armed too. */
  readonly when: "next connection" | "at once";
  /** The step that it shows at; without it, at whatever the server says next. */
  readonly shownAt?: "auth" | "starttls";
  /** Stands between the server and the wire of a new connection, and of one that is open where it works at once. */
  wrap?(wire: Wire): FaultyWire;
  /**
   * Called in place of the answer to a stream header; true where it has taken care of it. The server's own header has
   * not been sent then: `welcome` and `fail` send it.
   */
  header?(connection: StruckConnection): boolean;
  /** Called for each connection with an open stream when it is armed, behind `wrap`. */
  strike?(connection: StruckConnection): void;
  /** Changes a message that SCRAM sends to the client (RFC 5802 §7). */
  readonly scram?: { first?(message: string): string; final?(message: string): string };
  /** What is written behind `<proceed/>`, in the same write. */
  readonly behindProceed?: string;
}

/** As much of a connection as a fault has to do with. */
export interface StruckConnection {
  readonly server: { readonly domain: string };
  readonly resource: { readonly jid: Jid } | undefined;
  send(data: Element | string): void;
  /** Stream error, end tag, connection closed (RFC 6120 §4.9.1). */
  fail(condition: string, failure?: Failure): void;
  welcome(): void;
}

export interface FaultyWire extends Wire {
  /** The fault is taken away: what it has held back goes out, before anything else is written. */
  release?(): void;
}
