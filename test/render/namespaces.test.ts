import { expect, test } from "vitest";
import { shortNamespace } from "../../src/render/namespaces.ts";
import { shownIn } from "./shown-in.ts";

test.each([
  ["http://jabber.org/protocol/disco#info", "…disco#info"],
  ["urn:xmpp:carbons:2", "…carbons:2"],
  ["urn:ietf:params:xml:ns:xmpp-sasl", "…xmpp-sasl"],
  ["jabber:client", "…client"],
  ["jabber:x:data", "…x:data"],
  ["urn:xmpp:avatar:data", "…avatar:data"],
  ["urn:xmpp:delay", "…xmpp:delay"],
  ["urn:xmpp:jingle:apps:file-transfer:5", "…apps:file-transfer:5"],
  ["http://etherx.jabber.org/streams", "…streams"],
  ["https://example.org/a/", "…a/"],
  ["vcard-temp", "vcard-temp"],
  ["", ""],
])("%s is shortened to %s", (namespace, short) => {
  expect(shortNamespace(namespace)).toBe(short);
});

test("namespaces in XML are shortened where that is wished, other values are not", async () => {
  const xml =
    "<iq type='get' id='urn:x:y'><query xmlns='http://jabber.org/protocol/disco#info' node='http://example.org/a#b'><feature var='urn:xmpp:mam:2'/></query></iq>";
  expect(await shownIn("pretty", `C: ${xml}`, { namespaces: "short" })).toEqual([
    "  7 C: <iq type='get' id='urn:x:y'>",
    "         <query xmlns='…disco#info' node='http://example.org/a#b'>",
    "           <feature var='…mam:2'/>",
    "         </query>",
    "       </iq>",
  ]);
  expect(await shownIn("raw", `C: ${xml}`, { namespaces: "short" })).toEqual([`  7 C: ${xml}`]);
});
