// What `serve` says when it listens: what it is, and the line that somebody types to talk to it.
import { networkInterfaces } from "node:os";
import type { Listening } from "../../server/tcp-wire.ts";
import { PRACTICE_PASSWORD } from "../../shell/practice.ts";
import { formatAddress } from "../../xmpp/address.ts";
import type { ServeSetup } from "./serve-options.ts";
import type { AccountSetup } from "./serve-setup.ts";

export interface Greeting {
  readonly listening: Pick<Listening, "host" | "port">;
  readonly accounts: readonly AccountSetup[];
  /** Of the certificate; undefined without TLS. */
  readonly fingerprint: string | undefined;
}

const MOST_NAMES = 12;

export function greeting(
  setup: ServeSetup,
  { listening, accounts, fingerprint }: Greeting,
): readonly string[] {
  const { host, port } = listening;
  const names = accounts.map(({ name }) => name);
  const more = names.length > MOST_NAMES ? ` … (${names.length} in all)` : "";
  const passwords = new Set(accounts.map(({ password }) => password));
  // What a teacher has chosen is not for the wall that this is shown on.
  const isUsual = passwords.size === 1 && passwords.has(PRACTICE_PASSWORD);
  const password = isUsual ? `, password ${PRACTICE_PASSWORD}` : ", each with the password it was given";
  const isPlain = setup.tls === "off" ? "; it offers no TLS" : "";
  return [
    `A practice server for ${setup.domain} listens on ${formatAddress(host, port)}${isPlain}. It is for practice: nothing is kept, and it has no place on the internet.`,
    `Accounts: ${names.slice(0, MOST_NAMES).join(", ")}${more}${password}.`,
    ...addressesOf(host).map((address) => `  ${lineFor(address, setup, { listening, fingerprint })}`),
    "Ctrl-C ends it.",
  ];
}

/** What somebody types to talk to it. */
function lineFor(
  address: string,
  { domain }: ServeSetup,
  { listening, fingerprint }: Pick<Greeting, "listening" | "fingerprint">,
): string {
  const place = formatAddress(address, listening.port);
  const isItself = address === domain;
  const pin = fingerprint === undefined ? "" : ` --pin ${fingerprint.replaceAll(":", "")}`;
  return `xmpp-repl ${place}${isItself ? "" : ` --domain ${domain}`}${pin}`;
}

/** Where others, or this machine, reach what listens on an address. */
function addressesOf(host: string): readonly string[] {
  // "localhost" is these two; what listens on 127.0.0.2 is not there.
  if (host === "127.0.0.1") return ["localhost"];
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address);
  return found.length > 0 ? found : ["localhost"];
}
