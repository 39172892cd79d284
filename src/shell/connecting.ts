import type { LookUp } from "../stream/service-records.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Target, TlsWishes } from "./connecting/target.ts";
import type { PracticeLab } from "./practice.ts";

/** What it takes to connect a client, and to secure its connection. */
export interface Connecting {
  /** For this client. */
  readonly target: Target;
  /** What was said of TLS when a client connected: it holds for that connection. */
  readonly tlsWishes: Map<ClientId, TlsWishes>;
  /** Asks DNS for the servers of a domain. */
  readonly lookUp: LookUp;
  /** From 0 to below 1. */
  random(): number;
  /** Takes the lines of --keylog. */
  readonly keylog?: ((line: string) => void) | undefined;
  /** The practice server of this process, where there is one. */
  readonly practice?: PracticeLab | undefined;
}
