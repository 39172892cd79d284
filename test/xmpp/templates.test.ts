import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../src/stream/event.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import type { Element } from "../../src/xml/element.ts";
import { fillTemplate } from "../../src/xmpp/fill-template.ts";
import { NAMESPACES } from "../../src/xmpp/knowledge/namespaces.ts";
import { TEMPLATES } from "../../src/xmpp/templates.ts";

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

test("every template has a name of its own, and a place where it is specified", () => {
  const names = TEMPLATES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { spec } of TEMPLATES)
    expect(spec).toMatch(/^(RFC \d+ §[\d.]+|XEP-\d{4}( §[\d.]+)?)(, XEP-\d{4})?$/);
});
