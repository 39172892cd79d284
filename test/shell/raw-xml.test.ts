import { describe, expect, test } from "vitest";
import { answerHandshake, type TryOut, tryOut } from "../helpers/try-out.ts";

const DECLARATION = "<?xml version='1.0'?>";
const HEADER =
  "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
const BIND = '<iq type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>';

/** A tool whose server answers the handshake, with everything up to and including these lines run. */
async function ranTo(...lines: string[]): Promise<TryOut> {
  const tool = tryOut();
  answerHandshake(tool.server);
  for (const line of lines) expect(await tool.run(line), line).toMatchObject({ status: "passed" });
  return tool;
}

describe("a handshake typed as XML", () => {
  test("goes as far as the one of commands, each line waiting for its reply", async () => {
    const { clients } = await ranTo(DECLARATION + HEADER, AUTH, DECLARATION + HEADER, BIND);
    expect(clients.current.session.state).toMatchObject({
      authenticated: "me",
      streams: 2,
      jid: { localpart: "me", domainpart: "localhost", resourcepart: "chosen" },
    });
  });

  test("may have its declaration on a line of its own, as tutorials print it", async () => {
    const { clients } = await ranTo(DECLARATION, HEADER, AUTH, DECLARATION, HEADER, BIND);
    expect(clients.current.session.state).toMatchObject({ authenticated: "me", streams: 2 });
  });

  test("may be mixed with commands", async () => {
    const { clients } = await ranTo("open", AUTH, "restart", BIND, "<presence/>");
    expect(clients.current.session.state).toMatchObject({ authenticated: "me", available: true });
  });
});

test.each([
  ["as it is", HEADER],
  ["with its declaration", DECLARATION + HEADER],
  ["with a blank behind it", `${HEADER} `],
  ["with a line break behind it", `${HEADER}\n`],
])("a header typed as XML, %s, claims the features, as open does", async (_what, header) => {
  const { clients } = await ranTo(header);
  expect(clients.current.session.inbox.unclaimed).toEqual([]);
});

test("what is sent as XML is waited for, and its reply stays in the inbox to be asked for", async () => {
  const { clients } = await ranTo("open", AUTH);
  expect(clients.current.session.inbox.unclaimed.map(({ event }) => event.raw)).toEqual([
    "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
  ]);
});

const asking = (id: string) => `<iq type='get' id='${id}' to='localhost'><x xmlns='urn:x'/></iq>`;
const REFUSED =
  "<iq type='error' id='1' from='localhost'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";

test.each([
  ["as it is", asking("1")],
  ["with a blank behind it", `${asking("1")} `],
  ["with another element behind it", `${asking("1")}<presence/>`],
  ["with another that is answered behind it", asking("1") + asking("2")],
  ["with another that is answered before it", asking("2") + asking("1")],
])("a refusal of an iq sent as XML, %s, fails the line", async (_what, xml) => {
  const tool = await ranTo("open", "auth me test", "restart", "bind");
  tool.server.onData((text) => {
    if (text.includes("id='1'")) tool.server.send(REFUSED);
    if (text.includes("id='2'")) tool.server.send("<iq type='result' id='2' from='localhost'/>");
  });
  expect(await tool.run(xml)).toMatchObject({ status: "failed", reason: "stanza error: item-not-found" });
});

test("XML goes out as it was typed: nothing is added, expanded or taken away", async () => {
  const tool = await ranTo("open");
  const before = tool.server.received.length;
  for (const xml of ["<a b = 'c'   d=\"e\"/>", `<a>\${jid} &amp; \t</a>`, "<a>\n  <b/>\n</a>", "</>"])
    await tool.run(xml);
  expect(tool.server.received.slice(before)).toBe(
    `<a b = 'c'   d="e"/><a>\${jid} &amp; \t</a><a>\n  <b/>\n</a></>`,
  );
});

test("a header typed as XML connects to where the client was last, as open does", async () => {
  const tool = await ranTo("connect elsewhere:5223", "disconnect");
  expect(await tool.run(HEADER)).toMatchObject({ status: "passed" });
  expect(tool.clients.current.session.state).toMatchObject({ host: "elsewhere", port: 5223 });
});

test("other XML is refused without a connection, with what to do", async () => {
  expect(await tryOut().run("<presence/>")).toEqual({
    status: "no connection",
    reason: 'Cannot send: not connected (run "open" first)',
  });
});

test("a header is refused where no address is known, as open is", async () => {
  const tool = tryOut({ setup: { address: undefined } });
  const reason =
    'Cannot connect: no address is known (run "open localhost", or start with "xmpp-repl localhost")';
  expect(await tool.run("open")).toEqual({ status: "wrong usage", reason });
  expect(await tool.run(HEADER)).toEqual({ status: "wrong usage", reason });
});
