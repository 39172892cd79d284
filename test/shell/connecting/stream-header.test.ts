import { describe, expect, test } from "vitest";
import { answerHandshake, type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

async function opened(line: string, options: TryOutOptions = {}): Promise<TryOut> {
  const tool = tryOut(options);
  answerHandshake(tool.server);
  expect(await tool.run(line)).toMatchObject({ status: "passed" });
  return tool;
}

const REST = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

describe("open sends", () => {
  test.each([
    ["open", `<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='en' ${REST}`],
    [
      "open --to example.org",
      `<?xml version='1.0'?><stream:stream to='example.org' version='1.0' xml:lang='en' ${REST}`,
    ],
    ["open --no-to", `<?xml version='1.0'?><stream:stream version='1.0' xml:lang='en' ${REST}`],
    [
      "open --from me@localhost",
      `<?xml version='1.0'?><stream:stream to='localhost' from='me@localhost' version='1.0' xml:lang='en' ${REST}`,
    ],
    [
      "open --lang de",
      `<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='de' ${REST}`,
    ],
    [
      "open --stream-version 0.9",
      `<?xml version='1.0'?><stream:stream to='localhost' version='0.9' xml:lang='en' ${REST}`,
    ],
    ["open --no-stream-version", `<?xml version='1.0'?><stream:stream to='localhost' xml:lang='en' ${REST}`],
    ["open --no-declaration", `<stream:stream to='localhost' version='1.0' xml:lang='en' ${REST}`],
    [
      "open --xmlns jabber:server",
      `<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='en' xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>`,
    ],
    [
      `open --to "it's & <this>"`,
      `<?xml version='1.0'?><stream:stream to='it&apos;s &amp; &lt;this&gt;' version='1.0' xml:lang='en' ${REST}`,
    ],
  ])("for %s", async (line, header) => {
    expect((await opened(line)).server.received).toBe(header);
  });

  test.each<[string, TryOutOptions["setup"], string]>([
    ["the host, when nothing else is known", { address: "xmpp.example.org:5222" }, "xmpp.example.org"],
    [
      "the domain of the account before the host",
      { address: "127.0.0.1", jid: "me@example.org" },
      "example.org",
    ],
    [
      "the domain on the command line before all",
      { address: "127.0.0.1", jid: "me@example.org", domain: "example.net" },
      "example.net",
    ],
  ])("as the stream's to %s", async (_what, setup = {}, to) => {
    expect((await opened("open", { setup })).clients.current.session.state.sent?.to).toBe(to);
  });
});

describe("restart sends", () => {
  test.each([
    ["the header of before", "open --to a.example --lang de --from me@a.example", "restart"],
    ["a header without what the one before had not", "open --no-to --no-stream-version", "restart"],
    ["another namespace again", "open --xmlns jabber:server", "restart"],
  ])("%s", async (_what, first, second) => {
    const tool = await opened(first);
    const header = tool.server.received;
    await tool.run(second);
    expect(tool.server.received).toBe(header + header);
  });

  test("what its options change", async () => {
    const tool = await opened("open --to a.example");
    const before = tool.server.received.length;
    await tool.run("restart --to b.example");
    expect(tool.server.received.slice(before)).toBe(
      `<?xml version='1.0'?><stream:stream to='b.example' version='1.0' xml:lang='en' ${REST}`,
    );
  });
});

test("a new connection begins with a new header, whatever was sent on the one before", async () => {
  const tool = await opened("open --to a.example --lang de");
  await tool.run("disconnect");
  await tool.run("open");
  expect(tool.server.received).toBe(
    `<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xml:lang='en' ${REST}`,
  );
});

test("open goes to where the client was last when no address is given", async () => {
  const tool = await opened("open elsewhere:5223");
  await tool.run("disconnect");
  await tool.run("open");
  expect(tool.clients.current.session.state).toMatchObject({ host: "elsewhere", port: 5223 });
});

test("open on a connection to somewhere else is refused, with two ways out", async () => {
  const tool = await opened("open");
  expect(await tool.run("open elsewhere")).toEqual({
    status: "wrong usage",
    reason:
      'Cannot connect to elsewhere: already connected to localhost:5222 (run "disconnect" first, or use another client, as in "@juliet open elsewhere")',
  });
});
