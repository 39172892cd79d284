// What a client did -> the lines that do it again: of all that was sent only what belongs to logging in.
import { redactXml } from "../../render/secrets/redact.ts";
import { belongsToLogin, isOwnPresence } from "../../session/log-in.ts";
import { splitWords } from "../../shell/language/words.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { type Act, type CommandAct, isCommandAct } from "../save/acts.ts";
import type { Course } from "../save/course.ts";

export interface WayStep {
  readonly line: string;
  /** The line without its secrets. */
  readonly masked: string;
}

interface Candidate extends WayStep {
  /** What was sent with it, where that is the presence of this client. */
  readonly presence?: Element | undefined;
}

export function stepsIn(acts: readonly Act[], { vainPresences }: Course): readonly WayStep[] {
  const cameToSomething = ({ n }: Entry<Traffic>) => !vainPresences.has(n);
  const candidates = acts.flatMap((act) => candidatesIn({ ...act, sent: act.sent.filter(cameToSomething) }));
  const last = candidates.findLast(({ presence }) => presence !== undefined);
  // RFC 6121 §4.4: presence replaces the presence before it. Whoever has gone unavailable need not come back for that.
  const isWanted = (one: Candidate) =>
    one.presence === undefined || (one === last && attribute(one.presence, "type") === undefined);
  return candidates.filter(isWanted).map(({ line, masked }) => ({ line, masked }));
}

function candidatesIn(act: Act): readonly Candidate[] {
  if (!isCommandAct(act) || act.line.command.name === "send") return act.sent.flatMap(byHand);
  if (!act.line.command.isHandshake) return [];
  const presence = act.sent.map(presenceIn).find((element) => element !== undefined);
  if (act.line.command.name === "presence" && !presence) return [];
  return [{ ...typedAgain(act), presence }];
}

/** What was not waited for must be waited for now: the next step does not wait for somebody to type it. */
function typedAgain({ line: { entry, parsed } }: CommandAct): WayStep {
  if (parsed.options["no-wait"] !== true) return { line: entry.line, masked: entry.masked };
  return { line: waiting(entry.line), masked: waiting(entry.masked) };
}

/** Without the option: in quotes the same word is text. */
function waiting(line: string): string {
  const found = splitWords(line).find(({ kind, text }) => kind === "plain" && text === "--no-wait");
  if (!found) return line;
  return line.slice(0, found.start).trimEnd() + line.slice(found.end);
}

/** What was typed as XML, or sent by JavaScript, goes out as it did then. */
function byHand(entry: Entry<Traffic>): readonly Candidate[] {
  const { event } = entry;
  const isLogin = event.type === "open" || (event.type === "element" && belongsToLogin(event.element));
  if (!isLogin) return [];
  return [{ line: event.raw.trim(), masked: redactXml(event.raw.trim()), presence: presenceIn(entry) }];
}

function presenceIn({ event }: Entry<Traffic>): Element | undefined {
  return event.type === "element" && isOwnPresence(event.element) ? event.element : undefined;
}
