import { afterEach, describe, expect, test, vi } from "vitest";
import { FEATURES } from "../../../src/server/features/index.ts";
import type { PracticeServer } from "../../../src/server/server.ts";
import { authenticatedClient, type BoundClient, boundClient } from "../../helpers/bound-client.ts";
import { openStream, practiceServer, rawClient } from "../../helpers/raw-client.ts";

const SM = "xmlns='urn:xmpp:sm:3'";
const ENABLE = `<enable ${SM} resume='true'/>`;
const R = `<r ${SM}/>`;
const A = /<a xmlns="urn:xmpp:sm:3" h="(\d+)"\/>/;
const STREAM_END = /<\/stream:stream>/;

const failed = (condition: string, h = "") =>
  `<failed xmlns="urn:xmpp:sm:3"${h}><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></failed>`;

function server(): PracticeServer {
  let [minutes, nonces] = [0, 0];
  return practiceServer({
    features: FEATURES,
    now: () => Date.UTC(2026, 0, 1, 12, minutes++),
    nonce: () => `nonce${++nonces}`,
  });
}

/** Sends, and returns what came up to the acknowledgement that is asked for behind it. */
async function say(client: BoundClient, text: string): Promise<string> {
  client.send(text + R);
  return (await client.hear(A)).replace(A, "");
}

/** How many stanzas the server says it has handled. */
async function handled(client: BoundClient): Promise<string | undefined> {
  client.send(R);
  return A.exec(await client.hear(A))?.[1];
}

/** Has enabled stream management; returns the id to resume with. */
async function enable(client: BoundClient): Promise<string> {
  client.send(ENABLE);
  return /id="([^"]*)"/.exec(await client.hear(/<enabled[^>]*>/))?.[1] ?? "";
}

const message = (to: string, body: string, type = "chat") =>
  `<message type='${type}' id='${body}' to='${to}'><body>${body}</body></message>`;

/** The ids of the messages in what was heard. */
const ids = (heard: string) => [...heard.matchAll(/<message [^>]*id="([^"]*)"/g)].map(([, id]) => id);

/** me and juliet are bound, juliet is available and has enabled stream management. */
async function bothThere() {
  const practice = server();
  const me = await boundClient(practice, "me", "desk");
  await enable(me);
  const juliet = await boundClient(practice, "juliet", "balcony");
  juliet.send("<presence/>");
  await juliet.hear(/<presence [^>]*\/>/);
  const id = await enable(juliet);
  return { practice, me, juliet, id };
}

/** Whoever lost the connection is back, and asks to resume. */
async function resume(practice: PracticeServer, { id, h }: { id: string; h: number }) {
  const client = await authenticatedClient(practice, "juliet");
  client.send(`<resume ${SM} previd='${id}' h='${h}'/>`);
  return client;
}

/** Waits until the server knows that a connection is lost: what is sent goes nowhere any more. */
async function lose(client: BoundClient): Promise<void> {
  client.drop();
  await client.rest();
}

describe("stream management", () => {
  test("is offered beside resource binding, once somebody has authenticated", async () => {
    const client = await rawClient(server());
    expect(await openStream(client)).not.toContain("urn:xmpp:sm:3");
    await client.say(
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>",
      /<success/,
    );
    expect(await openStream(client)).toContain(`<sm xmlns="urn:xmpp:sm:3"/>`);
  });

  test.each([
    [
      "with a session that can be resumed",
      ENABLE,
      `<enabled xmlns="urn:xmpp:sm:3" id="fresh" resume="true" max="300"/>`,
    ],
    ["with acknowledgements only", `<enable ${SM}/>`, `<enabled xmlns="urn:xmpp:sm:3"/>`],
  ])("is enabled %s", async (_what, request, answer) => {
    const me = await boundClient(server(), "me", "desk");
    me.send(request);
    expect((await me.hear(/<enabled[^>]*>/)).replace(/nonce\d+/, "fresh")).toBe(answer);
  });

  test.each([
    ["<enable/>", ENABLE],
    ["<r/>", R],
    ["<a/>", `<a ${SM} h='0'/>`],
  ])("takes no %s before a resource is bound", async (_what, nonza) => {
    const client = await authenticatedClient(server(), "me");
    client.send(nonza);
    expect(await client.hear(/<\/failed>/)).toBe(failed("unexpected-request"));
  });

  test("takes no <r/> before it is enabled", async () => {
    const me = await boundClient(server(), "me", "desk");
    me.send(R);
    expect(await me.hear(/<\/failed>/)).toBe(failed("unexpected-request"));
  });

  test.each([
    ["a second <enable/>", ENABLE, "policy-violation"],
    ["a nonza that it does not have", `<t ${SM}/>`, "unsupported-stanza-type"],
    ["an <a/> without a number", `<a ${SM}/>`, "invalid-xml"],
  ])("ends the stream at %s", async (_what, nonza, condition) => {
    const me = await boundClient(server(), "me", "desk");
    await enable(me);
    me.send(nonza);
    expect(await me.hear(STREAM_END)).toContain(`<stream:error><${condition} `);
  });
});

describe("acknowledgements", () => {
  test("count the stanzas since <enabled/>, not the nonzas", async () => {
    const me = await boundClient(server(), "me", "desk");
    me.send("<presence/>");
    await enable(me);
    expect(await handled(me)).toBe("0");
    me.send(
      `${message("nobody@localhost", "m1")}${R}<iq type='get' id='i1'><ping xmlns='urn:xmpp:ping'/></iq>`,
    );
    await me.hear(A);
    expect(await handled(me)).toBe("2");
  });

  test("are asked for by the server behind five stanzas that have none, and only once", async () => {
    const { me, juliet } = await bothThere();
    for (let n = 1; n <= 4; n += 1) me.send(message("juliet@localhost", `m${n}`));
    await say(me, "");
    expect(await say(juliet, "")).not.toContain("<r ");
    for (let n = 5; n <= 12; n += 1) me.send(message("juliet@localhost", `m${n}`));
    await say(me, "");
    const heard = await say(juliet, "");
    expect(heard.match(/<r [^>]*>/g)).toEqual([`<r xmlns="urn:xmpp:sm:3"/>`]);
    expect(ids(heard.slice(0, heard.indexOf("<r ")))).toContain("m5");
  });

  test("of more than was sent end the stream", async () => {
    const { me, juliet } = await bothThere();
    me.send(message("juliet@localhost", "m1"));
    await juliet.hear(/<\/message>/);
    juliet.send(`<a ${SM} h='1'/><a ${SM} h='2'/>`);
    expect(await juliet.hear(STREAM_END)).toBe(
      `<stream:error><undefined-condition xmlns="urn:ietf:params:xml:ns:xmpp-streams"/><text xmlns="urn:ietf:params:xml:ns:xmpp-streams" xml:lang="en">2 stanzas are acknowledged, and 1 were sent</text><handled-count-too-high xmlns="urn:xmpp:sm:3" h="2" send-count="1"/></stream:error></stream:stream>`,
    );
  });

  test.each([
    ["an answer of the server", "<iq type='get' id='i1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"],
    ["a refusal of the server", "<iq type='get' id='i1' to='localhost'><query xmlns='urn:example:x'/></iq>"],
    ["the error of a message", message("nobody@localhost", "m1")],
  ])("are due for %s", async (_what, stanza) => {
    const me = await boundClient(server(), "me", "desk");
    await enable(me);
    expect(await say(me, stanza)).not.toBe("");
    expect(await say(me, `<a ${SM} h='1'/>`)).toBe("");
  });
});

describe("a lost connection", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is resumed: what did not arrive comes again, with the time, and then the server asks", async () => {
    const { practice, me, juliet, id } = await bothThere();
    await say(me, message("juliet@localhost", "m1") + message("juliet@localhost", "m2"));
    await juliet.hear(/m2<\/body><\/message>/);
    await lose(juliet);
    await say(me, message("juliet@localhost", "m3"));
    const back = await resume(practice, { id, h: 1 });
    const heard = await back.hear(/<r [^>]*>/);
    expect(heard).toContain(`<resumed xmlns="urn:xmpp:sm:3" previd="${id}" h="0"/>`);
    expect(ids(heard)).toEqual(["m2", "m3"]);
    expect(heard).toMatch(
      /m3<\/body><delay xmlns="urn:xmpp:delay" from="localhost" stamp="2026-[^"]*"\/><\/message>/,
    );
    expect(await say(back, `<a ${SM} h='3'/>`)).toBe("");
  });

  test("is resumed as the same resource, still available, with its counter", async () => {
    const { practice, me, juliet, id } = await bothThere();
    await say(juliet, message("me@localhost/desk", "m1"));
    await lose(juliet);
    const back = await resume(practice, { id, h: 0 });
    expect(await back.hear(/<resumed[^>]*>/)).toContain(`h="1"`);
    back.send(message("me@localhost/desk", "m2"));
    expect(await handled(back)).toBe("2");
    expect(await me.hear(/m2<\/body>/)).toContain(`from="juliet@localhost/balcony"`);
  });

  test("that is still open gets a conflict when another one resumes the session", async () => {
    const { practice, me, juliet, id } = await bothThere();
    const back = await resume(practice, { id, h: 0 });
    await back.hear(/<resumed[^>]*>/);
    expect(await juliet.rest()).toContain("<stream:error><conflict ");
    await say(me, message("juliet@localhost/balcony", "m1"));
    expect(ids(await back.hear(/<\/message>/))).toEqual(["m1"]);
  });

  test.each([
    ["an id that nobody has", "juliet", `<resume ${SM} previd='other' h='0'/>`, failed("item-not-found")],
    ["somebody else's id", "me", `<resume ${SM} previd='ID' h='0'/>`, failed("item-not-found")],
    ["no count", "juliet", `<resume ${SM} previd='ID'/>`, failed("bad-request")],
  ])("is not resumed with %s, and a resource can be bound instead", async (_what, name, request, answer) => {
    const { practice, juliet, id } = await bothThere();
    await lose(juliet);
    const back = await authenticatedClient(practice, name);
    back.send(request.replace("ID", id));
    expect(await back.hear(/<\/failed>/)).toBe(answer);
    back.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    expect(await back.hear(/<\/iq>/)).toContain(`type="result"`);
  });

  test("is not resumed once a resource is bound", async () => {
    const { practice, juliet, id } = await bothThere();
    await lose(juliet);
    const back = await boundClient(practice, "juliet", "garden");
    back.send(`<resume ${SM} previd='${id}' h='0'/>`);
    expect(await back.hear(/<\/failed>/)).toBe(failed("unexpected-request"));
  });

  test("is not resumed with a count that cannot be", async () => {
    const { practice, juliet, id } = await bothThere();
    await lose(juliet);
    const back = await resume(practice, { id, h: 7 });
    expect(await back.hear(STREAM_END)).toContain(
      `<handled-count-too-high xmlns="urn:xmpp:sm:3" h="7" send-count="0"/>`,
    );
  });

  test("is given up after 300 seconds: the server says what it has handled, and messages wait for the account", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { practice, me, juliet, id } = await bothThere();
    await say(juliet, message("me@localhost/desk", "m0"));
    await lose(juliet);
    await say(
      me,
      message("juliet@localhost/balcony", "m1") +
        message("juliet@localhost", "m2", "normal") +
        message("juliet@localhost", "m3", "headline"),
    );
    vi.advanceTimersByTime(299_000);
    expect(practice.resources).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(practice.resources).toHaveLength(1);
    const back = await resume(practice, { id, h: 0 });
    expect(await back.hear(/<\/failed>/)).toBe(failed("item-not-found", ` h="1"`));
    const waiting = practice.accounts.find("juliet")?.offline ?? [];
    expect(waiting.map(({ attrs }) => attrs.id)).toEqual(["m1", "m2"]);
    expect(waiting[0]?.getChild("delay")?.attrs.from).toBe("localhost");
  });

  test("that comes back in time is not given up", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { practice, juliet, id } = await bothThere();
    await lose(juliet);
    const back = await resume(practice, { id, h: 0 });
    await back.hear(/<resumed[^>]*>/);
    vi.advanceTimersByTime(600_000);
    expect(await handled(back)).toBe("0");
  });

  test("without resumption ends the resource, and what did not arrive waits for the account", async () => {
    const practice = server();
    const me = await boundClient(practice, "me", "desk");
    await enable(me);
    const juliet = await boundClient(practice, "juliet", "balcony");
    juliet.send(`<presence/><enable ${SM}/>`);
    await juliet.hear(/<enabled[^>]*>/);
    await say(me, message("juliet@localhost/balcony", "m1"));
    await lose(juliet);
    const back = await boundClient(practice, "juliet", "garden");
    back.send("<presence/>");
    expect(ids(await back.hear(/<\/message>/))).toEqual(["m1"]);
  });

  test("answers a request that it had not taken with an error", async () => {
    const practice = server();
    const me = await boundClient(practice, "me", "desk");
    const juliet = await boundClient(practice, "juliet", "balcony");
    juliet.send(`<enable ${SM}/>`);
    await juliet.hear(/<enabled[^>]*>/);
    me.send("<iq type='get' id='i1' to='juliet@localhost/balcony'><ping xmlns='urn:xmpp:ping'/></iq>");
    await juliet.hear(/<\/iq>/);
    juliet.drop();
    expect(await me.hear(/<\/iq>/)).toContain(`<service-unavailable `);
  });
});

test("a stream that was closed cannot be resumed", async () => {
  const { practice, juliet, id } = await bothThere();
  juliet.send("</stream:stream>");
  await juliet.rest();
  const back = await resume(practice, { id, h: 0 });
  expect(await back.hear(/<\/failed>/)).toBe(failed("item-not-found"));
});

test("a client that acknowledges nothing is sent away after a thousand stanzas", async () => {
  const { me, juliet } = await bothThere();
  for (let n = 0; n <= 1000; n += 1) me.send(message("juliet@localhost", `m${n}`));
  expect(await juliet.rest()).toContain("<stream:error><policy-violation ");
});
