// The text of a configuration -> what its lines ask for, and what is wrong with them.
import { UsageError } from "../../errors.ts";
import { isClientName } from "../../shell/language/line.ts";
import { nearest } from "../../shell/language/suggest.ts";
import {
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  settingIn,
  settingNamed,
} from "../../shell/settings/settings.ts";
import { parseJid } from "../../xmpp/jid.ts";
import { passwordVariable } from "../command-line/password-variable.ts";

export type Asked =
  | { readonly kind: "set"; readonly setting: SettingName; readonly value: string }
  | { readonly kind: "account"; readonly name: string; readonly jid: string }
  | { readonly kind: "alias"; readonly name: string; readonly line: string }
  | { readonly kind: "filter"; readonly name: string; readonly expression: string }
  | { readonly kind: "start"; readonly line: string };

export interface ConfigLine {
  /** Counts from 1. */
  readonly n: number;
  /** As it stands in the file. */
  readonly text: string;
  readonly asked: Asked;
}

/** What keeps a line from counting. */
export interface ConfigProblem {
  readonly n: number;
  /** As it stands in the file: it may hold a secret. */
  readonly text: string;
  readonly reason: string;
}

export interface Config {
  readonly lines: readonly ConfigLine[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads every line that can be read, whatever is wrong with the others. */
export function readConfig(text: string): Config {
  const lines: ConfigLine[] = [];
  const problems: ConfigProblem[] = [];
  const firsts = new Map<string, number>();
  for (const [index, row] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const n = index + 1;
    const line = row.trim();
    if (line === "" || line.startsWith("#")) continue;
    try {
      const asked = readLine(line);
      const named = "name" in asked ? `${asked.kind} "${asked.name}"` : undefined;
      const first = named === undefined ? undefined : firsts.get(named);
      if (first !== undefined) {
        throw new UsageError(`Cannot use the ${named}: line ${first} has it already (leave one of them out)`);
      }
      if (named !== undefined) firsts.set(named, n);
      lines.push({ n, text: line, asked });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push({ n, text: line, reason: error.message });
    }
  }
  return { lines, problems };
}

const READERS: ReadonlyMap<string, (rest: string) => Asked> = new Map([
  ["set", readSetting],
  ["account", readAccount],
  ["alias", readAlias],
  ["filter", readFilter],
  ["start", readStart],
]);

function readLine(line: string): Asked {
  const keyword = keywordOf(line);
  const read = READERS.get(keyword);
  const rest = line.slice(keyword.length);
  if (read && /^(?:\s|$)/.test(rest)) return read(rest.trim());
  const keywords = [...READERS.keys()];
  const meant = nearest(keyword, keywords);
  const setting = settingWithout(line)?.setting;
  const near = setting === undefined ? meant : `set ${setting}`;
  const beginnings = `a line begins with ${keywords.join(", ")} or #`;
  if (keyword === "")
    throw new UsageError(`Cannot read the line: no word stands at its beginning (${beginnings})`);
  const remedy = near === undefined ? beginnings : `did you mean "${near}"?`;
  throw new UsageError(`Cannot read the line: there is no "${keyword}" in a configuration (${remedy})`);
}

/** The setting of a line that lacks its keyword, as `theme dark` and `theme = dark` do. */
export function settingWithout(line: string): ReturnType<typeof settingIn> {
  return settingIn(line.replace("=", " "));
}

/** What a line begins with, as far as that is a word: behind it anything may stand, also a password. */
export function keywordOf(line: string): string {
  return /^[\p{L}\p{N}_-]*/u.exec(line)?.[0] ?? "";
}

function readSetting(rest: string): Asked {
  const { setting, value } = settingIn(rest) ?? {
    setting: settingNamed(nameToQuote(rest)),
    value: "",
  };
  if (/(?:^|\s)#/.test(value)) {
    throw new UsageError(
      `Cannot set ${setting} to "${value}": what stands behind # is a part of it (a comment needs a line of its own)`,
    );
  }
  if (value !== "") return { kind: "set", setting, value };
  throw new UsageError(`Cannot set ${setting}: there is no value behind it (${SETTINGS[setting].usage})`);
}

/** The words that are to be a setting; where they are not nearly one, the first only. */
function nameToQuote(rest: string): string {
  const name = rest.replace(/\s+\S+$/, "");
  return nearest(name, SETTING_NAMES) === undefined ? name.replace(/\s[\s\S]*$/, "") : name;
}

function readAccount(rest: string): Asked {
  const [name, value] = pairIn(rest, "account", "juliet = juliet@localhost");
  const [text = "", ...more] = value.split(/\s+/);
  if (!isClientName(name)) {
    throw new UsageError(
      'Cannot use the account: no client can be called what stands before "=" (write for example account juliet = juliet@localhost)',
    );
  }
  if (more.length > 0) {
    throw new UsageError(
      `Cannot use the account of ${name}: something stands behind the JID, and a password is never kept in this file (leave it out: it comes from ${variableFor(name)}, or is asked for)`,
    );
  }
  if (hasUser(text)) return { kind: "account", name, jid: text };
  throw new UsageError(
    `Cannot use the account of ${name}: what stands behind "=" is no JID with a user in it (write for example account ${name} = juliet@localhost)`,
  );
}

/** The first client's is that of everybody, too. */
function variableFor(client: string): string {
  return client === "main" ? "XMPP_PASSWORD" : passwordVariable(client);
}

/** RFC 7622 §3.3.1: no user has a colon in it, which whoever writes a password behind the user puts there. */
export function hasUser(jid: string): boolean {
  const { localpart = "" } = parseJid(jid);
  return localpart !== "" && !localpart.includes(":");
}

function readAlias(rest: string): Asked {
  const [name, line] = pairIn(rest, "alias", "hi = message juliet@localhost hi");
  return { kind: "alias", name, line };
}

function readFilter(rest: string): Asked {
  const [name, expression] = pairIn(rest, "filter", "chats = message and text hello");
  return { kind: "filter", name, expression };
}

function readStart(line: string): Asked {
  if (line !== "") return { kind: "start", line };
  throw new UsageError(
    'Cannot run a line at the start: there is none behind "start" (write for example start open)',
  );
}

function pairIn(rest: string, keyword: string, example: string): [name: string, value: string] {
  const equals = rest.indexOf("=");
  const [name, value] = [rest.slice(0, Math.max(0, equals)).trim(), rest.slice(equals + 1).trim()];
  if (/\s/.test(name)) {
    throw new UsageError(
      `Cannot read the ${keyword}: more than a name stands before "=" (write for example ${keyword} ${example})`,
    );
  }
  if (equals > 0 && name !== "" && value !== "") return [name, value];
  throw new UsageError(
    `Cannot read the ${keyword}: it has no name, "=" and value (write for example ${keyword} ${example})`,
  );
}
