import { describe, expect, test } from "vitest";
import {
  ELEMENTS,
  elementsIn,
  elementsNamed,
  inContent,
  PLACES,
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
