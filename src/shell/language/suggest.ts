import { closest, distance } from "fastest-levenshtein";

/** The nearest of some names when it is near enough to be meant, for example `restrat` -> `restart`. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word === "" || names.length === 0) return undefined;
  const prefixed = names.filter((name) => name.startsWith(word));
  if (prefixed.length === 1) return prefixed[0];
  const best = closest(word.toLowerCase(), names);
  return distance(word.toLowerCase(), best) <= (word.length > 3 ? 2 : 1) ? best : undefined;
}

/** What a word means that is the name of no command. */
interface Meant {
  readonly command: string;
  /** How it is done, where the command's name does not say it. */
  readonly remedy?: string;
}

const ACCOUNT =
  'before you authenticate, "next" shows the iq that makes an account, where the server offers to make one';
const ACCOUNTS =
  '"show accounts" lists those of the command line and of the configuration; "auth USER" takes another one';
const ROOM =
  'a room is entered by presence: <presence to="ROOM/NICK"><x xmlns="http://jabber.org/protocol/muc"/></presence>';

/** What people say who know other clients, or other tools. */
const SYNONYMS: ReadonlyMap<string, Meant> = new Map([
  ...synonyms("auth", ["login", "logon", "signin", "authenticate", "sasl", "password"]),
  ...synonyms("bind", ["resource"]),
  ...synonyms("close", ["logout", "logoff", "signout", "end"]),
  ...synonyms("connect", ["tcp", "telnet", "dial"]),
  ...synonyms("disco", ["discover", "items", "info"]),
  ...synonyms("help", ["commands", "man", "usage", "?"]),
  ...synonyms("message", ["msg", "say", "chat", "tell", "write"]),
  ...synonyms("open", ["stream", "hello"]),
  ...synonyms("presence", ["online", "offline", "available", "unavailable", "away", "subscribe"]),
  ...synonyms("quit", ["exit", "bye", "leave", "q"]),
  ...synonyms("restart", ["reopen"]),
  ...synonyms("roster", ["contacts", "friends", "buddies"]),
  ...synonyms("send", ["sendraw", "raw", "xml", "stanza"]),
  ...synonyms("show", ["state", "status", "history", "log", "list"]),
  ...synonyms("starttls", ["ssl", "encrypt", "secure"]),
  ...synonyms("wait", ["sleep"]),
  // What stands behind these may hold a password, as behind auth.
  ["register", { command: "auth", remedy: ACCOUNT }],
  ["signup", { command: "auth", remedy: ACCOUNT }],
  ["account", { command: "auth", remedy: ACCOUNTS }],
  ["accounts", { command: "auth", remedy: ACCOUNTS }],
  ["join", { command: "presence", remedy: ROOM }],
]);

function synonyms(command: string, words: readonly string[]): readonly (readonly [string, Meant])[] {
  return words.map((word) => [word, { command }]);
}

/** The command that a word means which is the name of none. */
export function commandMeant(word: string, commands: readonly string[]): string | undefined {
  const command = SYNONYMS.get(word.toLowerCase())?.command;
  return command !== undefined && commands.includes(command) ? command : nearest(word, commands);
}

/** What is said for a command: its name, and what other tools call it. */
export function wordsFor(command: string): readonly string[] {
  return [command, ...[...SYNONYMS].flatMap(([word, meant]) => (meant.command === command ? [word] : []))];
}

/** What to do in place of a word that is the name of no command, for the end of an error. */
export function insteadOf(word: string, commands: readonly string[]): string | undefined {
  const meant = commandMeant(word, commands);
  if (meant === undefined) return undefined;
  return SYNONYMS.get(word.toLowerCase())?.remedy ?? `did you mean "${meant}"?`;
}
