import { describe, expect, test } from "vitest";
import { logIn, tryOut } from "../helpers/try-out.ts";

const QUERY = `<query xmlns="jabber:iq:roster">`;

describe("what is sent has no address, for the server answers for the account:", () => {
  test.each([
    ["roster", `<iq type="get" id="{id}"><query xmlns="jabber:iq:roster"/></iq>`],
    ["roster get", `<iq type="get" id="{id}"><query xmlns="jabber:iq:roster"/></iq>`],
    [
      "roster add juliet@localhost",
      `<iq type="set" id="{id}">${QUERY}<item jid="juliet@localhost"/></query></iq>`,
    ],
    [
      'roster add juliet@localhost --name "Juliet C." --group "Friends, At court"',
      `<iq type="set" id="{id}">${QUERY}<item jid="juliet@localhost" name="Juliet C."><group>Friends</group><group>At court</group></item></query></iq>`,
    ],
    [
      "roster remove juliet@localhost",
      `<iq type="set" id="{id}">${QUERY}<item jid="juliet@localhost" subscription="remove"/></query></iq>`,
    ],
  ])("%s", async (line, sent) => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    const before = tool.server.received.length;
    await tool.run(`${line} --no-wait`);
    expect(tool.server.received.slice(before).replace(/id="id-\d+"/, 'id="{id}"')).toBe(sent);
  });
});

test("a roster push that comes before the reply is not the reply", async () => {
  const tool = tryOut();
  await logIn(tool);
  tool.server.onData((text) => {
    const id = /id="([^"]*)"/.exec(text)?.[1];
    const item = "<query xmlns='jabber:iq:roster'><item jid='juliet@localhost'/></query>";
    tool.server.send(`<iq type='set' id='push'>${item}</iq><iq type='result' id='${id}'/>`);
  });
  const outcome = await tool.run("roster add juliet@localhost");
  expect(outcome).toMatchObject({
    status: "passed",
    reply: { entry: { event: { raw: expect.stringContaining("type='result'") } } },
  });
});

describe("a line that makes no sense is refused before anything is sent:", () => {
  test.each([
    ["roster add", 'Cannot add: it is not said whom (run "roster add JID")'],
    ["roster remove", 'Cannot remove: it is not said whom (run "roster remove JID")'],
    [
      "roster get juliet@localhost",
      'Cannot get "juliet@localhost" alone: a roster comes as a whole (run "roster", or "roster add juliet@localhost")',
    ],
    ["roster --name Juliet", 'Cannot get with --name or --group: they belong to "roster add JID"'],
    [
      "roster remove juliet@localhost --group Friends",
      'Cannot remove with --name or --group: they belong to "roster add JID"',
    ],
  ])("%s", async (line, reason) => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    const before = tool.server.received;
    expect(await tool.run(line)).toEqual({ status: "wrong usage", reason });
    expect(tool.server.received).toBe(before);
  });
});
