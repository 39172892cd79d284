import { describe, expect, test } from "vitest";
import {
  ELEMENTS,
  elementsIn,
  elementsNamed,
  inContent,
  PLACES,
  type Place,
  RECEIVED,
  SENT,
} from "../../../src/xmpp/knowledge/elements.ts";
import { KNOWLEDGE } from "../../../src/xmpp/knowledge/index.ts";

const STANZA = { name: "message", namespace: "jabber:client" };

describe("the table of elements", () => {
  test("knows what stands at the first level, from either side", () => {
    expect(elementsIn(SENT).map(({ name }) => name)).toContain("auth");
    expect(elementsIn(RECEIVED).map(({ name }) => name)).toContain("stream:features");
  });

  test("knows what a stanza holds in whatever content namespace", () => {
    const inClient = elementsIn(STANZA);
    expect(inClient.map(({ name }) => name)).toContain("body");
    expect(elementsIn({ name: "message", namespace: "jabber:component:accept" })).toEqual(inClient);
  });

  test.each<[kind: string, place: Place]>([
    ["stream", { name: "stream:error", namespace: "http://etherx.jabber.org/streams" }],
    ["stanza", { name: "error", namespace: "" }],
    ["sasl", { name: "failure", namespace: "urn:ietf:params:xml:ns:xmpp-sasl" }],
    ["sasl", { name: "failure", namespace: "urn:xmpp:sasl:2" }],
  ])("knows every condition of RFC 6120 (%s)", (kind, place) => {
    const known = elementsIn(place).map(({ name }) => name);
    const conditions = KNOWLEDGE.conditions.filter((condition) => condition.kind === kind);
    expect(known.filter((name) => name !== "text").sort()).toEqual(conditions.map(({ name }) => name).sort());
  });

  test("knows both ends of SASL2 and of a component's handshake", () => {
    const named = (place: Place, namespace: string) =>
      elementsIn(place).flatMap((fact) => (fact.namespace === namespace ? [fact.name] : []));
    expect(named(SENT, "urn:xmpp:sasl:2")).toEqual([
      "authenticate",
      "response",
      "abort",
      "next",
      "task-data",
    ]);
    expect(named(RECEIVED, "urn:xmpp:sasl:2")).toEqual([
      "task-data",
      "challenge",
      "success",
      "failure",
      "continue",
    ]);
    expect(named(RECEIVED, "jabber:component:accept")).toEqual(["handshake"]);
  });

  test("has only namespaces that the other tables know", () => {
    const { namespaces, features, handshake } = KNOWLEDGE;
    const others = new Set([...features, ...handshake].map(({ namespace }) => namespace));
    const unknown = ELEMENTS.map(({ namespace }) => namespace).filter(
      (namespace) => namespace !== "" && !namespaces.has(namespace) && !others.has(namespace),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });

  test("has every element that others are said to be in", () => {
    const missing = PLACES.filter(
      ({ name, namespace }) =>
        !name.startsWith("(") && !elementsNamed(name).some((fact) => inContent(fact.namespace) === namespace),
    );
    expect(missing).toEqual([]);
  });

  test("says of each what it is, and never the same twice at one place", () => {
    expect(ELEMENTS.filter(({ summary }) => summary === "")).toEqual([]);
    for (const place of PLACES) {
      const keys = elementsIn(place).map(({ name, namespace }) => `${name} ${namespace}`);
      expect(keys).toEqual([...new Set(keys)]);
    }
  });
});
