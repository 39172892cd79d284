// A stanza on the streams of others, which do not know what its own stream has declared.
import { describe, expect, test } from "vitest";
import { enter, town } from "../helpers/people.ts";
import { HEADER } from "../helpers/raw-client.ts";

const PREFIXES = HEADER.replace(
  "xmlns='jabber:client'",
  "xmlns='jabber:client' xmlns:f='urn:foo' xmlns:c='jabber:client'",
);
const speaking = (lang: string) => HEADER.replace("to=", `xml:lang='${lang}' to=`);

async function two(header: string) {
  const server = town();
  const me = await enter(server, "me/desk", header);
  return { server, me, juliet: await enter(server, "juliet/balcony") };
}

describe("a prefix that only the sender's header declares", () => {
  test("is declared on a message", async () => {
    const { me, juliet } = await two(PREFIXES);
    await me.says("<message to='juliet@localhost/balcony'><f:x/></message>");
    expect(await juliet.hears()).toEqual([
      '<message to="juliet@localhost/balcony" xmlns:f="urn:foo" from="me@localhost/desk"><f:x/></message>',
    ]);
  });

  test.each([
    ["deep inside", "<a xmlns='urn:a'><b><f:x/></b></a>"],
    ["of an attribute", "<a xmlns='urn:a' f:b='1'/>"],
  ])("is declared on it %s, too", async (_where, content) => {
    const { me, juliet } = await two(PREFIXES);
    await me.says(`<message to='juliet@localhost/balcony'>${content}</message>`);
    const [heard = ""] = await juliet.hears();
    expect(heard).toMatch(/^<message [^>]*xmlns:f="urn:foo"/);
  });

  test("is left alone where the stanza declares it itself", async () => {
    const { me, juliet } = await two(PREFIXES);
    await me.says("<message to='juliet@localhost/balcony'><f:x xmlns:f='urn:bar'/></message>");
    const [heard = ""] = await juliet.hears();
    expect(heard).toContain('from="me@localhost/desk"><f:x xmlns:f="urn:bar"/></message>');
    expect(heard).not.toContain("urn:foo");
  });

  test("is declared on what a room says, now and to those who come later", async () => {
    const { server, me, juliet } = await two(PREFIXES);
    const join = (nick: string) =>
      `<presence to='hall@rooms.localhost/${nick}'><x xmlns='http://jabber.org/protocol/muc'/><f:x/></presence>`;
    await me.says(join("Me"));
    await juliet.says(join("Juliet").replace("<f:x/>", ""));
    await me.says("<message to='hall@rooms.localhost' type='groupchat'><body>hi</body><f:x/></message>");
    const now = await juliet.hears();
    expect(now.filter((stanza) => stanza.includes("<body>hi</body><f:x/>"))).toEqual([
      '<message to="juliet@localhost/balcony" type="groupchat" xmlns:f="urn:foo" from="hall@rooms.localhost/Me"><body>hi</body><f:x/></message>',
    ]);
    const romeo = await enter(server, "romeo/orchard");
    const later = await romeo.says(join("Romeo").replace("<f:x/>", ""));
    // The presence of whoever has it in there, and what was said.
    expect(later.filter((stanza) => stanza.includes('xmlns:f="urn:foo"'))).toHaveLength(2);
  });

  test("is declared on what waits for somebody who is not there", async () => {
    const { me, juliet } = await two(PREFIXES);
    await me.says("<message to='juliet@localhost'><body>hi</body><f:x/></message>");
    const heard = await juliet.says("<presence/>");
    expect(heard.join("")).toContain('xmlns:f="urn:foo"');
  });
});

describe("a stanza whose own name has a prefix", () => {
  test("goes on without it", async () => {
    const { me, juliet } = await two(PREFIXES);
    await me.says("<c:message to='juliet@localhost/balcony'><c:body>hi</c:body></c:message>");
    expect(await juliet.hears()).toEqual([
      '<message to="juliet@localhost/balcony" xmlns:c="jabber:client" from="me@localhost/desk"><c:body>hi</c:body></message>',
    ]);
  });

  test("leaves its children in the namespace in which they were", async () => {
    const { me, juliet } = await two(PREFIXES);
    await me.says(
      "<c:message to='juliet@localhost/balcony' xmlns='urn:a'><x/><c:body>hi</c:body></c:message>",
    );
    expect(await juliet.hears()).toEqual([
      '<message to="juliet@localhost/balcony" xmlns:c="jabber:client" from="me@localhost/desk"><x xmlns="urn:a"/><c:body>hi</c:body></message>',
    ]);
  });
});

describe("the language of the sender's stream", () => {
  test("is said in a stanza that says none", async () => {
    const { me, juliet } = await two(speaking("de"));
    await me.says("<message to='juliet@localhost/balcony'><body>hallo</body></message>");
    expect(await juliet.hears()).toEqual([
      '<message to="juliet@localhost/balcony" xml:lang="de" from="me@localhost/desk"><body>hallo</body></message>',
    ]);
  });

  test("gives way to that of the stanza", async () => {
    const { me, juliet } = await two(speaking("de"));
    await me.says("<message to='juliet@localhost/balcony' xml:lang='fr'/>");
    expect((await juliet.hears()).join("")).toContain('xml:lang="fr" from=');
  });
});

// With a copy of what is known for each element it is half a minute.
test("many declarations around many elements do not hold up the server", { timeout: 20_000 }, async () => {
  const { me, juliet } = await two(PREFIXES);
  const levels = Array.from({ length: 100 }, (_, level) => {
    const declarations = Array.from({ length: 180 }, (_each, at) => `xmlns:p${level * 180 + at}='u'`);
    return `<x ${declarations.join(" ")}>`;
  });
  const inside = "<y xmlns:q='u'/>".repeat(11_000);
  const content = `${levels.join("")}${inside}<f:x/>${"</x>".repeat(levels.length)}`;
  await me.says(`<message to='juliet@localhost/balcony'>${content}</message>`);
  const [heard = ""] = await juliet.hears();
  expect(heard.slice(0, 100)).toContain('xmlns:f="urn:foo"');
});

test("a prefix that was declared beside an element is none of its own", async () => {
  const { me, juliet } = await two(PREFIXES);
  await me.says("<message to='juliet@localhost/balcony'><a xmlns:f='urn:bar'/><f:x/></message>");
  expect((await juliet.hears()).join("")).toMatch(/^<message [^>]*xmlns:f="urn:foo"/);
});
