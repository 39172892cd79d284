import { UsageError } from "../errors.ts";
import { saslReply } from "../session/replies.ts";
import { type Context, defineCommand, waitOptions } from "../shell/command.ts";
import { isLoopback, parseAddress } from "../xmpp/address.ts";
import { parseJid } from "../xmpp/jid.ts";
import { plainInitialResponse } from "../xmpp/sasl/plain.ts";
import { saslAuth } from "../xmpp/stanzas.ts";

export const auth = defineCommand({
  name: "auth",
  kind: "wire",
  summary: "Authenticate with SASL PLAIN",
  detail:
    "Sends NUL user NUL password in base64: anybody who sees it can read it. So it is computed on an encrypted " +
    "connection or for this machine only, and elsewhere with --allow-plaintext on the command line. " +
    "After <success/> comes `restart`. Without a password, XMPP_PASSWORD_NAME and XMPP_PASSWORD are looked at " +
    "(NAME is the client's), then you are asked.",
  spec: "RFC 6120 §6, RFC 4616",
  args: {
    user: { optional: true, summary: "the localpart of your JID, or the JID; without it that of --jid" },
    password: { optional: true, secret: true, summary: "asked for without echo when left out" },
  },
  options: {
    mechanism: { value: "NAME", summary: "the SASL mechanism", choices: ["PLAIN"] },
    authzid: { value: "JID", summary: "act as this identity, when it differs from the user" },
    ...waitOptions,
  },
  example: {
    line: "auth me test",
    after: [{ line: "open --no-wait" }],
    sends: `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG1lAHRlc3Q=</auth>`,
  },
  needs: "connection",
  action: "authenticate",
  async run(invocation) {
    const { args, options, client, ask } = invocation;
    refuseInTheClear(invocation);
    const username = usernameFor(invocation, args.user);
    const password =
      args.password ?? invocation.password(client.name) ?? (await askPassword(invocation, username));
    const response = plainInitialResponse({ authzid: options.authzid, username, password });
    return await ask(saslAuth("PLAIN", response).toString(), saslReply, options);
  },
});

function usernameFor({ client, target, transcript }: Context, user: string | undefined): string {
  const given = user ?? target.username;
  if (given === undefined) {
    throw new UsageError('Cannot auth: no user is known (run "auth me", or start with --jid me@localhost)');
  }
  const { localpart } = parseJid(given);
  if (localpart === undefined) return given;
  const text = `"${given}" is a JID; the user name of PLAIN is its localpart, "${localpart}"`;
  transcript.append(client.session.id, { type: "note", by: "tool", text });
  return localpart;
}

async function askPassword({ askSecret }: Context, username: string): Promise<string> {
  return await askSecret(`Password of ${username}: `);
}

/** A password must not leave this machine unprotected because of a habit. */
function refuseInTheClear({ client, target }: Context): void {
  const { state } = client.session;
  if (state.connection === "offline" || state.secure || target.allowPlaintext) return;
  if (isLoopback(parseAddress(state.peer ?? "").host)) return;
  throw new UsageError(
    `Cannot auth with PLAIN: the connection to ${state.peer} is not encrypted, and whoever listens could read your password (start with --allow-plaintext to send it all the same)`,
  );
}
