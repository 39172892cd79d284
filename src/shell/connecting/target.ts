// What the command line says of where to connect, as whom and how safely: what lines can leave out.

import type { Endpoint } from "../../stream/transport.ts";

/** What TLS is to be like, as it is typed: on the command line for all connections, on a line for one. */
export interface TlsWishes {
  readonly insecure?: boolean | undefined;
  readonly ca?: string | undefined;
  readonly pin?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly "tls-min"?: string | undefined;
  readonly "tls-max"?: string | undefined;
}

/** Where to connect, as it is typed. */
export interface WhereWishes {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly "direct-tls"?: boolean | undefined;
}

/** A user name, and whose it is. */
export interface KnownUser {
  readonly name: string;
  readonly whose: string;
}

/** Where a client connects, and whose domain its streams are for, when a line does not say. */
export interface Target {
  readonly address?: string | undefined;
  readonly where: WhereWishes;
  readonly domain?: string | undefined;
  /** The domain of the server that the command line leads to: that of whoever goes there, and has none of their own. */
  readonly served?: { readonly host: string; readonly domain: string } | undefined;
  /** The client's name that its account and its password are kept by: the first it had, or that of now. */
  readonly accountName: string;
  /** Who else has an account at the server that it goes to, as far as that is known. */
  readonly users: readonly KnownUser[];
  readonly username?: string | undefined;
  readonly tls: TlsWishes;
  /** Where components connect (XEP-0114). */
  readonly componentPort?: string | undefined;
  /** Whether a password may be sent to another machine without encryption. */
  readonly allowPlaintext: boolean;
  /** A server whose certificate is known beforehand, and that is trusted by it alone: the practice server. */
  readonly known?: { readonly place: Endpoint; readonly fingerprint: string } | undefined;
  /** The hosts that a script may reach beside the one it is pointed at. */
  readonly allowHosts?: readonly string[] | undefined;
}
