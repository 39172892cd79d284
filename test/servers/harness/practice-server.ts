// The practice server on a port of this machine, in this process.
import { certificateFor } from "../../../src/server/certificate.ts";
import { FEATURES } from "../../../src/server/features/index.ts";
import { PracticeServer, type PracticeServerOptions } from "../../../src/server/server.ts";
import { listenTcp } from "../../../src/server/tcp-wire.ts";

export interface Practicing {
  readonly port: number;
  /** In PEM; undefined without TLS. */
  readonly certificate: string | undefined;
  stop(): Promise<void>;
}

/** It serves localhost, with the accounts of the real servers in these tests. */
export async function startPracticeServer(
  tls: PracticeServerOptions["tls"],
  registration: PracticeServerOptions["registration"] = "closed",
): Promise<Practicing> {
  const server = new PracticeServer({
    domain: "localhost",
    accounts: ["me", "juliet", "romeo"].map((name) => ({ name, password: "test" })),
    tls,
    registration,
    features: FEATURES,
  });
  const identity = tls === "off" ? undefined : await certificateFor("localhost");
  const { accept } = server;
  const listening = await listenTcp({ host: "127.0.0.1", port: 0, tls: identity, accept });
  return {
    port: listening.port,
    certificate: identity?.cert,
    stop: async () => {
      server.close();
      await listening.close();
    },
  };
}
