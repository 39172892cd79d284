// Who authenticates, and with which password; and what must not be done with it unasked.
import { UsageError } from "../errors.ts";
import { isLoopback, parseAddress, toAscii } from "../xmpp/address.ts";
import { parseJid } from "../xmpp/jid.ts";
import { SaslFault } from "../xmpp/sasl/fault.ts";
import type { Context } from "./command.ts";

/** A context in which somebody authenticates. */
export type Authenticating = Context & {
  readonly args: { readonly user?: string | undefined; readonly password?: string | undefined };
  readonly options: {
    readonly username?: string | undefined;
    readonly "max-iterations"?: string | undefined;
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
    throw new UsageError('Cannot auth: no user is known (run "auth me", or start with --jid me@localhost)');
  }
  const { localpart, domainpart } = parseJid(given);
  if (localpart === undefined) return given;
  const to = client.session.state.sent?.to;
  const elsewhere =
    to === undefined || toAscii(to) === toAscii(domainpart)
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
export function whyNotInTheClear({ client, target, args, options }: Authenticating): string | undefined {
  const { state } = client.session;
  if (state.connection === "offline" || state.secure || target.allowPlaintext) return undefined;
  if (isLoopback(parseAddress(state.peer ?? "").host)) return undefined;
  const user = options.username ?? args.user ?? target.username ?? "your user name";
  return `the connection to ${state.peer} is not encrypted, and whoever listens would have "${user}" and the password: base64 hides nothing (run "starttls" where it is offered; start with --allow-plaintext to send it all the same)`;
}

/** What a computer does in a moment. RFC 7677 §4 asks for 4096 at least; more than this keeps it busy. */
const MOST_ITERATIONS = 1_000_000;
const FEWEST_ITERATIONS = 4096;

/** Says whether as many iterations as a server asks for may be computed. */
export function approverOf({
  options,
  client,
  transcript,
  confirm,
}: Authenticating): (iterations: number) => Promise<void> {
  const limit = limitOf(options["max-iterations"]);
  return async (iterations) => {
    if (iterations < FEWEST_ITERATIONS) {
      const text = `only ${iterations} iterations: whoever sees this exchange can try passwords quickly (RFC 7677 §4 asks for 4096 at least)`;
      transcript.append(client.session.id, { type: "note", by: "tool", text });
    }
    if (iterations <= limit) return;
    const question = `The server asks for ${iterations} iterations, which may take long. Compute them? [y/N] `;
    if (options["max-iterations"] === undefined && (await confirm(question))) return;
    throw new SaslFault(
      `it asks for ${iterations} iterations, more than ${limit}, and computing them would keep this machine busy (--max-iterations ${iterations} allows it)`,
    );
  };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return MOST_ITERATIONS;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`Cannot use --max-iterations "${text}": it is a number from 1`);
}
