// Whether a reply is what was hoped for.
import { errorContent } from "../../explain/conditions.ts";
import { foreignServer } from "../../explain/foreign.ts";
import { whyNoAnswer } from "../../explain/silence.ts";
import { redactFragment } from "../../render/secrets/redact.ts";
import type { Claim, Reply } from "../../session/inbox.ts";
import { featuresReply, saslReply } from "../../session/replies.ts";
import type { Session } from "../../session/session.ts";
import type { Entry } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { formatAddress } from "../../xmpp/address.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { formatDuration } from "../language/units.ts";
import type { Outcome } from "../outcome.ts";
import type { PracticeLab } from "../practice.ts";

/** What was waited for, and by whom. */
export interface Asked {
  readonly claim: Claim;
  readonly session: Session;
  /** The number of the entry that is to be answered. */
  readonly request?: number | undefined;
  /** The practice server of this process: what is armed there may be why nothing comes. */
  readonly practice?: PracticeLab | undefined;
}

const OTHER_PORT = "the client port is usually 5222";
const PERHAPS_ANOTHER_SERVER = ` (it may want TLS from the first byte, as with --direct-tls, or be no XMPP server: ${OTHER_PORT})`;

/** The outcome of a step that waited. A negative reply fails the step, but is a reply all the same. */
export function judge(reply: Reply, asked: Asked): Outcome {
  switch (reply.outcome) {
    case "reply": {
      const reason = asked.claim.welcomes?.(reply.entry) ? undefined : refusal(reply.entry);
      return reason === undefined
        ? { status: "passed", reply }
        : { status: "failed", reason, reply, isRefusal: true };
    }
    case "ended": {
      const { entry } = reply;
      const isNew = asked.claim.what === featuresReply.what && !asked.session.state.wasAnswered;
      const hint = isNew && isClosedByServer(entry) ? PERHAPS_ANOTHER_SERVER : "";
      const error = streamErrorIn(entry);
      const reason = error === undefined ? `no reply: ${endReason(entry)}${hint}` : `stream error: ${error}`;
      return { status: "failed", reason, reply };
    }
    case "timeout": {
      const reason = `no reply within ${formatDuration(reply.after)}: ${silence(asked)}`;
      return { status: "failed", reason, reply };
    }
    case "interrupted":
      return { status: "interrupted" };
  }
}

/** Whether the server has closed a connection that was not encrypted, and not in the way a broken one ends. */
function isClosedByServer(entry: Entry): boolean {
  if (entry.type !== "connection" || entry.change !== "disconnected") return false;
  return entry.by === "server" && !entry.secure && entry.cause === undefined;
}

/**
 * Why no reply can come at all: nothing is read on this stream any more. Only another one ends that, or its end; undefined
 * where a reply may come.
 */
export function whyNoneComes({ claim, session }: Pick<Asked, "claim" | "session">): string | undefined {
  if (!session.state.receivedBroken || claim.outlastsStream || claim.what === featuresReply.what)
    return undefined;
  return `no reply: ${unreadable(session)}`;
}

function unreadable({ state: { host = "", port = 0 } }: Session): string {
  return `what comes from ${formatAddress(host, port)} cannot be read on this stream any more (run "disconnect", then "open")`;
}

/** How far the server has come with its reply. */
function silence({ claim: { what }, session, request, practice }: Asked): string {
  const { host = "", port = 0, wasAnswered, greeting, restartDue, receivedBroken } = session.state;
  const server = formatAddress(host, port);
  if (receivedBroken) return unreadable(session);
  const begun = redactFragment(session.unfinished);
  if (begun !== "") {
    const shown = begun.length > 80 ? `${begun.slice(0, 80)}…` : begun;
    return `${server} has sent ${shown} so far, which is not complete (--timeout waits longer)`;
  }
  const why = whyNoAnswer(session.state);
  if (why !== undefined) return `${server} has said nothing: ${why}`;
  if (restartDue && what !== saslReply.what)
    return `${server} has said nothing: a new stream is due, and begins with our header (run "restart")`;
  const named = request === undefined ? what : `${what} (asked for in #${request})`;
  const have = what.includes(" and ") ? "have" : "has";
  if (practice?.armed !== undefined && practice.address === server) {
    return `${named} ${have} not come from ${server}: the fault ${practice.armed} is armed ("fault off" ends it)`;
  }
  if (!wasAnswered && greeting === undefined) {
    return `${server} took the connection and has said nothing (it may be no XMPP server: ${OTHER_PORT})`;
  }
  return `${named} ${have} not come from ${server} (it may still; --timeout waits longer)`;
}

/** Why an entry is a refusal, or undefined where it is none. */
function refusal(entry: Entry): string | undefined {
  if (entry.type !== "traffic" || entry.event.type !== "element") return undefined;
  const { element } = entry.event;
  if (element.is("failure", NS.sasl)) return `SASL failure: ${errorContent(element, NS.sasl).condition}`;
  if (element.is("failure", NS.tls)) return "the server refuses TLS";
  if (element.getName() === "iq" && attribute(element, "type") === "error") {
    return `stanza error: ${stanzaCondition(element)}`;
  }
  return undefined;
}

function stanzaCondition(stanza: Element): string {
  const error = stanza.getChildElements().find((child) => child.getName() === "error");
  return error ? errorContent(error, NS.stanzaErrors).condition : "without an error element";
}

/** The condition of the stream error that an entry is. */
function streamErrorIn(entry: Entry): string | undefined {
  if (entry.type !== "traffic" || entry.event.type !== "element") return undefined;
  const { element, kind } = entry.event;
  return kind === "stream-error" ? errorContent(element, NS.streamErrors).condition : undefined;
}

/** Why a stream or a connection ended, from the entry that ended it. */
export function endReason(entry: Entry): string {
  if (entry.type === "connection" && entry.change === "disconnected") {
    const server = formatAddress(entry.host, entry.port);
    const cause = entry.cause === undefined ? "" : ` (${entry.cause})`;
    return entry.by === "server"
      ? `${server} closed the connection${cause}`
      : `the connection to ${server} was dropped`;
  }
  if (entry.type !== "traffic") return "the connection ended";
  const { event } = entry;
  const error = streamErrorIn(entry);
  if (error !== undefined) return `the stream ended with the error ${error}`;
  if (event.type !== "violation") return "the server closed the stream";
  const foreign = foreignServer(event.raw + Buffer.from(event.bytes ?? []).toString("latin1"));
  return foreign
    ? `this is no XMPP server but ${foreign}`
    : `the server sent what cannot be read: ${event.detail}`;
}
