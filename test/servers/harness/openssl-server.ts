// OpenSSL's own server: Node's one drops a client whose certificate it does not trust without a word of TLS.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CertificateFiles } from "../../helpers/certificates.ts";
import { startLeashed } from "./leashed-process.ts";

export interface OpensslServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface OpensslServerOptions {
  readonly certificate: CertificateFiles;
  /** The file of the authorities that clients' certificates must come from. */
  readonly clientCa: string;
  readonly version: "1.2" | "1.3";
}

/** Does TLS from the first byte, wants a certificate of its clients, and speaks no XMPP. */
export async function startOpensslServer(options: OpensslServerOptions): Promise<OpensslServer> {
  const { certificate, clientCa, version } = options;
  const scratch = await mkdtemp(join(tmpdir(), "xmpp-repl-openssl-"));
  const command = [
    ...["openssl", "s_server", "-accept", "127.0.0.1:0", `-tls${version.replace(".", "_")}`, "-rev"],
    ...["-cert", certificate.certificate, "-key", certificate.key],
    ...["-CAfile", clientCa, "-Verify", "1", "-verify_return_error"],
  ];
  const server = startLeashed({ scratch, command, env: { PATH: process.env.PATH ?? "/usr/bin:/bin" } });
  const port = () => /^ACCEPT 127\.0\.0\.1:(\d+)$/m.exec(server.output())?.[1];
  if ((await server.outputReaches(() => port() !== undefined, 20_000)) !== "reached") {
    await server.stop();
    throw new Error(`Cannot start "${command.join(" ")}": it says "${server.output()}"`);
  }
  return { port: Number(port()), stop: () => server.stop() };
}
