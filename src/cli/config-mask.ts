// A line of a configuration as it may be shown: what is misspelt may hold a password, though none belongs there.
import { MASK } from "../render/redact.ts";
import { isClientName } from "../shell/line.ts";
import { hasUser, keywordOf } from "./config-lines.ts";

/** `NAME = `, and what stands behind it. */
const PAIR = /^\s+(?<name>[^\s=]+)\s*=\s*/;

/** @param mask is for lines of the prompt. */
export function maskConfigLine(line: string, mask: (line: string) => string): string {
  const keyword = keywordOf(line);
  const rest = line.slice(keyword.length);
  const [before = ""] = PAIR.exec(rest) ?? [];
  switch (/^\s/.test(rest) ? keyword : "") {
    // The command of that name is written in the same way.
    case "set":
      return mask(line);
    case "alias":
      return before === "" ? firstWord(line) : mask(line);
    case "filter":
      return before === "" ? firstWord(line) : line;
    case "account":
      if (before === "") return isNameAndJid(rest) ? line : firstWord(line);
      return keyword + maskAccount(rest, before);
    case "start":
      return keyword + mask(rest);
    default:
      return firstWord(line);
  }
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
