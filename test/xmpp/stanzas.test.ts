import { describe, expect, test } from "vitest";
import * as stanzas from "../../src/xmpp/stanzas.ts";

describe("an element is built", () => {
  test.each<[string, { toString(): string }, string]>([
    [
      "to begin SASL with a response",
      stanzas.saslAuth("PLAIN", "AG1l"),
      '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG1l</auth>',
    ],
    [
      "to begin SASL without one",
      stanzas.saslAuth("SCRAM-SHA-1"),
      '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="SCRAM-SHA-1"/>',
    ],
    [
      "to begin SASL with an empty one, which is written =",
      stanzas.saslAuth("EXTERNAL", ""),
      '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="EXTERNAL">=</auth>',
    ],
    [
      "to bind a resource",
      stanzas.bindRequest("1", "desk"),
      '<iq type="set" id="1"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>desk</resource></bind></iq>',
    ],
    [
      "to bind any resource",
      stanzas.bindRequest("1"),
      '<iq type="set" id="1"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>',
    ],
    [
      "to start a session",
      stanzas.sessionRequest("1"),
      '<iq type="set" id="1"><session xmlns="urn:ietf:params:xml:ns:xmpp-session"/></iq>',
    ],
    ["to be available", stanzas.presence({}), "<presence/>"],
    [
      "to be available in every detail",
      stanzas.presence({ to: "a@b", type: "x", id: "1", show: "away", status: "lunch", priority: "-5" }),
      '<presence to="a@b" type="x" id="1"><show>away</show><status>lunch</status><priority>-5</priority></presence>',
    ],
    [
      "to say something",
      stanzas.message({ to: "a@b", body: "hi" }),
      '<message to="a@b"><body>hi</body></message>',
    ],
    [
      "to say something in every detail",
      stanzas.message({ to: "a@b", type: "chat", id: "1", subject: "s", body: "b", thread: "t" }),
      '<message to="a@b" type="chat" id="1"><subject>s</subject><body>b</body><thread>t</thread></message>',
    ],
    ["to say nothing", stanzas.message({ to: "a@b" }), '<message to="a@b"/>'],
    [
      "to refuse a request",
      stanzas.stanzaError("service-unavailable", "cancel"),
      '<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>',
    ],
    [
      "to refuse a request in words",
      stanzas.stanzaError("forbidden", "auth", "no <way>"),
      '<error type="auth"><forbidden xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">no &lt;way&gt;</text></error>',
    ],
  ])("%s", (_what, built, xml) => {
    expect(built.toString()).toBe(xml);
  });
});

describe("what was typed is escaped", () => {
  test("in text", () => {
    expect(stanzas.message({ to: "a", body: `<b> & "c" 'd' ]]>` }).getChildText("body")).toBe(
      `<b> & "c" 'd' ]]>`,
    );
    expect(stanzas.message({ to: "a", body: "<b> & c ]]>" }).toString()).toBe(
      '<message to="a"><body>&lt;b&gt; &amp; c ]]&gt;</body></message>',
    );
  });

  test("in attributes", () => {
    expect(stanzas.message({ to: `a"b'<c>&d` }).toString()).toBe(
      '<message to="a&quot;b&apos;&lt;c&gt;&amp;d"/>',
    );
  });
});

describe("an iq", () => {
  test.each([
    [
      "has its attributes in order",
      stanzas.iqText({ type: "get", id: "1", to: "a", from: "b" }),
      '<iq type="get" id="1" to="a" from="b"/>',
    ],
    [
      "has its payload as it was typed, whatever it is",
      stanzas.iqText({ type: "get", id: "1" }, "<a b = 'c'></d> &"),
      `<iq type="get" id="1"><a b = 'c'></d> &</iq>`,
    ],
    [
      "has its attributes escaped",
      stanzas.iqText({ type: "get", id: `1"/>`, to: "a" }, "<b/>"),
      '<iq type="get" id="1&quot;/&gt;" to="a"><b/></iq>',
    ],
  ])("%s", (_what, text, xml) => {
    expect(text).toBe(xml);
  });
});
