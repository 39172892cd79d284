// The practice server in this very process: somebody to talk to where no address is given.
import type { PracticeServer } from "../../server/server.ts";
import type { KnownUser } from "../../shell/connecting/target.ts";
import { PRACTICE_PASSWORD, type PracticeLab } from "../../shell/practice.ts";
import type { Endpoint } from "../../stream/transport.ts";
import type { Setup } from "../command-line/setup.ts";
import { tellBug } from "../tell-bug.ts";

export interface Practice extends PracticeLab {
  readonly place: Endpoint;
  readonly domain: string;
  /** Those who have an account from its beginning. */
  readonly users: readonly KnownUser[];
  /** Of its certificate. */
  readonly fingerprint: string;
  /** The account of a client; it is made when a client of that name is first asked about. */
  accountOf(client: string): { readonly name: string; readonly password: string };
  /** Ends its streams, and listens no longer. */
  close(): Promise<void>;
}

export const PRACTICE_DOMAIN = "localhost";
export const PRACTICE_ACCOUNTS = ["me", "juliet", "romeo"];

/** The client that scripts and lines begin with is called `main`, and its account `me`, as in the tutorials. */
const ACCOUNT_OF_MAIN = "me";

/** Whether nothing says where to connect to. */
export function wantsPractice({ address, domain, jid, host, port, account = [] }: Setup): boolean {
  return [address, domain, jid, host, port].every((said) => said === undefined) && account.length === 0;
}

/** Starts it on a free port of this machine. */
export async function startPractice(): Promise<Practice> {
  const [{ PracticeServer }, { FEATURES }, { listenTcp }, { certificateFor }, { faultNamed }] =
    await Promise.all([
      import("../../server/server.ts"),
      import("../../server/features/index.ts"),
      import("../../server/tcp-wire.ts"),
      import("../../server/certificate.ts"),
      import("../../server/faults/index.ts"),
    ]);
  const accounts = PRACTICE_ACCOUNTS.map((name) => ({ name, password: PRACTICE_PASSWORD }));
  const server: PracticeServer = new PracticeServer({
    domain: PRACTICE_DOMAIN,
    accounts,
    tls: "optional",
    registration: "open",
    features: FEATURES,
    failed: tellBug,
  });
  const certificate = certificateFor(PRACTICE_DOMAIN);
  const listening = await listenTcp({ host: "127.0.0.1", port: 0, accept: server.accept, tls: certificate });
  const place: Endpoint = { host: "localhost", port: listening.port };
  return {
    place,
    domain: PRACTICE_DOMAIN,
    users: PRACTICE_ACCOUNTS.map((name) => ({
      name,
      whose: `of the practice server, password ${PRACTICE_PASSWORD}`,
    })),
    fingerprint: certificate.fingerprint,
    address: `${place.host}:${place.port}`,
    accountOf: (client) => {
      const name = client === "main" ? ACCOUNT_OF_MAIN : client.toLowerCase();
      const account = server.accounts.find(name) ?? server.accounts.add(name, PRACTICE_PASSWORD);
      return { name, password: account.password };
    },
    get armed() {
      return server.fault?.name;
    },
    arm: (name) => server.arm(name === undefined ? undefined : faultNamed(name)),
    reset: () => {
      server.close();
      server.accounts.reset(accounts);
    },
    close: async () => {
      server.close();
      await listening.close();
    },
  };
}
