// What `${name}` stands for: captures and definitions, and what is known of the clients.
import { UsageError } from "../errors.ts";
import type { Client, Clients } from "../session/clients.ts";
import { isComponent } from "../session/state.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { formatAddress } from "../xmpp/address.ts";
import { bareJid, formatJid, type Jid } from "../xmpp/jid.ts";
import { streamDomain } from "./connecting/stream-domain.ts";
import type { Target } from "./connecting/target.ts";
import { nearest } from "./language/suggest.ts";

/** The names that need no definition; those of clients, as `juliet.jid`, come on top. */
export const BUILT_IN = ["jid", "bare", "domain", "server", "stream.id", "id", "now", "password"] as const;

/** What every variable that is defined is called: what `define` and `{capture:…}` take. */
export const VARIABLE_NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

export interface VariablesOptions {
  readonly transcript: Transcript;
  readonly clients: Clients;
  /** What a client's lines can leave out. */
  targetOf(client: Client): Target;
  id(): string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** For whom, and in what, a variable is looked up. */
export interface LookingUp {
  readonly client: Client;
  /** Given where a password may be put in. */
  readonly password?: (() => string | undefined) | undefined;
}

export class Variables {
  readonly #options: VariablesOptions;
  readonly #defined = new Map<string, string>();
  /** The full JID that a client had last: it is kept when the client has gone. */
  readonly #jids = new Map<ClientId, Jid>();

  constructor(options: VariablesOptions) {
    this.#options = options;
    const { transcript, clients } = options;
    transcript.read(({ client }) => {
      const jid = clients.withId(client)?.session.state.jid;
      if (jid) this.#jids.set(client, jid);
    });
  }

  /** What is defined. */
  get names(): ReadonlySet<string> {
    return new Set(this.#defined.keys());
  }

  /** @throws UsageError for a name that no variable can have, or that is taken. */
  define(name: string, value: string): void {
    checkName(name);
    this.#defined.set(name, value);
  }

  /** @throws UsageError where nothing is known by that name. */
  get(name: string, looking: LookingUp): string {
    const value = this.#defined.get(name) ?? this.#builtIn(name, looking);
    if (value !== undefined) return value;
    const known = [...this.#defined.keys(), ...BUILT_IN];
    const meant = nearest(name, known);
    throw new UsageError(
      `there is no variable "${name}" (${meant ? `did you mean "${meant}"? ` : ""}"define ${name} VALUE" or --var ${name}=VALUE makes one; "$\${" stands for "\${" itself)`,
    );
  }

  /** @throws UsageError that says why nothing is known by a name. */
  missing(name: string): never {
    return unknown(name);
  }

  #builtIn(name: string, { client, password }: LookingUp): string | undefined {
    const { id, now, targetOf } = this.#options;
    const { state } = client.session;
    switch (name) {
      case "jid":
        return this.#ownJid(client);
      case "bare":
        return this.#bareOf(client, name);
      case "domain":
        return state.sent?.to ?? streamDomain(targetOf(client), state) ?? unknown(name);
      case "server":
        return state.host === undefined
          ? (targetOf(client).address ?? unknown(name))
          : formatAddress(state.host, state.port ?? 0);
      case "stream.id":
        return state.received?.id ?? unknown(name);
      case "id":
        return id();
      case "now":
        return new Date(now()).toISOString();
      case "password":
        if (!password) throw new UsageError(`\${password} can stand in an auth line only`);
        return password() ?? unknown(name);
      default:
        return this.#ofOther(name);
    }
  }

  /** `juliet.jid` and `juliet.bare`. */
  #ofOther(name: string): string | undefined {
    const { 1: other = "", 2: what } = /^(.+)\.(jid|bare)$/.exec(name) ?? [];
    if (what === undefined) return undefined;
    const client = this.#options.clients.find(other);
    if (!client) throw new UsageError(`\${${name}} is not known: there is no client "${other}" yet`);
    return what === "jid" ? this.#jidOf(client, name) : this.#bareOf(client, name);
  }

  /** As it is bound now; once the connection is gone, as it was last. */
  #ownJid(client: Client): string {
    const { state } = client.session;
    if (isComponent(state)) return state.sent?.to ?? unknown("jid");
    if (state.jid) return formatJid(state.jid);
    return state.connection === "offline" ? this.#jidOf(client, "jid") : unknown("jid");
  }

  #jidOf({ session }: Client, name: string): string {
    const jid = this.#jids.get(session.id);
    return jid ? formatJid(jid) : unknown(name);
  }

  #bareOf(client: Client, name: string): string {
    const { username, domain } = this.#options.targetOf(client);
    const { sent, authenticated } = client.session.state;
    if (isComponent(client.session.state)) return sent?.to ?? unknown(name);
    const bound = this.#jids.get(client.session.id);
    if (bound) return formatJid(bareJid(bound));
    const localpart = authenticated || username;
    const domainpart = sent?.to ?? domain;
    return localpart === undefined || domainpart === undefined
      ? unknown(name)
      : formatJid({ localpart, domainpart });
  }
}

/** Why a name is none that a variable can be given; undefined where it is one. */
export function whyNoName(name: string): string | undefined {
  if (!VARIABLE_NAME.test(name)) {
    return `Cannot define "${name}": a variable's name is letters, digits, "_", "-" and ".", with a letter first`;
  }
  return isBuiltIn(name) ? `Cannot define "${name}": it has a meaning of its own` : undefined;
}

/** @throws UsageError for a name that no variable can be given. */
export function checkName(name: string): void {
  const why = whyNoName(name);
  if (why !== undefined) throw new UsageError(why);
}

export function isBuiltIn(name: string): boolean {
  return BUILT_IN.some((known) => known === name) || /.\.(jid|bare)$/.test(name);
}

const WHEN: Readonly<Record<string, string>> = {
  jid: "the server has bound no full JID (bind first)",
  bare: "no account is known (bind first, or name one with --jid or --account)",
  domain: "no stream was opened, and no domain given",
  server: "no server was connected to, and none given",
  "stream.id": "the server has sent no stream header",
  password: "there is none for this client (set XMPP_PASSWORD or XMPP_PASSWORD_NAME)",
};

function unknown(name: string): never {
  const what = name.split(".").at(-1) ?? name;
  throw new UsageError(
    `\${${name}} is not known yet: ${WHEN[name] ?? WHEN[what] ?? "nothing was said of it"}`,
  );
}
