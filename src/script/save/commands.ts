// One line of the session -> what the script has in its place.
import { parseJid } from "../../xmpp/jid.ts";
import type { Act, CommandAct } from "./acts.ts";
import { isCommandAct } from "./acts.ts";
import { argument, option, type Part } from "./command-line.ts";
import { planExpectation } from "./expectations.ts";
import { planHandshake } from "./handshakes.ts";
import { step } from "./items.ts";
import { leftOut, planLine, portableParts, secretLeftOut } from "./lines.ts";
import { type Planned, type Planning, plain } from "./plan.ts";
import { planExchange } from "./sasl.ts";
import { answeredFromOutside, planSent } from "./sent-acts.ts";
import { isNumberedReply } from "./typed.ts";

export function planAct(act: Act, planning: Planning): readonly Planned[] {
  const exchange = planning.exchanges.get(act);
  if (exchange) return planExchange(act, exchange, planning);
  return isCommandAct(act) ? planCommand(act, planning) : planSent(act, planning);
}

function planCommand(act: CommandAct, planning: Planning): readonly Planned[] {
  const { command } = act.line;
  if (command.name === "define") return planDefinition(act, planning);
  if (command.kind === "console") return [];
  const why = whyNothing(act, planning);
  if (why !== undefined) return [leftOut(act, why, planning), ...disconnection(act)];
  switch (command.name) {
    case "expect":
      return planExpectation(act, planning);
    case "send":
      return planSent(act, planning);
    case "reply":
      return planReply(act, planning);
    case "open":
      return [planOpen(act, planning)];
    case "component":
    case "handshake":
      return planHandshake(act, planning);
    case "close":
      return [planClose(act, planning)];
    default:
      return [planParts(act, planning)];
  }
}

/** The number of an entry is another one next time: what it sent is sent. */
function planReply(act: CommandAct, planning: Planning): readonly Planned[] {
  const answered = answeredFromOutside(act, planning);
  if (answered !== undefined) return [leftOut(act, `it answers ${answered}`, planning)];
  return isNumberedReply(act) ? planSent(act, planning) : [planParts(act, planning)];
}

function planParts(act: CommandAct, planning: Planning): Planned {
  const parts = portableParts(act, planning);
  const { args, options } = act.line.command;
  const isSecret = ({ kind, name }: Part) => (kind === "option" ? options : args)[name]?.secret === true;
  return parts.some(isSecret) ? planSecret(act, planning) : planLine(act, parts, planning);
}

/** An answer to no challenge: in no exchange nothing can be computed in its place. */
function planSecret(act: CommandAct, planning: Planning): Planned {
  const answer = planning.course.answers.get(act);
  planning.settled.add(act);
  if (answer?.kind === "stream error") planning.matched.add(answer.entry.n);
  return plain(act.n, secretLeftOut(act.line.entry.masked, planning));
}

/** Why a line has come to nothing. */
function whyNothing(act: CommandAct, { course }: Planning): string | undefined {
  const { sent, changes, line } = act;
  const { name, needs } = line.command;
  const last = changes.at(-1)?.change;
  if (last === "failed" && sent.length === 0) return "no connection came about";
  if (last === "rejected" || changes.some(({ change }) => change === "rejected")) {
    return "the server's certificate was not accepted";
  }
  if (last === "failed" && !course.answers.has(act)) return "the connection failed";
  const opens = ["open", "connect", "component"].includes(name);
  const isIdle = sent.length === 0 && changes.length === 0;
  const isOptional = name === "close" && line.parsed.options["if-open"] === true;
  return isIdle && (opens || needs === "connection") && !isOptional ? "it did nothing" : undefined;
}

/** What has dropped a connection that the script would still have. */
function disconnection(act: CommandAct): readonly Planned[] {
  const isDropped =
    act.changes.some(({ change }) => change === "rejected") || act.line.command.name === "tls";
  const isNew = act.changes.some(({ change }) => change === "connected");
  return isDropped && !isNew && act.changes.length > 0 ? [plain(act.n, step(act.client, "disconnect"))] : [];
}

/** The domain stays on the line where the command line would not give it. */
function planOpen(act: CommandAct, planning: Planning): Planned {
  const parts = portableParts(act, planning).filter((part) => part.kind !== "option" || part.name !== "to");
  const header = planning.course.headers.at({ client: act.client, n: act.sent[0]?.n ?? act.n });
  const to = header?.to;
  const isGiven = to === undefined || to === usualDomain(act, planning);
  return planLine(act, isGiven ? parts : [option("to", to), ...parts], planning);
}

/** What `open` takes for the domain when the script is run. */
function usualDomain(act: CommandAct, { accounts, recording }: Planning): string | undefined {
  const account = accounts.get(act.client);
  if (account !== undefined) return parseJid(account).domainpart;
  const connected = recording.entries.findLast(
    (entry) => entry.client === act.client && entry.type === "connection" && entry.change === "connected",
  );
  return connected?.type === "connection" && connected.change === "connected"
    ? (connected.domain ?? connected.host)
    : undefined;
}

/** Where an error has ended the stream, the server may be quicker than our end tag. */
function planClose(act: CommandAct, planning: Planning): Planned {
  const parts: readonly Part[] = portableParts(act, planning);
  const ended = planning.recording.entries.findLast(
    (entry) =>
      entry.client === act.client &&
      entry.type === "traffic" &&
      (entry.event.type === "open" ||
        (entry.event.type === "element" && entry.event.kind === "stream-error")),
  );
  const isBroken = ended?.type === "traffic" && ended.event.type === "element";
  const isSaid = parts.some(({ name }) => name === "if-open");
  return planLine(act, isBroken && !isSaid ? [option("if-open"), ...parts] : parts, planning);
}

function planDefinition(act: CommandAct, planning: Planning): readonly Planned[] {
  const { name, value } = act.line.parsed.args;
  const isKnown = name !== undefined && planning.recording.variable(name) !== undefined;
  if (!isKnown || value === undefined) return [];
  const { entry } = act.line;
  if (entry.masked !== entry.line) return [plain(act.n, secretLeftOut(entry.masked, planning))];
  const quoted = entry.line.includes("\n");
  if (!quoted) return [plain(act.n, step(act.client, entry.line))];
  const text = [argument("name", name), argument("value", value)].map((part) => part.text).join(" ");
  return [plain(act.n, step(act.client, `define ${text}`))];
}
