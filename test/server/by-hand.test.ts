// The tool and the practice server with each other: a session that outlives its connection, and a room.
import { expect, test } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import { connectInMemory } from "../../src/server/memory-wire.ts";
import { practiceServer } from "../helpers/raw-client.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

function tool(): TryOut {
  const server = practiceServer({ features: FEATURES });
  return tryOut({
    setup: { allowPlaintext: true },
    network: () => connectInMemory(server.accept),
  });
}

/** Runs lines, all of which pass. */
async function pass(tried: TryOut, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { status } = await tried.run(line);
    expect(`${line}: ${status}\n${status === "passed" ? "" : tried.shown}`).toBe(`${line}: passed\n`);
  }
}

const LOG_IN = ["open", "auth me test --mechanism PLAIN", "restart"];

test("a session is resumed by hand after the connection was dropped", async () => {
  const tried = tool();
  await pass(tried, [
    ...LOG_IN,
    "bind desk",
    "send <enable xmlns='urn:xmpp:sm:3' resume='true'/>",
    "expect <enabled xmlns='urn:xmpp:sm:3' id='{capture:session}' max='300'/>",
    "presence",
    "expect <presence from='${jid}'/>",
    "disconnect",
    ...LOG_IN,
    "send <resume xmlns='urn:xmpp:sm:3' h='0' previd='${session}'/>",
    "expect <resumed xmlns='urn:xmpp:sm:3' h='1'/>",
    "expect <presence from='me@localhost/desk'><delay xmlns='urn:xmpp:delay'/></presence>",
    "expect <r xmlns='urn:xmpp:sm:3'/>",
    "send <a xmlns='urn:xmpp:sm:3' h='1'/>",
    "ping",
  ]);
});

test("a room is entered, talked in and left", async () => {
  const tried = tool();
  await pass(tried, [
    ...LOG_IN,
    "bind desk",
    "disco items",
    "send <presence to='hall@rooms.localhost/Me'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
    "expect <presence from='hall@rooms.localhost/Me'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>",
    "message hall@rooms.localhost hello --type groupchat",
    "expect <message from='hall@rooms.localhost/Me'><body>hello</body></message>",
    "presence --to hall@rooms.localhost/Me --type unavailable",
    "expect <presence type='unavailable' from='hall@rooms.localhost/Me'/>",
  ]);
});

test("who becomes unavailable is in no room any more", async () => {
  const tried = tool();
  await pass(tried, [
    ...LOG_IN,
    "bind desk",
    "presence",
    "send <presence to='hall@rooms.localhost/Me'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
    "presence --type unavailable",
    "expect <presence type='unavailable' from='hall@rooms.localhost/Me'/>",
  ]);
});
