import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../src/stream/event.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import type { Element } from "../../src/xml/element.ts";
import { NAMESPACES } from "../../src/xmpp/knowledge/namespaces.ts";
import { fillTemplate, TEMPLATES } from "../../src/xmpp/templates.ts";

const known = { id: () => "id-1", domain: "localhost", bare: "me@localhost" };
const HEADER =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

/** What a server makes of a text. */
function read(text: string): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  const reader = new StreamReader((event) => events.push(event), { newDocuments: "always" });
  reader.write(Buffer.from(HEADER + text));
  return events.slice(1);
}

/** Every element that declares a namespace, itself or inside. */
function declaring(element: Element): readonly Element[] {
  const inside = element.getChildElements().flatMap(declaring);
  return element.attrs.xmlns === undefined ? inside : [element, ...inside];
}

describe.each(TEMPLATES.map((template) => [template.name, template] as const))("%s", (_name, template) => {
  const { text, cursor } = fillTemplate(template, known);

  test("is one element that a server can read, and nothing is left of its marks", () => {
    expect(text).not.toMatch(/[{}]/);
    expect(read(text)).toMatchObject([{ type: "element", breaches: [] }]);
    expect(cursor).toBeLessThanOrEqual(text.length);
  });

  test("has namespaces that a specification defines, with elements that are in them", () => {
    const [event] = read(text);
    const elements = event?.type === "element" ? declaring(event.element) : [];
    for (const { attrs, name } of elements) {
      const facts = NAMESPACES.filter(({ namespace }) => namespace === attrs.xmlns);
      // Atom's elements are not XMPP's to list.
      const names = facts.flatMap(({ elements, children }) => [...elements, ...children]);
      expect(facts.map(({ state }) => state)).not.toContain("superseded");
      expect(names, `${name} in ${attrs.xmlns}`).toContain(name);
    }
  });
});

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
  expect(read(filled?.text ?? "")).toMatchObject([{ type: "element" }]);
});

test("every template has a name of its own, and a place where it is specified", () => {
  const names = TEMPLATES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { spec } of TEMPLATES)
    expect(spec).toMatch(/^(RFC \d+ §[\d.]+|XEP-\d{4}( §[\d.]+)?)(, XEP-\d{4})?$/);
});
