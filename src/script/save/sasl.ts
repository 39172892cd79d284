// A SASL exchange -> `auth`, without user and password, and computed anew where it was made by hand.
import { receivedElement } from "../../session/replies.ts";
import { parseJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { mechanismNamed } from "../../xmpp/sasl/mechanisms.ts";
import { saslAuth } from "../../xmpp/stanzas.ts";
import { isSuccess } from "./accounts.ts";
import type { Act } from "./acts.ts";
import { isCommandAct } from "./acts.ts";
import { argument, lineFrom, option, type Part, partsOf } from "./command-line.ts";
import type { Exchange } from "./course.ts";
import { WRONG } from "./handshakes.ts";
import { comment, sending, step } from "./items.ts";
import { loosePattern, type Planned, type Planning, plain } from "./plan.ts";
import { isRefusal } from "./reply.ts";

export function planExchange(act: Act, exchange: Exchange, planning: Planning): readonly Planned[] {
  const { acts } = exchange;
  const isFirst = acts[0] === act;
  planning.settled.add(act);
  const isByHand = acts.some((one) => !isComputed(one));
  const isStepwise = acts.length > 1 || hasOption(acts[0], "step");
  if (!isByHand && isStepwise) return [planStep(act, exchange, planning)];
  if (!isFirst) return [];
  if (!mechanismNamed(exchange.mechanism)) return planUnknown(act, exchange, planning);
  const remarks = isByHand ? [plain(act.n, comment(whyComputed(exchange)))] : [];
  if (isByHand && isMalformed(exchange)) return planMalformed(act, exchange, planning);
  if (exchange.end === undefined || exchange.isAborted)
    return [...remarks, planStep(act, exchange, planning)];
  return [...remarks, ...planWhole(act, exchange, planning)];
}

/** Whether the tool computed what an act sent. */
function isComputed(act: Act): boolean {
  if (!isCommandAct(act)) return false;
  const { command, parsed } = act.line;
  if (command.name === "auth") return !hasOption(act, "initial") && !hasOption(act, "initial-text");
  return command.name === "respond" && parsed.args.base64 === undefined && parsed.options.text === undefined;
}

function hasOption(act: Act | undefined, name: string): boolean {
  if (!act || !isCommandAct(act)) return false;
  const value = act.line.parsed.options[name];
  return value !== undefined && value !== false;
}

/** The whole exchange in one step. */
function planWhole(act: Act, exchange: Exchange, planning: Planning): readonly Planned[] {
  const isWrong = isRejected(exchange) && /^(?:PLAIN$|SCRAM-)/.test(exchange.mechanism);
  const user = isWrong
    ? [argument("user", ownUser(exchange, planning) ?? "${bare}"), argument("password", WRONG)]
    : otherUser(exchange, planning);
  const line = lineFrom("auth", [...user, ...mechanismOf(exchange), ...kept(act)]);
  const note = isWrong
    ? [plain(act.n, comment("The password was not the right one: another that is not stands in its place"))]
    : [];
  return [...note, withFailure(act, line, exchange.end, planning)];
}

/** One message of an exchange that goes step by step. */
function planStep(act: Act, exchange: Exchange, planning: Planning): Planned {
  const isLast = exchange.acts.at(-1) === act;
  const isFirst = exchange.acts[0] === act;
  const user = isFirst ? otherUser(exchange, planning) : [];
  const line = isFirst
    ? lineFrom("auth", [...user, ...mechanismOf(exchange), option("step"), ...kept(act)])
    : lineFrom("respond", kept(act));
  return withFailure(act, line, isLast ? exchange.end : undefined, planning);
}

function withFailure(act: Act, line: string, end: Exchange["end"], planning: Planning): Planned {
  const answer = planning.course.answers.get(act);
  const error = answer?.kind === "stream error" ? answer.entry : undefined;
  const failure = end && isRefusal(end) ? end : error;
  if (!failure) return plain(act.n, step(act.client, line));
  planning.matched.add(failure.n);
  return {
    n: act.n,
    expects: [failure],
    write: (words) => [step(act.client, line, loosePattern(failure, "claimed", planning, words))],
  };
}

/** A mechanism that this tool cannot compute: what was sent holds secrets. */
function planUnknown(act: Act, exchange: Exchange, planning: Planning): readonly Planned[] {
  if (exchange.end && !isSuccess(exchange)) return [planStep(act, exchange, planning)];
  planning.remark(
    `the exchange of ${exchange.mechanism} is left out: it holds secrets, and is not computed here`,
  );
  const text = `Left out, because it holds secrets and is not computed: the exchange of ${exchange.mechanism}`;
  return [plain(act.n, comment(text))];
}

/** What the server could not read must stay so; what was in it may have been a password all the same. */
function planMalformed(act: Act, { mechanism, end }: Exchange, planning: Planning): readonly Planned[] {
  const isBase64Wrong = hasCondition(end, "incorrect-encoding");
  const message = saslAuth(mechanism, isBase64Wrong ? "!" : "bm9uc2Vuc2U=").toString();
  const note = plain(
    act.n,
    comment("The message could not be read: another that cannot stands in its place"),
    sending(act.client, message),
  );
  if (!end) return [note];
  const write: Planned["write"] = (words) => [
    step(act.client, "expect", loosePattern(end, "other", planning, words)),
  ];
  return [note, { n: end.n, expects: [end], write }];
}

function isMalformed({ end }: Exchange): boolean {
  return hasCondition(end, "malformed-request") || hasCondition(end, "incorrect-encoding");
}

function isRejected({ end }: Exchange): boolean {
  return hasCondition(end, "not-authorized");
}

function hasCondition(end: Exchange["end"], name: string): boolean {
  return end !== undefined && receivedElement(end)?.getChild(name, NS.sasl) !== undefined;
}

function mechanismOf({ mechanism }: Exchange): readonly Part[] {
  return [option("mechanism", mechanism)];
}

/** Whoever is not the client's account must be named. */
function otherUser(exchange: Exchange, planning: Planning): readonly Part[] {
  const user = ownUser(exchange, planning);
  if (user === undefined || user === "${bare}") return [];
  planning.remark(`"${user}" is not the account of ${exchange.client}: its password is the same variable's`);
  return [argument("user", user)];
}

function ownUser({ client, username }: Exchange, { accounts }: Planning): string | undefined {
  if (username === undefined) return undefined;
  const account = accounts.get(client);
  return account !== undefined && parseJid(account).localpart === username ? "${bare}" : username;
}

/** What else the line said. */
function kept(act: Act): readonly Part[] {
  if (!isCommandAct(act)) return [];
  const { entry, command, words } = act.line;
  const names = ["authzid", "channel-binding", "explain", "max-iterations", "timeout"];
  return partsOf(entry.line, command, words).filter(
    ({ kind, name }) => kind === "option" && names.includes(name),
  );
}

function whyComputed({ mechanism }: Exchange): string {
  if (mechanism.startsWith("SCRAM-")) {
    return `${mechanism} was made by hand: its messages fit one exchange only, so it is computed here`;
  }
  return `${mechanism} was made by hand: its message may hold the password, so it is computed here`;
}
