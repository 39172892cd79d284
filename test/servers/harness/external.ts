// SASL EXTERNAL: the host on which a server takes a client's certificate for a password (XEP-0178).
import {
  type ClientCertificate,
  writeClientAuthority,
  writeClientCertificate,
} from "./client-certificate.ts";
import { type ServerKind, serverKinds } from "./server-kinds.ts";

/** Where EXTERNAL is offered, and the certificate and key of somebody who is let in. */
export interface External extends ClientCertificate {
  /** The host's name; the accounts of localhost are not on it. */
  readonly domain: string;
  /** Whom the certificate names, and nobody else. */
  readonly jid: string;
  /** The ports at which this host asks for a certificate. */
  readonly starttls: number;
  readonly directTls: number;
  /** Makes another certificate that the server trusts, for these JIDs; `name` is its file's. */
  issue(name: string, jids: readonly string[]): Promise<ClientCertificate>;
}

const domain = "certs.localhost";
const user = "me";
const folderIn = (scratch: string) => `${scratch}/clients`;

/** Writes what the server has to have when it starts, and the certificate of `me`. */
export async function writeExternal(scratch: string): Promise<void> {
  await writeClientAuthority(folderIn(scratch));
  await writeClientCertificate(folderIn(scratch), user, [`${user}@${domain}`]);
}

export function externalOf(kind: ServerKind, scratch: string, port: number): External {
  const { external } = serverKinds[kind];
  if (external === undefined) {
    throw new Error(`Cannot show a client certificate: ${kind} has no TLS (start a modern kind)`);
  }
  const folder = folderIn(scratch);
  return {
    domain,
    jid: `${user}@${domain}`,
    certificate: `${folder}/${user}.crt`,
    key: `${folder}/${user}.key`,
    starttls: port + external.starttls,
    directTls: port + external.directTls,
    issue: (name, jids) => writeClientCertificate(folder, name, jids),
  };
}
