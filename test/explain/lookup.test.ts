import { describe, expect, test } from "vitest";
import { explainWord } from "../../src/explain/lookup.ts";
import { explanationLines } from "../../src/render/explanation.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { KNOWLEDGE } from "../../src/xmpp/knowledge/index.ts";

/** The explanations of a word; none where it is unknown. */
function found(word: string) {
  const looked = explainWord(word, KNOWLEDGE);
  return looked.isKnown ? looked.explanations : [];
}

/** What is shown of a word, on a terminal of 80 columns. */
function shown(word: string): string {
  return found(word)
    .map((one) => explanationLines(one, { theme: NO_COLOR, width: 80 }).join("\n"))
    .join("\n\n");
}

const titles = (word: string) => found(word).map(({ title }) => title);

test("every namespace answers, with where it is defined and how it stands with it", () => {
  for (const [namespace, { title }] of KNOWLEDGE.namespaces) {
    const [first] = found(namespace);
    expect(first?.title, namespace).toBe(namespace);
    expect(first?.text.join(" "), namespace).toContain(title);
    expect(first?.spec?.name, namespace).toMatch(/./);
    expect(found(`${namespace}+notify`)[0]?.title, namespace).toBe(`${namespace}+notify`);
  }
});

test("every step of the handshake, condition, mechanism, feature, status code, XEP and RFC answers", () => {
  const { conditions, features, handshake, mechanisms, mucStatus, rfcs, xeps } = KNOWLEDGE;
  const words = [
    ...handshake.map(({ element }) => element.replace(/[()]/g, "").replace(/^([?/].*)/, "<$1>")),
    ...conditions.map(({ name }) => name),
    ...mechanisms.map(({ name }) => name),
    ...features.map(({ name }) => name),
    ...mucStatus.map(({ code }) => `status ${code}`),
    ...[...xeps.keys()].map((number) => `XEP-${number}`),
    ...[...rfcs.keys()].map((number) => `RFC ${number}`),
  ];
  expect(words.filter((word) => titles(word).length === 0)).toEqual([]);
});

describe("what is shown of a word", () => {
  test.each([
    "urn:xmpp:sm:2",
    "http://jabber.org/protocol/pubsub#retrieve-items",
    "urn:xmpp:avatar:metadata+notify",
    "bind",
    "<enable/>",
    "<enable xmlns='urn:xmpp:carbons:2'/>",
    "query",
    "not-authorized",
    "payload-too-big",
    "scram-sha-1",
    "DIGEST-MD5",
    "tls-exporter",
    "xep 198",
    "RFC 3921",
    "rfc6120 §4.9.3.6",
    "status 110",
    "TLS handshake",
    "</stream:stream>",
    "roster",
    "presence",
    "SCRAM",
  ])("%s", async (word) => {
    await expect(`${shown(word)}\n`).toMatchFileSnapshot(
      `../golden/explain/${word.replace(/[^\w+-]+/g, "_")}.txt`,
    );
  });
});

describe("a specification is found however it is written:", () => {
  test.each(["XEP-0198", "xep-0198", "XEP 198", "xep198", "198", "0198"])("%s", (word) => {
    expect(titles(word)).toEqual(["XEP-0198: Stream Management"]);
  });

  test.each(["RFC 6120 §4.9", "rfc6120 §4.9", "RFC-6120 section 4.9", "rfc6120#section-4.9"])(
    "%s",
    (word) => {
      const [explanation] = found(word);
      expect(explanation?.spec?.url).toBe("https://www.rfc-editor.org/rfc/rfc6120#section-4.9");
      expect(explanation?.parts.map(({ name }) => name)).toContain("host-unknown");
    },
  );

  test("an RFC that no table names is still to be read", () => {
    expect(found("RFC 9999")[0]?.spec?.url).toBe("https://www.rfc-editor.org/rfc/rfc9999");
    expect(found("rfc 1")[0]?.spec?.url).toBe("https://www.rfc-editor.org/rfc/rfc1");
  });

  test("a section's XEP leads to its page only: no table has the anchors", () => {
    expect(found("XEP-0198 §5")[0]?.spec?.url).toBe("https://xmpp.org/extensions/xep-0198.html");
  });
});

describe("a name with several meanings has them all, the core's first:", () => {
  test.each([
    [
      "not-authorized",
      [
        "not-authorized, a stream error: it ends the stream",
        "not-authorized, a SASL failure: the stream stays open",
        "not-authorized, a stanza error: about one stanza only",
      ],
    ],
    ["110", ["status 110 of a multi-user chat", "XEP-0110: Generic Maps"]],
    ["stream:features", titles("features")],
    ["Stream Management", ["stream management", "XEP-0198: Stream Management"]],
    ["Message Carbons", ["XEP-0280: Message Carbons"]],
    ["<bind xmlns='urn:xmpp:bind:0'/>", ["<bind xmlns='urn:xmpp:bind:0'/>"]],
    ["bind urn:xmpp:bind:0", ["<bind xmlns='urn:xmpp:bind:0'/>"]],
    ["muc", ["http://jabber.org/protocol/muc", "XEP-0045: Multi-User Chat"]],
  ])("%s", (word, expected) => {
    expect(titles(word)).toEqual(expected);
  });
});

describe("an unknown word gets the nearest ones:", () => {
  test.each([
    ["urn:xmpp:smm:3", "urn:xmpp:sm:3"],
    ["not-autorized", "not-authorized"],
    ["SCRAM-SHA-265", "SCRAM-SHA-256"],
    ["strattls", "starttls"],
    ["carbon", "carbons"],
    ["6120", "RFC 6120"],
    ["6120 4.9", "RFC 6120 4.9"],
  ])("%s: %s", (word, nearest) => {
    const looked = explainWord(word, KNOWLEDGE);
    expect(looked.isKnown ? [] : looked.nearest).toContain(nearest);
  });

  test("or none", () => {
    expect(explainWord("xyzzyplughfrobnicate", KNOWLEDGE)).toEqual({ isKnown: false, nearest: [] });
    expect(explainWord("__proto__", KNOWLEDGE)).toMatchObject({ isKnown: false });
    expect(explainWord("XEP-9999", KNOWLEDGE)).toMatchObject({ isKnown: false });
  });
});
