import { describe, expect, test } from "vitest";
import { enter, type Person, town } from "../../helpers/people.ts";

/** Romeo, and Juliet with one resource for each priority; undefined for one that is not available. */
async function romeoAnd(priorities: Readonly<Record<string, number | undefined>>) {
  const server = town();
  const romeo = await enter(server, "romeo/orchard");
  const resources: (readonly [string, Person])[] = [];
  for (const [name, priority] of Object.entries(priorities)) {
    const person = await enter(server, `juliet/${name}`);
    if (priority !== undefined) await person.says(`<presence><priority>${priority}</priority></presence>`);
    resources.push([name, person]);
  }
  for (const [, person] of resources) await person.hears();
  return { server, romeo, resources };
}

/** Which of the resources hear something. */
async function listeners(resources: readonly (readonly [string, Person])[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const [name, person] of resources) {
    const heard = await person.hears();
    if (heard.some((stanza) => stanza.startsWith("<message"))) names.push(name);
  }
  return names;
}

function message(to: string, type?: string): string {
  return `<message to='${to}'${type === undefined ? "" : ` type='${type}'`} id='m'><body>Hark</body></message>`;
}

const REFUSED = /^<message type="error" id="m" .*<error type="cancel"><service-unavailable/;

test("a message to a full JID arrives there as it was sent, with the sender's full JID", async () => {
  const { romeo, resources } = await romeoAnd({ balcony: 0 });
  expect(await romeo.says(message("juliet@localhost/balcony", "chat"))).toEqual([]);
  expect(await resources[0]?.[1].hears()).toEqual([
    '<message to="juliet@localhost/balcony" type="chat" id="m" from="romeo@localhost/orchard"><body>Hark</body></message>',
  ]);
});

test("a message without an address is one to oneself", async () => {
  const { romeo } = await romeoAnd({});
  await romeo.says("<presence/>");
  expect(await romeo.says("<message id='m'><body>Ay me</body></message>")).toEqual([
    '<message id="m" from="romeo@localhost/orchard" to="romeo@localhost"><body>Ay me</body></message>',
  ]);
});

describe("a message to a bare JID (RFC 6121 §8.5.2.1)", () => {
  test.each<[string, string | undefined, Readonly<Record<string, number | undefined>>, string[]]>([
    ["chat", "chat", { balcony: 5, chamber: 1 }, ["balcony"]],
    ["no type", undefined, { balcony: 1, chamber: 5 }, ["chamber"]],
    ["a type that nobody knows", "whisper", { balcony: 1, chamber: 5 }, ["chamber"]],
    ["chat, with equal priorities", "chat", { balcony: 3, chamber: 3 }, ["balcony", "chamber"]],
    ["chat, with one who is not available", "chat", { balcony: undefined, chamber: 0 }, ["chamber"]],
    ["chat, with a negative priority", "chat", { balcony: -1, chamber: 0 }, ["chamber"]],
    ["headline", "headline", { balcony: 5, chamber: 0, crypt: -1 }, ["balcony", "chamber"]],
    ["error", "error", { balcony: 5 }, []],
  ])("of %s goes where it should", async (_what, type, priorities, expected) => {
    const { romeo, resources } = await romeoAnd(priorities);
    expect(await romeo.says(message("juliet@localhost", type))).toEqual([]);
    expect(await listeners(resources)).toEqual(expected);
  });

  test("of type groupchat is refused: there is no room", async () => {
    const { romeo, resources } = await romeoAnd({ balcony: 5 });
    expect((await romeo.says(message("juliet@localhost", "groupchat")))[0]).toMatch(REFUSED);
    expect(await listeners(resources)).toEqual([]);
  });
});

describe("a message to a full JID that is not there (RFC 6121 §8.5.3.2.1)", () => {
  test("of type chat goes to the account's other resources", async () => {
    const { romeo, resources } = await romeoAnd({ balcony: 0 });
    expect(await romeo.says(message("juliet@localhost/crypt", "chat"))).toEqual([]);
    expect(await listeners(resources)).toEqual(["balcony"]);
  });

  test.each([undefined, "normal", "groupchat", "headline"])("of type %s is refused", async (type) => {
    const { romeo, resources } = await romeoAnd({ balcony: 0 });
    expect((await romeo.says(message("juliet@localhost/crypt", type)))[0]).toMatch(REFUSED);
    expect(await listeners(resources)).toEqual([]);
  });

  test("of type error is dropped", async () => {
    const { romeo, resources } = await romeoAnd({ balcony: 0 });
    expect(await romeo.says(message("juliet@localhost/crypt", "error"))).toEqual([]);
    expect(await listeners(resources)).toEqual([]);
  });
});

test("a message to nobody's account is refused, an error to it dropped", async () => {
  const { romeo } = await romeoAnd({});
  expect((await romeo.says(message("nobody@localhost")))[0]).toMatch(REFUSED);
  expect(await romeo.says(message("nobody@localhost", "error"))).toEqual([]);
});

describe("a message that nobody is there for", () => {
  test("waits, and says later when it was sent", async () => {
    const { server, romeo } = await romeoAnd({});
    expect(await romeo.says(message("juliet@localhost", "chat"))).toEqual([]);
    const juliet = await enter(server, "juliet/balcony");
    expect(await juliet.says("<presence/>")).toEqual([
      '<presence from="juliet@localhost/balcony" to="juliet@localhost/balcony"/>',
      '<message to="juliet@localhost" type="chat" id="m" from="romeo@localhost/orchard"><body>Hark</body><delay xmlns="urn:xmpp:delay" from="localhost" stamp="2026-01-01T00:00:00.000Z"/></message>',
    ]);
    expect(await juliet.says("<presence/>")).toHaveLength(1);
  });

  test("waits for a priority that is not negative", async () => {
    const { romeo, resources } = await romeoAnd({ balcony: -1 });
    const [, balcony] = resources[0] ?? [];
    await romeo.says(message("juliet@localhost", "chat"));
    const unwilling = await balcony?.says("<presence><priority>-5</priority></presence>");
    expect(unwilling).toHaveLength(1);
    const willing = await balcony?.says("<presence/>");
    expect(willing?.[1]).toContain("<body>Hark</body><delay ");
  });

  test.each([
    ["a headline", message("juliet@localhost", "headline")],
    ["an error", message("juliet@localhost", "error")],
    [
      "only that somebody is typing",
      "<message to='juliet@localhost' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>",
    ],
    [
      "what is not to be stored",
      "<message to='juliet@localhost' type='chat'><body>Hark</body><no-store xmlns='urn:xmpp:hints'/></message>",
    ],
  ])("is dropped when it is %s", async (_what, xml) => {
    const { server, romeo } = await romeoAnd({});
    expect(await romeo.says(xml)).toEqual([]);
    const juliet = await enter(server, "juliet/balcony");
    expect(await juliet.says("<presence/>")).toEqual([
      '<presence from="juliet@localhost/balcony" to="juliet@localhost/balcony"/>',
    ]);
  });

  test("is refused when it is for a room", async () => {
    const { romeo } = await romeoAnd({});
    expect((await romeo.says(message("juliet@localhost", "groupchat")))[0]).toMatch(REFUSED);
  });

  test("is refused when a hundred wait already", async () => {
    const { romeo } = await romeoAnd({});
    expect(await romeo.says(message("juliet@localhost").repeat(100))).toEqual([]);
    expect((await romeo.says(message("juliet@localhost")))[0]).toMatch(REFUSED);
  });
});
