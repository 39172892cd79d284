// The text of a configuration -> what its lines ask for, and what is wrong with them.
import { UsageError } from "../errors.ts";
import { isClientName } from "../shell/line.ts";
import { SETTING_NAMES, SETTINGS, type SettingName, settingNamed } from "../shell/settings.ts";
import { nearest } from "../shell/suggest.ts";
import { parseJid } from "../xmpp/jid.ts";

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
  for (const [index, row] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const n = index + 1;
    const line = row.trim();
    if (line === "" || line.startsWith("#")) continue;
    try {
      lines.push({ n, text: line, asked: readLine(line) });
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
  const [keyword = ""] = /^\S+/.exec(line) ?? [];
  const read = READERS.get(keyword);
  if (read) return read(line.slice(keyword.length).trim());
  const keywords = [...READERS.keys()];
  const meant = nearest(keyword, keywords);
  const remedy =
    meant === undefined ? `a line begins with ${keywords.join(", ")} or #` : `did you mean "${meant}"?`;
  throw new UsageError(`Cannot read the line: there is no "${keyword}" in a configuration (${remedy})`);
}

/** "view sent raw" is about "view sent". */
const LONGEST_FIRST = [...SETTING_NAMES].sort((one, other) => other.length - one.length);

function readSetting(rest: string): Asked {
  const setting =
    LONGEST_FIRST.find((name) => rest === name || rest.startsWith(`${name} `)) ??
    settingNamed(rest.replace(/\s+\S+$/, ""));
  const value = rest.slice(setting.length).trim();
  if (value !== "") return { kind: "set", setting, value };
  throw new UsageError(`Cannot set ${setting}: there is no value behind it (${SETTINGS[setting].usage})`);
}

function readAccount(rest: string): Asked {
  const [name, value] = pairIn(rest, "account", "juliet = juliet@localhost");
  const [text = "", ...more] = value.split(/\s+/);
  if (!isClientName(name)) {
    throw new UsageError(
      `Cannot use the account of "${name}": no client can be called that (write for example account juliet = juliet@localhost)`,
    );
  }
  if (more.length > 0) {
    throw new UsageError(
      `Cannot use the account of ${name}: something stands behind the JID, and a password is never kept in this file (leave it out: it comes from XMPP_PASSWORD_NAME, or is asked for)`,
    );
  }
  if (parseJid(text).localpart) return { kind: "account", name, jid: text };
  throw new UsageError(
    `Cannot use the account of ${name}: "${text}" has no user in it (write for example ${text || "me"}@localhost)`,
  );
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
  if (equals > 0 && name !== "" && value !== "") return [name, value];
  throw new UsageError(
    `Cannot read the ${keyword}: it has no name, "=" and value (write for example ${keyword} ${example})`,
  );
}
