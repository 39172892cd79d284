import { createRequire } from "node:module";
import xml, { Element } from "@xmpp/xml";
import { expect, it } from "vitest";

// ltx ships its classes twice, for `import` and for `require`, and `instanceof` knows nothing of the other copy: a tree
// that is built of both cannot be searched. src/xml takes Element from @xmpp/xml, which must go on using ltx/lib.
it("@xmpp/xml has the Element class of ltx/lib, and no other", () => {
  const ltxElement: unknown = createRequire(import.meta.url)("ltx/lib/Element.js");
  expect(Element).toBe(ltxElement);
  expect(xml("a")).toBeInstanceOf(Element);
});
