import { expect, test } from "vitest";
import { enter, town } from "../helpers/people.ts";

test.each([
  ["<message to='nobody@localhost' id='m'/>", "there is no account nobody@localhost here"],
  ["<message to='nobody@localhost/x' id='m'/>", "there is no account nobody@localhost here"],
  ["<message to='juliet@localhost/balcony' id='m'/>", "juliet@localhost/balcony is not connected"],
  [
    "<message to='juliet@localhost' type='groupchat' id='m'/>",
    "juliet@localhost is somebody's account, and no room",
  ],
  [
    "<iq to='nobody@localhost' type='get' id='i'><ping xmlns='urn:xmpp:ping'/></iq>",
    "there is no account nobody@localhost here",
  ],
  [
    "<iq to='juliet@localhost/balcony' type='get' id='i'><ping xmlns='urn:xmpp:ping'/></iq>",
    "juliet@localhost/balcony is not connected",
  ],
])("the answer to %s says why nobody takes it: %s", async (stanza, text) => {
  const me = await enter(town(), "me/desk");
  const [answer = ""] = await me.says(stanza);
  expect(answer).toContain('<service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>');
  expect(answer).toContain(`>${text}</text>`);
});
