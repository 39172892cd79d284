// The steps that a client can take from where it stands, as one would type them: from what the server really offers.
import { isBound, isComponent, isStreamOpen, type SessionState } from "../session/state.ts";
import { escapeXML } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import { offeredMechanisms } from "../xmpp/sasl/offer.ts";
import { beginningLine, position, UNKNOWN_DOMAIN } from "./due.ts";
import { shortList } from "./shortened.ts";

export interface PossibleStep {
  /** As one would type it; what is to be filled in is in capital letters. */
  readonly line: string;
  /** The command's name; of raw XML that of its element. */
  readonly command: string;
  /** One clause, with the section that specifies it. */
  readonly why: string;
  /** Whether it is the step that the prompt names. */
  readonly isDue: boolean;
  /** What has to be known first, where somebody has to fill something in. */
  readonly missing?: string;
}

type Step = Omit<PossibleStep, "isDue" | "command">;

/** The due one first, where one is due. `user` is whom the client authenticates as, where that is known. */
export function possibleSteps(state: SessionState, user?: string): readonly PossibleStep[] {
  const { next } = position(state);
  const steps = stepsFrom(state, user).map((step) => {
    const command = /^<?([^\s/>]+)/.exec(step.line)?.[1] ?? "";
    return { ...step, command, isDue: command === next };
  });
  return [...steps.filter(({ isDue }) => isDue), ...steps.filter(({ isDue }) => !isDue)];
}

/** The steps while an element is open in what was sent, which `endTags` closes: any other would go into it. */
export function stepsAmidElement(endTags: string): readonly PossibleStep[] {
  const end = {
    line: endTags,
    command: endTags,
    why: "ends what is open: until then all that is sent stands inside it, and nobody answers",
    isDue: true,
  };
  const disconnect = { ...DISCONNECT, command: "disconnect", isDue: endTags === "" };
  return endTags === "" ? [disconnect] : [end, disconnect];
}

function stepsFrom(state: SessionState, user: string | undefined): readonly Step[] {
  if (state.connection === "offline") {
    return [...(state.hasWayBack ? [RECONNECT] : []), componentAgain(state) ?? OPEN, CONNECT];
  }
  if (state.starttls === "due") return [TLS, DISCONNECT];
  if (!state.sent) return [OPEN, DISCONNECT];
  if (state.receivedBroken) return [DISCONNECT];
  if (state.closedBy.length > 0)
    return state.closedBy.includes("client") ? [DISCONNECT] : [CLOSE, DISCONNECT];
  if (state.streamError) return [CLOSE, DISCONNECT];
  if (state.isRefuted) return [DISCONNECT];
  if (state.restartDue) return [RESTART[state.restartDue], CLOSE];
  if (!isStreamOpen(state)) return [CLOSE, DISCONNECT];
  if (isComponent(state)) return state.authenticated === undefined ? [HANDSHAKE, CLOSE] : [CLOSE];
  if (isBound(state)) return [...whenBound(state), CLOSE];
  if (state.sasl) return state.sasl.challenge === undefined ? [ABORT] : [RESPOND, ABORT];
  return [...(state.authenticated === undefined ? beforeAuth(state, user) : beforeBind(state)), CLOSE];
}

const OPEN: Step = {
  line: "open",
  why: "a stream begins with the client's header, and the server answers with features (RFC 6120 §4.2)",
};
const RECONNECT: Step = {
  line: "reconnect",
  why: "repeats the steps that got this client where it was when the connection was lost (RFC 6120 §3.3)",
};
function componentAgain(state: SessionState): Step | undefined {
  if (state.component === undefined) return undefined;
  const line = beginningLine(state);
  const why =
    "a component's stream begins with a header of its own, to the port for components (XEP-0114 §3)";
  return line.split(" ")[1] === UNKNOWN_DOMAIN
    ? { line, why, missing: "it is for you to say which domain" }
    : { line, why };
}

const CONNECT: Step = { line: "connect", why: "the connection alone, nothing is sent (RFC 6120 §3)" };
const TLS: Step = {
  line: "tls",
  why: "after <proceed/> TLS begins, and nothing else may come before it (RFC 6120 §5.4.3)",
};
const CLOSE: Step = {
  line: "close",
  why: "the stream ends with </stream:stream> from both sides (RFC 6120 §4.4)",
};
const DISCONNECT: Step = { line: "disconnect", why: "drops the connection without a word (RFC 6120 §4.4)" };
const ABORT: Step = { line: "abort", why: "gives the exchange up, to begin another (RFC 6120 §6.4.4)" };
const RESPOND: Step = {
  line: "respond",
  why: "the server has asked, and waits for the answer (RFC 6120 §6.4.3)",
};
const RESTART: Readonly<Record<"TLS" | "authentication", Step>> = {
  TLS: { line: "restart", why: "after TLS both sides forget the old stream (RFC 6120 §5.4.3.3)" },
  authentication: {
    line: "restart",
    why: "after <success/> both sides forget the old stream (RFC 6120 §6.4.6)",
  },
};
const HANDSHAKE: Step = {
  line: "handshake",
  why: "a component proves that it knows the secret (XEP-0114 §3)",
};

function beforeAuth(state: SessionState, user: string | undefined): readonly Step[] {
  const steps: Step[] = [];
  if (!state.secure && offers(state, "starttls", NS.tls)) {
    const required = state.features?.getChild("starttls", NS.tls)?.getChild("required", NS.tls);
    const wish = required ? "the server insists on encryption" : "the server offers encryption";
    steps.push({ line: "starttls", why: `${wish}, which comes before authentication (RFC 6120 §5)` });
  }
  if (offers(state, "mechanisms", NS.sasl)) steps.push(authentication(state, user));
  if (offers(state, "register", NS.registerFeature)) {
    steps.push({
      line: `<iq type='get' id='reg1'><query xmlns='${NS.register}'/></iq>`,
      why: "asks what it takes to make an account (XEP-0077 §3.1)",
    });
  }
  return steps;
}

function authentication({ features }: SessionState, user: string | undefined): Step {
  const offered = offeredMechanisms(features);
  const by = offered.length === 0 ? "" : `, by ${shortList(offered)}`;
  const why = `shows the server who you are${by} (RFC 6120 §6)`;
  if (user !== undefined) return { line: "auth", why };
  if (offered.length === 1 && offered[0] === "ANONYMOUS") return { line: "auth", why };
  return {
    line: "auth USER PASSWORD",
    why,
    missing: 'no user is known (run "auth USER PASSWORD", or start with --jid USER@DOMAIN)',
  };
}

function beforeBind(state: SessionState): readonly Step[] {
  const steps: Step[] = [];
  if (offers(state, "bind", NS.bind)) {
    steps.push({
      line: "bind",
      why: "the server gives you a full JID; stanzas come after that (RFC 6120 §7)",
    });
  }
  if (offers(state, "sm", STREAM_MANAGEMENT)) {
    steps.push(resumption(state));
  }
  return steps;
}

/** What can be typed: the id is the server's own text. */
const TYPEABLE = /^[\x21-\x7e]{1,200}$/;

function resumption({ managed }: SessionState): Step {
  const why = "in place of bind, goes on with a session that was lost (XEP-0198 §5)";
  const line = (id: string, h: string) =>
    `<resume xmlns='${STREAM_MANAGEMENT}' previd='${escapeXML(id)}' h='${h}'/>`;
  if (managed?.id !== undefined && TYPEABLE.test(managed.id)) {
    return { line: line(managed.id, String(managed.handled)), why };
  }
  return { line: line("ID", "NUMBER"), why, missing: "the id of the session that was lost is not known" };
}

const STREAM_MANAGEMENT = NS.streamManagement;

function whenBound(state: SessionState): readonly Step[] {
  const { available } = state;
  const steps: Step[] = [
    available
      ? { line: "presence --type unavailable", why: "says that you are gone (RFC 6121 §4.5)" }
      : { line: "presence", why: "says that you are there; before it nothing is delivered (RFC 6121 §4.2)" },
    { line: "roster", why: `who is on your list${rosterVersions(state)} (RFC 6121 §2)` },
    {
      line: "message JID TEXT",
      why: "sends somebody a message (RFC 6121 §5)",
      missing: "it is for you to say to whom, and what",
    },
    { line: "disco", why: "what the server is and can do (XEP-0030 §3)" },
    { line: "ping", why: "whether the server is still there (XEP-0199)" },
  ];
  if (state.managed?.isOn) {
    steps.push({
      line: `<r xmlns='${STREAM_MANAGEMENT}'/>`,
      why: "asks the server how many of your stanzas it has handled (XEP-0198 §4)",
    });
  } else if (offers(state, "sm", STREAM_MANAGEMENT)) {
    steps.push({
      line: `<enable xmlns='${STREAM_MANAGEMENT}' resume='true'/>`,
      why: "stream management: stanzas are counted, and a lost session can be resumed (XEP-0198 §3)",
    });
  }
  if (offers(state, "session", NS.session)) {
    steps.push({ line: "session", why: "a relic that is offered still; nobody needs it (RFC 3921 §3)" });
  }
  return steps;
}

function rosterVersions(state: SessionState): string {
  return offers(state, "ver", NS.rosterVersioning) ? "; versions of it are offered (§2.6)" : "";
}

function offers({ features }: SessionState, name: string, namespace: string): boolean {
  return features?.getChild(name, namespace) !== undefined;
}
