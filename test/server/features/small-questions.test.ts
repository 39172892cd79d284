// ping, version and time: one question and one answer each.
import { describe, expect, test } from "vitest";
import { zoneOffset } from "../../../src/server/features/time.ts";
import { enter, town } from "../../helpers/people.ts";

async function ask(xml: string): Promise<readonly string[]> {
  const me = await enter(town(), "me/desk");
  return me.says(xml);
}

describe("a ping", () => {
  test.each([
    ["to the server", " to='localhost'", 'from="localhost" '],
    ["to one's own account", " to='me@localhost'", 'from="me@localhost" '],
    ["without an address", "", ""],
  ])("%s is answered", async (_what, to, from) => {
    expect(await ask(`<iq type='get' id='p'${to}><ping xmlns='urn:xmpp:ping'/></iq>`)).toEqual([
      `<iq type="result" id="p" ${from}to="me@localhost/desk"/>`,
    ]);
  });

  test("to somebody else's account is refused, and so is one of type set", async () => {
    const [other] = await ask(
      "<iq type='get' id='p' to='juliet@localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
    );
    expect(other).toContain("<service-unavailable");
    const [set] = await ask("<iq type='set' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    expect(set).toContain("<bad-request");
  });
});

test("the server says what it is, and not on which operating system", async () => {
  expect(await ask("<iq type='get' id='v' to='localhost'><query xmlns='jabber:iq:version'/></iq>")).toEqual([
    '<iq type="result" id="v" from="localhost" to="me@localhost/desk"><query xmlns="jabber:iq:version"><name>xmpp-repl practice server</name><version>practice</version></query></iq>',
  ]);
});

test("the server says what time it is", async () => {
  const [answer] = await ask("<iq type='get' id='t' to='localhost'><time xmlns='urn:xmpp:time'/></iq>");
  expect(answer).toMatch(
    /<time xmlns="urn:xmpp:time"><tzo>[+-]\d\d:\d\d<\/tzo><utc>2026-01-01T00:00:00.000Z<\/utc><\/time>/,
  );
});

test.each([
  [0, "+00:00"],
  [60, "+01:00"],
  [-360, "-06:00"],
  [345, "+05:45"],
  [-210, "-03:30"],
])("a zone %i minutes east of Greenwich is written %s", (minutes, text) => {
  expect(zoneOffset(minutes)).toBe(text);
});
