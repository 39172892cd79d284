// Who authenticates, and with which password; and what must not be done with it unasked.
import { UsageError } from "../../errors.ts";
import { isLoopback, parseAddress, sameDomain } from "../../xmpp/address.ts";
import { parseJid } from "../../xmpp/jid.ts";
import type { Person } from "../at-prompt.ts";
import type { Connecting } from "../connecting.ts";
import type { Source } from "../draws.ts";
import type { Files } from "../files.ts";
import type { RunningLine } from "../running-line.ts";
import type { Sessions } from "../sessions.ts";

/** Where passwords come from when a line does not say them. */
export interface Credentials {
  /** The accounts of clients that were named before the first line. */
  accounts(): readonly KnownAccount[];
  /** A password from the environment, for the account of a client. */
  password(client: string): string | undefined;
  /** Asks for a secret without echo; fails where nobody can be asked. */
  askSecret(question: string): Promise<string>;
}

/** An account by the name of the client that it is for. */
export interface KnownAccount {
  readonly client: string;
  readonly jid: string;
  /** Where it is said: an option, or the configuration. */
  readonly source: string;
  /** Why it does not count, where it does not. */
  readonly unused?: string | undefined;
}

/** What is said where nobody is known to authenticate as; the first client's account is that of --jid. */
export function noUser(client: string, configFile?: string): string {
  const isFirst = client === "main";
  const [user, present] = isFirst ? ["me", ""] : [client, ` for ${client}`];
  const jid = `${user}@localhost`;
  const line = isFirst ? `auth ${user}` : `@${client} auth ${user}`;
  const start = `start with ${isFirst ? `--jid ${jid}` : `--account ${client}=${jid}`}`;
  const remedies =
    configFile === undefined
      ? `run "${line}", or ${start}`
      : `run "${line}", ${start}, or write "account ${client} = ${jid}" into ${configFile}`;
  return `Cannot auth: no user is known${present} (${remedies})`;
}

/** A line with which somebody authenticates. */
export type Authenticating = RunningLine &
  Sessions &
  Connecting &
  Credentials &
  Source &
  Pick<Files, "configFile"> &
  Pick<Person, "confirm"> & {
    readonly args: { readonly user?: string | undefined; readonly password?: string | undefined };
    readonly options: {
      readonly mechanism?: string | undefined;
      readonly username?: string | undefined;
      readonly authzid?: string | undefined;
      readonly "channel-binding"?: string | undefined;
      readonly initial?: string | undefined;
      readonly "initial-text"?: string | undefined;
      readonly "max-iterations"?: string | undefined;
      readonly explain: boolean;
      readonly step: boolean;
    };
  };

/**
 * The user name: exactly that of --username; else the localpart of the JID that was given.
 * @throws UsageError where nobody is known.
 */
export function accountOf(
  { args, options, client, target, transcript, configFile }: Authenticating,
  mechanism: string,
): string {
  if (options.username !== undefined) return options.username;
  const given = args.user ?? target.username;
  if (given === undefined) {
    throw new UsageError(noUser(client.name, configFile));
  }
  const { localpart, domainpart } = parseJid(given);
  if (localpart === undefined) return given;
  const to = client.session.state.sent?.to;
  const elsewhere =
    to === undefined || sameDomain(to, domainpart)
      ? ""
      : `. The stream is for "${to}", though: the account there is another one`;
  const text = `"${given}" is a JID; the user name of ${mechanism} is its localpart, "${localpart}" (--username takes a name as it is)${elsewhere}`;
  transcript.append(client.session.id, { type: "note", by: "tool", text });
  return localpart;
}

/** The password, looked for or asked for once. */
export function passwordOf(
  { args, client, password, askSecret }: Authenticating,
  username: string,
): () => Promise<string> {
  let known: string | undefined = args.password;
  return async () => {
    known ??= password(client.name) ?? (await askSecret(`Password of ${username}: `));
    return known;
  };
}

/** Why a password must not leave this machine as it is, and what that would give away; undefined where it may. */
export function whyNotInTheClear({
  client,
  target,
  args,
  options,
}: Pick<Authenticating, "client" | "target" | "args"> & {
  readonly options: Pick<Authenticating["options"], "username">;
}): string | undefined {
  const { state } = client.session;
  if (state.connection === "offline" || state.secure || target.allowPlaintext) return undefined;
  if (isLoopback(parseAddress(state.peer ?? "").host)) return undefined;
  const user = options.username ?? args.user ?? target.username ?? "your user name";
  return `the connection to ${state.peer} is not encrypted, and whoever listens would have "${user}" and the password: base64 hides nothing (run "starttls" where it is offered; start with --allow-plaintext to send it all the same)`;
}
