// What `serve` is told, read before anything listens.
import { readFileSync } from "node:fs";
import { UsageError } from "../../errors.ts";
import { whyNoJid } from "../../server/addresses.ts";
import { whyUnreadable } from "../../shell/file-trouble.ts";
import { PRACTICE_PASSWORD } from "../../shell/practice.ts";
import { isLoopback } from "../../xmpp/address.ts";
import { localpartKey } from "../../xmpp/jid.ts";
import { PRACTICE_ACCOUNTS } from "./practice.ts";
import type { ServeSetup } from "./serve-options.ts";

export interface AccountSetup {
  readonly name: string;
  readonly password: string;
}

/**
 * The address to listen on.
 * @throws UsageError where others could reach it and nobody has said that they may.
 */
export function hostIn({ host, expose }: ServeSetup): string {
  if (host === undefined) return expose ? "0.0.0.0" : "127.0.0.1";
  if (expose || isLoopback(host)) return host;
  throw new UsageError(
    `Cannot listen on ${host}: other machines could connect, and this server is for practice, with passwords that everybody knows (--expose lets them; never do that on the internet)`,
  );
}

/**
 * The port to listen on; 0 for a free one.
 * @throws UsageError
 */
export function portIn({ port }: ServeSetup): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  const given = Number.isNaN(port) ? ": --port is no number" : ` on port ${port}: there is no such port`;
  throw new UsageError(`Cannot listen${given} (ports go from 1 to 65535; 0 takes a free one)`);
}

/**
 * The accounts, each name once.
 * @throws UsageError
 */
export function accountsIn({ account = [], accounts, domain }: ServeSetup): readonly AccountSetup[] {
  const problem = whyNoJid(domain);
  if (problem !== undefined || domain.includes("@") || domain.includes("/")) {
    throw new UsageError(`Cannot serve "${domain}": it is no domain (write for example localhost)`);
  }
  const written = [...account.map((text) => ({ text, where: "--account" })), ...rowsOf(accounts)];
  if (written.length === 0) {
    return PRACTICE_ACCOUNTS.map((name) => ({ name, password: PRACTICE_PASSWORD }));
  }
  const found = new Map<string, AccountSetup & { readonly where: string }>();
  for (const { text, where } of written) {
    const [name, password] = pairIn(text, where, domain);
    const other = found.get(name)?.where;
    if (other !== undefined) {
      const places = other === where ? `twice in ${where}` : `in ${other} and in ${where}`;
      throw new UsageError(`Cannot make the account "${name}": it is there ${places} (leave one out)`);
    }
    found.set(name, { name, password, where });
  }
  return [...found.values()].map(({ name, password }) => ({ name, password }));
}

/** @throws UsageError where the file cannot be read, or has no account in it: then it is not the one that is meant. */
function rowsOf(file: string | undefined): readonly { readonly text: string; readonly where: string }[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read --accounts ${file}: ${whyUnreadable(error)}`);
  }
  const rows = text.split(/\r?\n/).flatMap((row, at) => {
    const isAccount = row.trim() !== "" && !row.startsWith("#");
    return isAccount ? [{ text: row.trim(), where: `${file}:${at + 1}` }] : [];
  });
  if (rows.length > 0) return rows;
  throw new UsageError(
    `Cannot read --accounts ${file}: there is no account in it (write one name:password a row)`,
  );
}

function pairIn(text: string, where: string, domain: string): readonly [string, string] {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0));
  const password = text.slice(colon + 1);
  const example = "write name:password, as in juliet:test";
  if (colon < 1 || password === "") {
    throw new UsageError(
      `Cannot read the account "${name || text}" of ${where}: it has no password (${example})`,
    );
  }
  const problem = /[@/]/.test(name) ? `"${name}" is no name` : whyNoJid(`${name}@${domain}`);
  if (problem === undefined) return [localpartKey(name), password];
  throw new UsageError(`Cannot make the account of ${where}: ${problem} (${example})`);
}
