import { fileURLToPath } from "node:url";

/** The accounts on localhost, each with the password "test". */
export const accounts = ["me", "you", "juliet", "romeo", "admin"] as const;

export const configFolder = fileURLToPath(new URL("config", import.meta.url));

/** Where one server lives while it runs. */
export interface Place {
  readonly kind: string;
  /** A fresh folder, absolute, which the server's user is going to own. */
  readonly scratch: string;
  /** All consecutive ports of the kind. */
  readonly ports: readonly number[];
}

/** How to run a server in the foreground, once its files are written. */
export interface Launch {
  /** The user that the Debian package made for it, whom root becomes: neither server is to run as root. */
  readonly user: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether the output says that this server, and no other, listens on every port and knows its accounts. */
  readonly isReady: (output: string) => boolean;
}
