// What TLS is to be like, as it is typed, and whether that can be used.
import { readFileSync } from "node:fs";
import { UsageError } from "../../errors.ts";
import type { Trust } from "../../explain/certificate.ts";
import { TLS_VERSIONS, type TlsOptions, type TlsVersion } from "../../stream/security.ts";
import { whyUnreadable } from "../file-trouble.ts";
import { atHome } from "../home.ts";
import type { TlsWishes } from "./target.ts";

/** The options of a command that secures a connection. */
export const tlsOptions = {
  insecure: { summary: "accept any certificate, on this connection", weakens: true },
  ca: {
    value: "FILE",
    names: "file",
    summary: "trust the certificates in this PEM file, in place of the usual ones",
    weakens: true,
  },
  pin: {
    value: "SHA256",
    summary: "accept the certificate with this fingerprint and no other",
    weakens: true,
  },
  cert: {
    value: "FILE",
    names: "file",
    summary: "a certificate of yours, in PEM, for a server that asks who you are",
    isFile: true,
  },
  key: { value: "FILE", names: "file", summary: "its private key, in PEM", isFile: true },
  "tls-min": {
    value: "VERSION",
    summary: "the oldest version of TLS to take; below 1.2 weak keys are taken, too",
    choices: TLS_VERSIONS,
    weakens: ["1.0", "1.1"],
  },
  "tls-max": { value: "VERSION", summary: "the newest version of TLS to take", choices: TLS_VERSIONS },
} as const;

/** What is in the files shows only when TLS reads them. */
export async function checkFiles(options: Pick<TlsOptions, "ca" | "cert" | "key">): Promise<void> {
  const { ca, cert, key } = options;
  if (ca === undefined && cert === undefined && key === undefined) return;
  const { checkTlsOptions } = await import("../../stream/tls.ts");
  const problem = checkTlsOptions(options);
  if (problem !== undefined) throw new UsageError(`Cannot use TLS as you say: ${problem}`);
}

/**
 * Looks at what is said on the command line, before anything is run.
 * @throws UsageError for what cannot be used.
 */
export function checkWishes(wishes: TlsWishes): void {
  trustOf(wishes);
  filesOf(wishes);
  checkVersions(wishes);
}

/** A line decides for its connection: what it says of trust replaces what the command line said. */
export function mergeWishes(general: TlsWishes, own: TlsWishes): TlsWishes {
  const saysTrust = own.insecure || own.pin !== undefined || own.ca !== undefined;
  const { insecure, pin, ca, ...rest } = general;
  const present = Object.entries(own).filter(([, value]) => value !== undefined && value !== false);
  return { ...rest, ...(saysTrust ? {} : { insecure, pin, ca }), ...Object.fromEntries(present) };
}

export function trustOf({ insecure, pin }: TlsWishes): Trust {
  if (insecure && pin !== undefined)
    throw new UsageError("Cannot use --insecure and --pin: they exclude each other");
  if (insecure) return { by: "nothing" };
  return pin === undefined ? { by: "verification" } : { by: "pin", fingerprint: fingerprintOf(pin) };
}

/** A SHA-256 fingerprint as Node writes it: upper-case pairs with colons. */
function fingerprintOf(pin: string): string {
  const digits = pin
    // As openssl prints it, too: "sha256 Fingerprint=AB:CD…".
    .replace(/^sha-?256(?: fingerprint)?[:=]/i, "")
    .replace(/[:\s]/g, "")
    .toUpperCase();
  if (/^[0-9A-F]{64}$/.test(digits)) return digits.replace(/..(?!$)/g, "$&:");
  throw new UsageError(
    `Cannot use --pin "${pin}": it is the SHA-256 of the certificate, 64 hexadecimal digits, with or without colons (every TLS step shows it)`,
  );
}

export function filesOf({ ca, cert, key }: TlsWishes): Pick<TlsOptions, "ca" | "cert" | "key"> {
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError("Cannot show a client certificate: --cert and --key belong together");
  }
  return {
    ca: pemIn("--ca", ca, "CERTIFICATE"),
    cert: pemIn("--cert", cert, "CERTIFICATE"),
    key: pemIn("--key", key, "PRIVATE KEY"),
  };
}

function pemIn(
  option: string,
  file: string | undefined,
  label: "CERTIFICATE" | "PRIVATE KEY",
): string | undefined {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(atHome(file), "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read ${option} ${file}: ${whyUnreadable(error)}`);
  }
  if (new RegExp(`-----BEGIN [A-Z ]*${label}-----`).test(text)) return text;
  throw new UsageError(
    `Cannot use ${option} ${file}: it has no ${label.toLowerCase()} in PEM (-----BEGIN ${label}-----)`,
  );
}

/** What Node takes by itself. */
const USUAL_VERSIONS = { min: "1.2", max: "1.3" } as const;

export function checkVersions({ "tls-min": min, "tls-max": max }: TlsWishes): void {
  const rank = (version: TlsVersion) => TLS_VERSIONS.indexOf(version);
  const oldest = versionOf(min) ?? USUAL_VERSIONS.min;
  const newest = versionOf(max) ?? USUAL_VERSIONS.max;
  if (rank(oldest) <= rank(newest)) return;
  throw new UsageError(
    `Cannot use TLS: the newest version to take, ${newest}, is older than the oldest, ${oldest} (set --tls-min and --tls-max both)`,
  );
}

export function versionOf(text: string | undefined): TlsVersion | undefined {
  const version = TLS_VERSIONS.find((known) => known === text);
  if (version !== undefined || text === undefined) return version;
  throw new UsageError(`Cannot use TLS "${text}": there are ${TLS_VERSIONS.join(", ")}`);
}
