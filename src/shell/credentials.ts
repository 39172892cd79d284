// Who authenticates, and with which password; and what must not be done with it unasked.
import { UsageError } from "../errors.ts";
import { isLoopback, parseAddress, sameDomain } from "../xmpp/address.ts";
import { parseJid } from "../xmpp/jid.ts";
import type { Context } from "./command.ts";

/** What is said where nobody is known to authenticate as; the first client's account is that of --jid. */
export function noUser(client: string): string {
  return client === "main"
    ? 'Cannot auth: no user is known (run "auth me", or start with --jid me@localhost)'
    : `Cannot auth: no user is known for ${client} (run "@${client} auth ${client}", or start with --account ${client}=${client}@localhost)`;
}

/** A context in which somebody authenticates. */
export type Authenticating = Context & {
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
  { args, options, client, target, transcript }: Authenticating,
  mechanism: string,
): string {
  if (options.username !== undefined) return options.username;
  const given = args.user ?? target.username;
  if (given === undefined) {
    throw new UsageError(noUser(client.name));
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
