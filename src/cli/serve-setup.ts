// What `serve` is told, read before anything listens.
import { readFileSync } from "node:fs";
import { UsageError } from "../errors.ts";
import { whyNoJid } from "../server/addresses.ts";
import { isLoopback } from "../xmpp/address.ts";
import { PRACTICE_ACCOUNTS, PRACTICE_PASSWORD } from "./practice.ts";
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
  const found = new Map(written.map(({ text, where }) => pairIn(text, where, domain)));
  return [...found].map(([name, password]) => ({ name, password }));
}

function rowsOf(file: string | undefined): { readonly text: string; readonly where: string }[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `Cannot read --accounts ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return text.split(/\r?\n/).flatMap((row, at) => {
    const isAccount = row.trim() !== "" && !row.startsWith("#");
    return isAccount ? [{ text: row.trim(), where: `${file}:${at + 1}` }] : [];
  });
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
  if (problem === undefined) return [name.toLowerCase(), password];
  throw new UsageError(`Cannot make the account of ${where}: ${problem} (${example})`);
}
