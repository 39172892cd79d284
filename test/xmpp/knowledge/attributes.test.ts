import { expect, test } from "vitest";
import { meaningOfAttribute } from "../../../src/xmpp/knowledge/attributes.ts";
import { ELEMENTS } from "../../../src/xmpp/knowledge/elements.ts";

test("every attribute that the table of elements has is described", () => {
  const missing = ELEMENTS.flatMap(({ name, attributes }) =>
    [...attributes.keys()].flatMap((attribute) =>
      meaningOfAttribute(name, attribute) === undefined ? [`${name} ${attribute}`] : [],
    ),
  );
  expect(missing).toEqual([]);
});

test("an attribute means what it means in its element, and else what it means everywhere", () => {
  expect(meaningOfAttribute("iq", "to")).toContain("your own account");
  expect(meaningOfAttribute("message", "to")).toBe("Whom it is for");
  expect(meaningOfAttribute("item", "affiliation", "outcast")).toBe("is banned");
  expect(meaningOfAttribute("item", "affiliation", "nosuch")).toBeUndefined();
});
