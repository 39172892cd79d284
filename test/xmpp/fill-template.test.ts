import { expect, test } from "vitest";
import { fillTemplate } from "../../src/xmpp/fill-template.ts";
import { TEMPLATES } from "../../src/xmpp/templates.ts";
import { HEADER, readPieces } from "../stream/reading.ts";

const known = { id: () => "id-1", domain: "localhost", bare: "me@localhost" };

test("a cursor stands inside the first attribute or text that is to be filled in", () => {
  const at = (name: string, knowing = known) => {
    const template = TEMPLATES.find((one) => one.name === name);
    const { text, cursor } = template ? fillTemplate(template, knowing) : { text: "", cursor: 0 };
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  };
  expect(at("message")).toBe('<message to="|" id="id-1"><body></body></message>');
  expect(at("away")).toBe("<presence><show>away</show><status>|</status></presence>");
  expect(at("csi")).toBe('<inactive xmlns="urn:xmpp:csi:0"/>|');
  expect(at("ping")).toBe('<iq type="get" id="id-1" to="localhost"><ping xmlns="urn:xmpp:ping"/></iq>|');
});

test("a domain that is not known is the first thing to fill in", () => {
  const ping = TEMPLATES.find(({ name }) => name === "ping");
  expect(ping && fillTemplate(ping, { id: () => "id-1" })).toEqual({
    text: '<iq type="get" id="id-1" to=""><ping xmlns="urn:xmpp:ping"/></iq>',
    cursor: 29,
  });
});

test("a domain cannot break out of its attribute", () => {
  const ping = TEMPLATES.find(({ name }) => name === "ping");
  const filled = ping && fillTemplate(ping, { id: () => "id-1", domain: `"/><evil a='` });
  const events = readPieces([Buffer.from(`${HEADER}${filled?.text}`)]);
  expect(events).toMatchObject([{ type: "open" }, { type: "element" }]);
});
