import xmppXml from "@xmpp/xml";
import { expect, test } from "vitest";
import { attribute, Element, element, xml } from "../../src/xml/element.ts";

test("an element has exactly the attributes it was given, in their order", () => {
  const made = element("a", [
    ["__proto__", "1"],
    ["b", "2"],
    ["constructor", "3"],
  ]);
  expect(Object.keys(made.attrs)).toEqual(["__proto__", "b", "constructor"]);
  expect(made.toString()).toBe('<a __proto__="1" b="2" constructor="3"/>');
});

test("an attribute is never what an object inherits", () => {
  const bare = element("a", []);
  expect(["__proto__", "constructor", "toString"].map((name) => attribute(bare, name))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("an attribute named __proto__ does not change what the others inherit", () => {
  element("a", [["__proto__", "1"]]);
  expect(Object.getPrototypeOf(element("b", []).attrs)).toBe(Object.prototype);
});

test("elements of @xmpp/xml and ours are of one class and mix in one tree", () => {
  const tree = xml("a", {}, element("b", []), xmppXml("c", {}));
  expect(xmppXml("c", {})).toBeInstanceOf(Element);
  expect(tree.getChildElements().map(({ name }) => name)).toEqual(["b", "c"]);
});
