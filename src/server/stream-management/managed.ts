// XEP-0198: one resource whose client has enabled stream management, across its connections.

import { type Element, xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { copyOf } from "../copy.ts";
import { delay, isDelayed } from "../delay.ts";
import type { Connection, Resource, Server } from "../server-feature.ts";
import { nextCount, type SentStanza, Unacknowledged } from "./unacknowledged.ts";

/**
 * The server asks for an acknowledgement when so many stanzas have none, and again only after an answer. Prosody asks
 * after each: too much to read for somebody who answers by hand.
 */
const ASKED_AFTER = 5;
/** A client that enables stream management and never acknowledges anything would fill the memory. */
const MOST_UNACKNOWLEDGED = 1000;
/** The same in characters of XML. */
const MOST_TEXT = 4 * 1024 * 1024;

export class ManagedResource {
  readonly resource: Resource;
  /** With which the client resumes; undefined where it may not. */
  readonly id: string | undefined;
  readonly #server: Server;
  readonly #sent = new Unacknowledged();
  #handled = 0;
  #isAsked = false;
  #isDue = false;

  constructor(
    resource: Resource,
    { server, id }: { readonly server: Server; readonly id: string | undefined },
  ) {
    this.resource = resource;
    this.id = id;
    this.#server = server;
  }

  /** How many stanzas of the client were handled. */
  get handled(): number {
    return this.#handled;
  }

  get sent(): number {
    return this.#sent.sent;
  }

  get unacknowledged(): readonly SentStanza[] {
    return this.#sent.stanzas;
  }

  countHandled(): void {
    this.#handled = nextCount(this.#handled);
  }

  countSent(stanza: Element): void {
    this.#sent.add({ stanza: copyOf(stanza), at: this.#server.now() });
    if (this.#isDue) return;
    this.#isDue = true;
    // The stanza itself is not written yet, nor what is delivered with it.
    queueMicrotask(() => this.#server.attempt(() => this.#look()));
  }

  /** What the client says it has handled; false where it cannot be. */
  acknowledge(h: number): boolean {
    this.#isAsked = false;
    return this.#sent.acknowledge(h);
  }

  /** Goes on on another connection: what has not arrived is sent again. */
  resume(connection: Connection): void {
    this.#isAsked = false;
    connection.attach(this.resource);
    connection.send(
      xml("resumed", { xmlns: NS.streamManagement, previd: this.id, h: String(this.#handled) }),
    );
    for (const sent of this.#sent.stanzas) connection.send(this.late(sent));
    if (this.#sent.length > 0) this.#ask(connection);
  }

  /**
   * XEP-0198 §5: what is delivered after a failure says when it was sent first. An iq has no place for that.
   */
  late({ stanza, at }: SentStanza): Element {
    const made = copyOf(stanza);
    if (made.getName() !== "iq" && !isDelayed(made)) made.append(delay(this.#server.domain, at));
    return made;
  }

  #look(): void {
    this.#isDue = false;
    const { connection } = this.resource;
    if (this.#sent.length > MOST_UNACKNOWLEDGED || this.#sent.text > MOST_TEXT) this.#giveUp(connection);
    else if (connection?.isOpen && !this.#isAsked && this.#sent.length >= ASKED_AFTER) this.#ask(connection);
  }

  #ask(connection: Connection): void {
    this.#isAsked = true;
    connection.send(xml("r", { xmlns: NS.streamManagement }));
  }

  /** As ejabberd does it. */
  #giveUp(connection: Connection | undefined): void {
    if (connection) {
      connection.fail("policy-violation", {
        text: `more than ${MOST_UNACKNOWLEDGED} stanzas, or ${MOST_TEXT} characters, are not acknowledged`,
      });
    } else this.#server.unbind(this.resource);
  }
}
