// In-band registration (XEP-0077), where the server is open to everybody.
import { UsageError } from "../../errors.ts";
import { type Element, xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { prepare } from "../../xmpp/sasl/prepare.ts";
import { endRemoved, removeAccount } from "../account-removal.ts";
import type { Account } from "../accounts.ts";
import { whyNoJid } from "../addresses.ts";
import { needsTls } from "../needs-tls.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { MakeServerFeature, ServerRequest } from "../server-feature.ts";

export const register: MakeServerFeature = (server) => {
  if (server.registration === "closed") return { name: "register" };
  return {
    name: "register",
    offer: (connection) =>
      connection.account || needsTls(connection) ? undefined : xml("register", { xmlns: NS.registerFeature }),
    discoFeatures: [NS.register],
    requests: [
      {
        payload: "query",
        namespace: NS.register,
        types: ["get", "set"],
        at: ["before authentication", "own account", "server"],
        answer(request) {
          const { connection, payload } = request;
          // A password is about to be sent.
          if (needsTls(connection)) throw new StanzaRefusal("not-allowed", "cancel", "STARTTLS comes before");
          if (request.type === "get") return form(connection.account);
          if (payload.getChild("remove", NS.register)) return remove(request);
          return connection.account ? changePassword(request, connection.account) : create(request);
        },
      },
    ],
  };
};

/** XEP-0077 §3.1: what is to be filled in. */
function form(account: Account | undefined): Element {
  return xml(
    "query",
    { xmlns: NS.register },
    account ? xml("registered") : xml("instructions", {}, "Choose a user name and a password."),
    xml("username", {}, account?.name),
    xml("password"),
  );
}

/** XEP-0077 §3.1 */
async function create({ payload, connection }: ServerRequest): Promise<undefined> {
  const { accounts, domain } = connection.server;
  const username = await fieldOf(payload, "username");
  const password = await fieldOf(payload, "password");
  const problem = whyNoJid(`${username}@${domain}`);
  if (problem !== undefined || /[@/\p{Cc}]/u.test(username)) {
    throw notAcceptable(problem ?? `"${username}" is no localpart`);
  }
  if (accounts.find(username))
    throw new StanzaRefusal("conflict", "cancel", `there is an account "${username}"`);
  accounts.add(username, password);
}

/** XEP-0077 §3.3 */
async function changePassword({ payload, connection }: ServerRequest, account: Account): Promise<undefined> {
  const username = await fieldOf(payload, "username");
  const password = await fieldOf(payload, "password");
  if (connection.server.accounts.find(username) !== account) {
    throw new StanzaRefusal("not-allowed", "cancel", `this is the account "${account.name}"`);
  }
  account.password = password;
}

/**
 * A field that was filled in, prepared as it will be when somebody authenticates with it.
 * @throws StanzaRefusal
 */
async function fieldOf(query: Element, name: "username" | "password"): Promise<string> {
  const text = query.getChildText(name, NS.register) ?? "";
  if (text === "") throw notAcceptable(`<${name}/> is missing`);
  try {
    return await prepare(text, `the ${name}`);
  } catch (error) {
    if (error instanceof UsageError)
      throw notAcceptable(`<${name}/> has what SASLprep forbids (RFC 4013 §2.3)`);
    throw error;
  }
}

/** XEP-0077 §3.2: an account goes, and every stream of it. */
function remove({ payload, connection }: ServerRequest): undefined {
  const { account, server } = connection;
  if (!account) throw new StanzaRefusal("unexpected-request", "wait", "authentication comes before");
  if (payload.getChildElements().length > 1) {
    throw new StanzaRefusal("bad-request", "modify", "<remove/> stands alone");
  }
  removeAccount(account, server, connection);
  // The result goes out before this stream ends, too.
  setImmediate(() => server.attempt(() => endRemoved(connection)));
}

function notAcceptable(text: string): StanzaRefusal {
  return new StanzaRefusal("not-acceptable", "modify", text);
}
