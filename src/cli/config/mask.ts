// A line of a configuration as it may be shown: what is misspelt may hold a password, though none belongs there.
import { MASK } from "../../render/secrets/redact.ts";
import { isClientName } from "../../shell/language/line.ts";
import { nearest } from "../../shell/language/suggest.ts";
import { isNearSecretName } from "../../shell/secrets/near-secrets.ts";
import { hasUser, keywordOf, settingWithout } from "./lines.ts";

/** `NAME = `, and what stands behind it. */
const PAIR = /^\s+(?<name>[^\s=]+)\s*=\s*/;

const KEYWORDS = ["set", "account", "alias", "filter", "start"];

/** @param mask is for lines of the prompt. */
export function maskConfigLine(line: string, mask: (line: string) => string): string {
  const keyword = keywordOf(line);
  const rest = line.slice(keyword.length);
  if (/^\s/.test(rest) && KEYWORDS.includes(keyword)) return maskKnown(line, keyword, mask);
  return maskMistyped(line, keyword, mask);
}

function maskKnown(line: string, keyword: string, mask: (line: string) => string): string {
  const rest = line.slice(keyword.length);
  const [before = ""] = PAIR.exec(rest) ?? [];
  switch (keyword) {
    case "start":
      return keyword + mask(rest);
    case "account":
      if (before === "") return isNameAndJid(rest) ? line : firstWord(line);
      return keyword + maskAccount(rest, before);
    case "filter":
      return before === "" ? wholeOrFirst(line, mask(rest) === rest) : line;
    case "alias":
      return before === "" ? wholeOrFirst(line, mask(line) === line) : mask(line);
    default:
      // The command of that name is written in the same way.
      return mask(line);
  }
}

/** A keyword that is none: what stands behind it is to be mended, where it holds no secret as what it was meant for. */
function maskMistyped(line: string, keyword: string, mask: (line: string) => string): string {
  const rest = line.slice(keyword.length);
  const meant = nearest(keyword, KEYWORDS);
  // `juliet = juliet@localhost …`, `juliet@localhost …`: an account without its keyword.
  const isAccount = /^(?:@|\s*=)/.test(rest) && !isNameAndJid(line.replace("=", " "));
  if (isNearSecretName(keyword)) return firstWord(line);
  // `theme = dark`: a setting without its keyword.
  if (settingWithout(line) !== undefined) return line;
  if (isAccount) return firstWord(line);
  if (meant === undefined || !/^\s/.test(rest)) return wholeOrFirst(line, mask(line) === line);
  return wholeOrFirst(line, maskKnown(meant + rest, meant, mask) === meant + rest);
}

function wholeOrFirst(line: string, isWhole: boolean): string {
  return isWhole ? line : firstWord(line);
}

function firstWord(line: string): string {
  const keyword = keywordOf(line);
  return keyword === line ? line : `${keyword} ${MASK}`;
}

/** What only lacks its "=" holds no word in the place of a password. */
function isNameAndJid(rest: string): boolean {
  const [name = "", jid = "", ...more] = rest.trim().split(/\s+/);
  return isClientName(name) && !name.includes("@") && hasUser(jid) && more.length === 0;
}

/** A JID by itself may be shown. */
function maskAccount(rest: string, before: string): string {
  const name = PAIR.exec(before)?.groups?.name ?? "";
  const [jid = "", behind = ""] = rest.slice(before.length).split(/(?<=^\S+)(?=\s)/);
  if (!isClientName(name)) return ` ${MASK}`;
  if (!hasUser(jid)) return before + MASK;
  return before + jid + (behind.trim() === "" ? "" : ` ${MASK}`);
}
