// Certificates by which clients prove who they are (XEP-0178), and the authority that the servers believe.
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";

/** Where a client's certificate and its private key are, both PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

const run = promisify(execFile);
const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes the authority: ca.key and ca.crt, which is what a server is given. */
export async function writeClientAuthority(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run("openssl", [
    ...["req", "-x509", ...newKey, "-days", "30", "-subj", "/CN=Client authority"],
    ...["-keyout", `${folder}/ca.key`, "-out", `${folder}/ca.crt`],
  ]);
}

/** Makes `name`.key and .crt, issued by the folder's authority, for these JIDs, which may be none. */
export async function writeClientCertificate(
  folder: string,
  name: string,
  jids: readonly string[],
): Promise<ClientCertificate> {
  const written = { certificate: `${folder}/${name}.crt`, key: `${folder}/${name}.key` };
  // XEP-0178 §3: the id-on-xmppAddr of RFC 6120 §13.7.1.4, a UTF8String with the bare JID.
  const addresses = jids.map((jid) => `otherName:1.3.6.1.5.5.7.8.5;UTF8:${jid}`);
  await run("openssl", [
    ...["req", "-x509", "-CA", `${folder}/ca.crt`, "-CAkey", `${folder}/ca.key`, ...newKey, "-days", "30"],
    // No extended key usage: Prosody verifies a client's certificate as if it were a server's.
    ...["-subj", `/CN=${name}`, "-addext", "basicConstraints=critical,CA:FALSE"],
    ...(addresses.length === 0 ? [] : ["-addext", `subjectAltName=${addresses.join(",")}`]),
    ...["-keyout", written.key, "-out", written.certificate],
  ]);
  return written;
}
