// A way in which a server or a network goes wrong, on purpose.
import type { Connection } from "./server-feature.ts";
import type { Wire } from "./wire.ts";

export interface Fault {
  /** As it is typed: "host-gone". */
  readonly name: string;
  /** What goes wrong, in a few words. */
  readonly summary: string;
  /** What one should see, and what a client should do. */
  readonly effect: string;
  /** When it happens: from the next connection on, on connections that are open as soon as it is armed too. */
  readonly when: "next connection" | "at once";
  /** Stands between the server and the wire of a new connection, and of one that is open where it works at once. */
  wrap?(wire: Wire): Wire;
  /** Called in place of the answer to a stream header; true where it has taken care of it. */
  header?(connection: Connection): boolean;
  /** Called for each connection with an open stream when it is armed. */
  strike?(connection: Connection): void;
  /** Changes a message that SCRAM sends to the client (RFC 5802 §7). */
  readonly scram?: { first?(message: string): string; final?(message: string): string };
  /** Changes what stands behind the nonzas of STARTTLS. */
  readonly behindProceed?: string;
}
