// What differs from one kind of server to the next: how many ports, whether TLS, and how it is launched.
import { launchEjabberd } from "./ejabberd.ts";
import type { Launch, Place } from "./launch.ts";
import { launchProsody } from "./prosody.ts";

export interface KindOfServer {
  /** How many consecutive ports it listens on; the first is the one for clients without direct TLS. */
  readonly ports: number;
  readonly tls: "none" | "required";
  /** Which of its ports, counted from the first, ask for a client's certificate, so that EXTERNAL is offered. */
  readonly external?: { readonly starttls: number; readonly directTls: number };
  readonly launch: (place: Place) => Promise<Launch>;
}

const kinds = {
  "prosody-seed": { ports: 1, tls: "none", launch: launchProsody },
  "prosody-modern": {
    ports: 6,
    tls: "required",
    // STARTTLS comes after the stream header, so Prosody knows the host by then.
    external: { starttls: 0, directTls: 5 },
    launch: launchProsody,
  },
  "prosody-scansion": { ports: 3, tls: "none", launch: launchProsody },
  "ejabberd-seed": { ports: 1, tls: "none", launch: launchEjabberd },
  "ejabberd-modern": {
    ports: 7,
    tls: "required",
    external: { starttls: 5, directTls: 6 },
    launch: launchEjabberd,
  },
} as const satisfies Record<string, KindOfServer>;

export type ServerKind = keyof typeof kinds;

export const serverKinds: Readonly<Record<ServerKind, KindOfServer>> = kinds;
