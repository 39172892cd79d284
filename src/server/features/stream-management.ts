// Stream management, XEP-0198: acknowledgements, and sessions that outlive their connection.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Connection, Server, ServerFeature } from "../server-feature.ts";
import type { ManagedResource } from "../stream-management/managed.ts";
import { RESUMABLE_FOR, Sessions } from "../stream-management/sessions.ts";
import { readCount } from "../stream-management/unacknowledged.ts";

export function streamManagement(server: Server): ServerFeature {
  const sessions = new Sessions(server);
  return {
    name: "stream-management",
    offer: ({ account, resource }) =>
      account && !resource ? xml("sm", { xmlns: NS.streamManagement }) : undefined,
    nonzas: {
      namespace: NS.streamManagement,
      take: (nonza, connection) => take(nonza, { connection, sessions }),
    },
    delivered: (stanza, to) => sessions.of(to)?.countSent(stanza),
    received: (_stanza, from) => sessions.of(from)?.countHandled(),
    // XEP-0198 §4: a last word on what was handled, so that nothing is sent again in vain.
    closing: (connection) => {
      const managed = connection.resource && sessions.of(connection.resource);
      if (managed) connection.send(answer(managed));
    },
    keeps: (resource) => sessions.keep(resource),
    unbound: (resource) => sessions.end(resource),
  };
}

interface Place {
  readonly connection: Connection;
  readonly sessions: Sessions;
}

function take(nonza: Element, { connection, sessions }: Place): void {
  const { account, resource } = connection;
  const managed = resource && sessions.of(resource);
  const name = nonza.getName();
  if (!account) {
    // RFC 6120 §4.9.3.12
    connection.fail("not-authorized", { text: `<${name}/> before authentication` });
  } else if (name === "enable") enable(nonza, { connection, sessions });
  else if (name === "resume") resume(nonza, { connection, sessions });
  else if (name !== "r" && name !== "a") {
    connection.fail("unsupported-stanza-type", {
      text: `stream management has no <${name}/> from a client`,
    });
  } else if (!managed) refuse(connection, "unexpected-request");
  else if (name === "r") {
    connection.send(answer(managed));
  } else acknowledge(nonza, { connection, managed });
}

function answer({ handled }: ManagedResource): Element {
  return xml("a", { xmlns: NS.streamManagement, h: String(handled) });
}

function enable(nonza: Element, { connection, sessions }: Place): void {
  const { resource } = connection;
  // XEP-0198 §3: a resource comes first.
  if (!resource) refuse(connection, "unexpected-request");
  else if (sessions.of(resource)) {
    // XEP-0198 §3: a stream error for a second <enable/>. Prosody and ejabberd answer <failed/>.
    connection.fail("policy-violation", { text: "stream management is enabled already" });
  } else {
    const { id } = sessions.begin(resource, isTrue(attribute(nonza, "resume")) ? "resumable" : "counted");
    const resumption = id === undefined ? {} : { id, resume: "true", max: String(RESUMABLE_FOR) };
    connection.send(xml("enabled", { xmlns: NS.streamManagement, ...resumption }));
  }
}

function resume(nonza: Element, { connection, sessions }: Place): void {
  const { account, resource } = connection;
  const h = readCount(attribute(nonza, "h"));
  const id = attribute(nonza, "previd");
  const managed = id === undefined ? undefined : sessions.resumable(id, account);
  // XEP-0198 §5: in place of binding.
  if (resource) refuse(connection, "unexpected-request");
  else if (h === undefined || id === undefined) refuse(connection, "bad-request");
  else if (!managed) refuse(connection, "item-not-found", sessions.handledBefore(id, account));
  else if (!managed.acknowledge(h)) failCount(connection, { h, managed });
  else {
    const former = managed.resource.connection;
    sessions.wake(managed);
    managed.resume(connection);
    // XEP-0198 §5: the former connection, if it is still there, is the one that goes.
    former?.fail("conflict", { text: "the session was resumed on another connection" });
  }
}

function acknowledge(
  nonza: Element,
  { connection, managed }: { readonly connection: Connection; readonly managed: ManagedResource },
): void {
  const h = readCount(attribute(nonza, "h"));
  // As Prosody does it.
  if (h === undefined) connection.fail("invalid-xml", { text: "<a/> needs a number in its attribute h" });
  else if (!managed.acknowledge(h)) failCount(connection, { h, managed });
}

/** XEP-0198 §6 */
function failCount(
  connection: Connection,
  { h, managed }: { readonly h: number; readonly managed: ManagedResource },
): void {
  connection.fail("undefined-condition", {
    text: `${h} stanzas are acknowledged, and ${managed.sent} were sent`,
    extra: xml("handled-count-too-high", {
      xmlns: NS.streamManagement,
      h: String(h),
      "send-count": String(managed.sent),
    }),
  });
}

/** XEP-0198 §6: the stream stays as it is. */
function refuse(connection: Connection, condition: string, handled?: number): void {
  const h = handled === undefined ? undefined : String(handled);
  connection.send(
    xml("failed", { xmlns: NS.streamManagement, h }, xml(condition, { xmlns: NS.stanzaErrors })),
  );
}

/** An XML boolean. */
function isTrue(text: string | undefined): boolean {
  return text === "true" || text === "1";
}
