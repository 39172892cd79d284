// Authentication with SASL (RFC 6120 §6). Which client may use which mechanism is decided here; what a mechanism
// says is in ../sasl.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { removeAccount } from "../account-removal.ts";
import type { Account } from "../accounts.ts";
import { needsTls } from "../needs-tls.ts";
import type { SaslMoveOfServer, ServerExchange, ServerMechanism } from "../sasl/mechanism.ts";
import { SERVER_MECHANISMS } from "../sasl/mechanisms.ts";
import { failureElement, messageIn, saslElement } from "../sasl/messages.ts";
import { SaslRefusal } from "../sasl/refusal.ts";
import { ScramKeyStore } from "../sasl/scram-keys.ts";
import type { Connection, MakeServerFeature } from "../server-feature.ts";

export const sasl: MakeServerFeature = (server) => {
  const guests = new WeakSet<Account>();
  const context = { server, guests, keys: new ScramKeyStore(server.nonce()) };
  const mechanisms = SERVER_MECHANISMS.map((make) => make(context));
  const authentications = new WeakMap<Connection, Authentication>();
  /** A guest's account is for one visit, and goes with the last that is left of it. */
  const bidFarewell = (account: Account | undefined) => {
    if (!account || !guests.has(account)) return;
    if (server.connectionsOf(account).length > 0 || server.resourcesOf(account).length > 0) return;
    guests.delete(account);
    removeAccount(account, server);
  };
  return {
    name: "sasl",
    offer(connection) {
      if (connection.account || needsTls(connection)) return undefined;
      const offered = mechanisms.filter((mechanism) => mechanism.isOfferedTo(connection));
      return xml("mechanisms", { xmlns: NS.sasl }, ...offered.map(({ name }) => xml("mechanism", {}, name)));
    },
    nonzas: {
      namespace: NS.sasl,
      async take(element, connection) {
        const name = element.getName();
        // RFC 6120 §6.4.6: who has authenticated does not do it again on this stream.
        if (connection.account || !["auth", "response", "abort"].includes(name)) {
          const text = connection.account
            ? "this stream is authenticated"
            : `<${name}/> is for the server to say`;
          connection.fail("unsupported-stanza-type", { text });
          return;
        }
        const known = authentications.get(connection);
        const authentication = known ?? new Authentication(connection, mechanisms);
        authentications.set(connection, authentication);
        await authentication.take(element);
        // The connection may have ended meanwhile: nobody tells of its end a second time.
        if (!connection.isOpen) bidFarewell(connection.account);
      },
    },
    unbound: ({ account }) => bidFarewell(account),
    ended: ({ account }) => bidFarewell(account),
  };
};

/** RFC 6120 §6.4.5 allows two to five retries. Only what was refused counts: a mistake in the form is no attempt. */
const MOST_RETRIES = 5;

/** What one client does to authenticate. */
class Authentication {
  readonly #connection: Connection;
  readonly #mechanisms: readonly ServerMechanism[];
  #exchange: ServerExchange | undefined;
  /** The stream that the exchange began on. */
  #streamId = "";
  #refused = 0;

  constructor(connection: Connection, mechanisms: readonly ServerMechanism[]) {
    this.#connection = connection;
    this.#mechanisms = mechanisms;
  }

  async take(element: Element): Promise<void> {
    // RFC 6120 §5.4.3.3: what was said before TLS does not count behind it, and a new stream begins without an exchange.
    if (this.#streamId !== this.#connection.streamId) this.#exchange = undefined;
    this.#streamId = this.#connection.streamId;
    try {
      const move = await this.#moveAfter(element);
      if (move) this.#say(move);
    } catch (error) {
      if (!(error instanceof SaslRefusal)) throw error;
      this.#fail(error);
    }
  }

  /** @throws SaslRefusal */
  async #moveAfter(element: Element): Promise<SaslMoveOfServer | undefined> {
    if (element.getName() === "abort") throw new SaslRefusal("aborted");
    if (element.getName() === "auth") return await this.#begin(element);
    // RFC 6120 §6.5.8 names <response/> among what this is the answer to.
    if (!this.#exchange) throw new SaslRefusal("malformed-request", "there is no challenge to respond to");
    return await this.#exchange.take(messageIn(element) ?? new Uint8Array());
  }

  /** A second `<auth/>` begins anew. */
  async #begin(auth: Element): Promise<SaslMoveOfServer | undefined> {
    if (needsTls(this.#connection)) {
      throw new SaslRefusal("encryption-required", "this server wants STARTTLS before authentication");
    }
    const mechanism = this.#mechanismOf(auth);
    const message = messageIn(auth);
    this.#exchange = mechanism.start(this.#connection);
    if (message === undefined && !mechanism.mayBeginEmpty) {
      // RFC 4422 §3.3: the client may leave its first message out, and is asked for it.
      this.#connection.send(saslElement("challenge"));
      return undefined;
    }
    return await this.#exchange.take(message ?? new Uint8Array());
  }

  /** @throws SaslRefusal */
  #mechanismOf(auth: Element): ServerMechanism {
    const name = attribute(auth, "mechanism");
    const named = this.#mechanisms.find((mechanism) => mechanism.name === name);
    if (named?.isOfferedTo(this.#connection)) return named;
    const text = name === undefined ? "<auth/> has no mechanism" : `"${name}" is not offered`;
    throw new SaslRefusal("invalid-mechanism", text);
  }

  #say(move: SaslMoveOfServer): void {
    if (move.move === "challenge") {
      this.#connection.send(saslElement("challenge", move.message));
      return;
    }
    this.#exchange = undefined;
    // Mechanisms take their time, and the account may have been removed meanwhile: the name is somebody else's then.
    if (!this.#connection.server.accounts.holds(move.account)) throw new SaslRefusal("not-authorized");
    this.#connection.send(saslElement("success", move.message));
    this.#connection.authenticated(move.account);
  }

  #fail(refusal: SaslRefusal): void {
    this.#exchange = undefined;
    this.#connection.send(failureElement(refusal));
    if (refusal.condition !== "not-authorized") return;
    this.#refused += 1;
    if (this.#refused > MOST_RETRIES) {
      this.#connection.fail("policy-violation", { text: `${this.#refused} attempts to authenticate failed` });
    }
  }
}
