import { describe, expect, test } from "vitest";
import { authenticatedClient, boundClient } from "../../helpers/bound-client.ts";
import { enter, town } from "../../helpers/people.ts";

const ENABLE = "<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>";
const DISABLE = "<iq type='set' id='c'><disable xmlns='urn:xmpp:carbons:2'/></iq>";
const BODY = "<body>Hark</body>";

/** Romeo writes; Juliet reads at the balcony, and has carbons in her chamber. */
async function household() {
  const server = town();
  const romeo = await enter(server, "romeo/orchard");
  const balcony = await enter(server, "juliet/balcony");
  const chamber = await enter(server, "juliet/chamber");
  await chamber.says(ENABLE);
  return { server, romeo, balcony, chamber };
}

function carbon(direction: "received" | "sent", message: string): string {
  const forwarded = `<forwarded xmlns="urn:xmpp:forward:0">${message}</forwarded>`;
  const copy = `<${direction} xmlns="urn:xmpp:carbons:2">${forwarded}</${direction}>`;
  return `<message type="chat" from="juliet@localhost" to="juliet@localhost/chamber">${copy}</message>`;
}

test("what one resource receives the others get as a copy", async () => {
  const { romeo, balcony, chamber } = await household();
  await romeo.says(`<message to='juliet@localhost/balcony' type='chat' id='m'>${BODY}</message>`);
  const original = `to="juliet@localhost/balcony" type="chat" id="m" from="romeo@localhost/orchard"`;
  expect(await balcony.hears()).toEqual([`<message ${original}>${BODY}</message>`]);
  expect(await chamber.hears()).toEqual([
    carbon("received", `<message ${original} xmlns="jabber:client">${BODY}</message>`),
  ]);
});

test("what one resource sends the others get as a copy", async () => {
  const { balcony, chamber } = await household();
  await balcony.says(`<message to='romeo@localhost/orchard' type='chat' id='m'>${BODY}</message>`);
  const original = `to="romeo@localhost/orchard" type="chat" id="m" from="juliet@localhost/balcony"`;
  expect(await chamber.hears()).toEqual([
    carbon("sent", `<message ${original} xmlns="jabber:client">${BODY}</message>`),
  ]);
  expect(await balcony.hears()).toEqual([]);
});

test("what one writes to oneself is copied once", async () => {
  const { balcony, chamber } = await household();
  await balcony.says(`<message to='juliet@localhost/balcony' type='chat'>${BODY}</message>`);
  expect(await chamber.hears()).toHaveLength(1);
  expect(await balcony.hears()).toEqual([]);
});

test("whoever gets the message gets no copy", async () => {
  const { romeo, chamber } = await household();
  await chamber.says("<presence/>");
  await romeo.says(`<message to='juliet@localhost' type='chat'>${BODY}</message>`);
  const heard = await chamber.hears();
  expect(heard).toHaveLength(1);
  expect(heard[0]).not.toContain("urn:xmpp:carbons:2");
});

test("there are no copies before they are asked for, nor when they are wanted no longer", async () => {
  const { romeo, balcony, chamber } = await household();
  const chat = (to: string) => `<message to='juliet@localhost/${to}' type='chat'>${BODY}</message>`;
  await romeo.says(chat("chamber"));
  expect(await balcony.hears()).toEqual([]);
  await chamber.hears();
  expect(await chamber.says(DISABLE)).toEqual(['<iq type="result" id="c" to="juliet@localhost/chamber"/>']);
  await romeo.says(chat("balcony"));
  expect(await chamber.hears()).toEqual([]);
});

describe("a message to another resource", () => {
  const to = "to='juliet@localhost/balcony'";
  test.each([
    [
      "of type chat without a body",
      `<message ${to} type='chat'><active xmlns='http://jabber.org/protocol/chatstates'/></message>`,
      1,
    ],
    ["without a type, with a body", `<message ${to}>${BODY}</message>`, 1],
    ["without a type and a body", `<message ${to}><subject>Hark</subject></message>`, 0],
    ["of type headline", `<message ${to} type='headline'>${BODY}</message>`, 0],
    ["of type groupchat", `<message ${to} type='groupchat'>${BODY}</message>`, 0],
    ["of type error", `<message ${to} type='error'>${BODY}</message>`, 0],
    [
      "that is private",
      `<message ${to} type='chat'>${BODY}<private xmlns='urn:xmpp:carbons:2'/></message>`,
      0,
    ],
    [
      "that is not to be copied",
      `<message ${to} type='chat'>${BODY}<no-copy xmlns='urn:xmpp:hints'/></message>`,
      0,
    ],
  ])("%s: the number of copies is as XEP-0280 has it", async (_what, xml, copies) => {
    const { romeo, chamber } = await household();
    await romeo.says(xml);
    expect(await chamber.hears()).toHaveLength(copies);
  });
});

test("that a message is private is the server's business: who reads it does not see it", async () => {
  const { romeo, balcony } = await household();
  await romeo.says(
    `<message to='juliet@localhost/balcony' type='chat'>${BODY}<private xmlns='urn:xmpp:carbons:2'/></message>`,
  );
  expect(await balcony.hears()).toEqual([
    `<message to="juliet@localhost/balcony" type="chat" from="romeo@localhost/orchard">${BODY}</message>`,
  ]);
});

test("a message that is sent again after a resumption is as it was the first time, without <private/>", async () => {
  const practice = town();
  const romeo = await enter(practice, "romeo/orchard");
  const balcony = await boundClient(practice, "juliet", "balcony");
  balcony.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
  const [, id = ""] = /id="([^"]+)"/.exec(await balcony.hear(/<enabled [^>]*>/)) ?? [];
  await romeo.says(
    `<message to='juliet@localhost/balcony' type='chat'>${BODY}<private xmlns='urn:xmpp:carbons:2'/></message>`,
  );
  const text = await balcony.hear(/<\/message>/);
  expect(text).toContain(`${BODY}</message>`);
  balcony.drop();
  const back = await authenticatedClient(practice, "juliet");
  back.send(`<resume xmlns='urn:xmpp:sm:3' previd='${id}' h='0'/>`);
  const again = await back.hear(/<\/message>/);
  expect(again).toContain(`${BODY}<delay `);
  expect(again).not.toContain("<private");
});
