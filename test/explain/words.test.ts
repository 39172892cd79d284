import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { explainWord } from "../../src/explain/lookup.ts";
import { KNOWLEDGE } from "../../src/xmpp/knowledge/index.ts";

/** What is explained of a word, with the commands at hand; nothing of an unknown one. */
function found(word: string) {
  const looked = explainWord(word, KNOWLEDGE, commands);
  return looked.isKnown ? looked.explanations : [];
}

const titles = (word: string) => found(word).map(({ title }) => title);

const glossary = readFileSync(new URL("../../docs/glossary.md", import.meta.url), "utf8");
const rows = [...glossary.matchAll(/^\| ([^|]+?) \| ([^|]+?) \|$/gm)]
  .map(([, words = "", text = ""]) => ({ words: words.split(", "), text }))
  .filter(({ text }) => text !== "what it is");

describe("every word of the glossary is explained, with the section that the glossary names:", () => {
  test("there are some", () => expect(rows.length).toBeGreaterThan(40));

  test.each(rows.flatMap(({ words, text }) => words.map((word) => ({ word, text }))))(
    "$word",
    ({ word, text }) => {
      const fact = KNOWLEDGE.words.find(({ names }) => names.includes(word));
      expect(fact?.meaning).toMatch(/\.$/);
      expect(found(word)[0]?.text).toEqual([fact?.meaning]);
      const [, spec, section] = /\((RFC \d+|XEP-\d+)(?: §([\d.]+))?\)/.exec(text) ?? [];
      if (spec !== undefined) expect(fact?.spec).toBe(spec);
      if (section !== undefined) expect(fact?.section).toBe(section);
    },
  );
});

describe("a newcomer's word is explained first, in one sentence or two:", () => {
  test.each([
    ["stanza", "RFC 6120"],
    ["TLS", "RFC 6120"],
    ["STARTTLS", "RFC 6120"],
    ["SASL", "RFC 6120"],
    ["SCRAM", "RFC 5802"],
    ["SRV", "RFC 6120"],
    ["JID", "RFC 7622"],
    ["full JID", "RFC 7622"],
    ["namespace", "RFC 6120"],
    ["id", "RFC 6120"],
    ["type", "RFC 6120"],
    ["from", "RFC 6120"],
    ["to", "RFC 6120"],
    ["chat", "RFC 6121"],
    ["groupchat", "RFC 6121"],
    ["headline", "RFC 6121"],
    ["subscribe", "RFC 6121"],
    ["subscribed", "RFC 6121"],
    ["unavailable", "RFC 6121"],
    ["xml:lang", "RFC 6120"],
    ["presence", "RFC 6121"],
    ["priority", "RFC 6121"],
    ["Stanzas", "RFC 6120"],
    ["XEP", "XEP-0001"],
    ["end tag", "RFC 6120"],
    ["authorization", "RFC 6120"],
    ["c2s", "RFC 6120"],
    ["port 5222", "RFC 6120"],
    ["5222", "RFC 6120"],
  ])("%s", (word, spec) => {
    const [first] = found(word);
    expect(first?.title.toLowerCase()).toContain(word.toLowerCase().replace(/zas$/, "za"));
    expect(first?.spec?.name).toBe(spec);
    expect(first?.text.join(" ").match(/\.(?: |$)/g)?.length).toBeLessThanOrEqual(2);
  });
});

test("a word's name is not that of another one", () => {
  const names = KNOWLEDGE.words.flatMap((fact) => fact.names.map((name) => name.toLowerCase()));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("what a word says to see besides can be asked for", () => {
  const others = KNOWLEDGE.words.flatMap(({ alsoSee }) => alsoSee);
  expect(others.length).toBeGreaterThan(50);
  expect(others.filter((word) => found(word).length === 0)).toEqual([]);
});

test("beside a word the elements of extensions that have its name are left out, those of the handshake are not", () => {
  expect(titles("type")).toEqual(["type"]);
  expect(titles("SASL")).toEqual(["SASL"]);
  expect(titles("resource").slice(0, 2)).toEqual([
    "resource, resourcepart",
    "<resource xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>",
  ]);
  expect(titles("roster")).toEqual([
    "roster, contact list",
    "roster, a command of this tool",
    "jabber:iq:roster",
  ]);
});

test("a command's name says what it does and where its help is", () => {
  expect(found("forget")).toEqual([
    {
      title: "forget, a command of this tool",
      text: [expect.stringMatching(/^Empty the inbox: .*\. "help forget" says how it is written\.$/)],
      parts: [],
      alsoSee: [],
    },
  ]);
  expect(found("restart")[1]?.spec?.url).toBe("https://www.rfc-editor.org/rfc/rfc6120#section-4.3.3");
  expect(found("disco")[0]?.spec).toEqual({ name: "XEP-0030 §3, §4" });
});

describe("the prompt's own words are explained:", () => {
  const due = readFileSync(new URL("../../src/explain/due.ts", import.meta.url), "utf8");
  const labels = [...due.matchAll(/label: "([^"]+)"/g)].flatMap(([, label = ""]) => label);

  test.each([...new Set(labels)])("%s", (label) => {
    expect(found(label)[0]?.title.split(", ")).toContain(label);
  });

  test("with the step that is due", () => {
    const step = ["bind next, in the prompt", "bind, a command of this tool"];
    expect(titles("bind next")).toEqual(step);
    expect(titles("authenticated, bind next")).toEqual(["authenticated", ...step]);
    expect(titles("main authenticated, bind next>")).toEqual(["authenticated", ...step]);
  });

  test("and what no command is called is not taken for a step", () => {
    expect(titles("dance next")).toEqual([]);
  });
});

describe("a XEP that matters says what it is for, and is found by its number or its section:", () => {
  test.each(["XEP-0030", "XEP-0045", "XEP-0077", "XEP-0198", "XEP-0199", "XEP-0280", "XEP-0313", "XEP-0368"])(
    "%s",
    (word) => {
      expect(found(word)[0]?.text[0]).toMatch(/^[A-Z].{20,120}\.$/);
      expect(found(word)[0]?.text[1]).toMatch(/^[A-Z][\w ]+, (Final|Stable)\./);
    },
  );

  test("every sentence is one about a XEP that there is", () => {
    const sentences = new URL("../../src/xmpp/knowledge/xep-summaries.tsv", import.meta.url);
    const [, ...numbers] = readFileSync(sentences, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("\t")[0]);
    const told = [...KNOWLEDGE.xeps.values()].filter(({ summary }) => summary !== "");
    expect(told.map(({ number }) => number)).toEqual(numbers);
  });

  test("of the others nothing is said", () => {
    expect(found("XEP-0151")[0]?.text[0]).toBe("Standards Track, Deferred. Version 0.2 of 2005-07-05.");
  });
});

describe("a section needs no sign before it:", () => {
  test.each(["rfc 6120 4.9.3.6", "RFC 6120, 4.9.3.6.", "RFC-6120 §4.9.3.6", "rfc6120 section 4.9.3.6"])(
    "%s",
    (word) => {
      expect(found(word)[0]?.parts.map(({ name }) => name)).toEqual(["host-unknown"]);
    },
  );
});

test("a message's element has the types there are, and nobody has to answer it", () => {
  const [, , element] = found("message");
  expect(element?.parts.map(({ name }) => name)).toEqual([
    "type=normal",
    "type=chat",
    "type=groupchat",
    "type=headline",
    "type=error",
  ]);
  expect(element?.follows).toBe(
    "Nothing has to follow. If it cannot be delivered, a message of type error may come back.",
  );
});

test("nothing at all is nothing known", () => {
  for (const word of ["", " "])
    expect(explainWord(word, KNOWLEDGE, commands)).toEqual({ isKnown: false, nearest: [] });
});

describe("a slip is taken for what learners type most:", () => {
  test.each([
    ["bnid", "bind"],
    ["explian", "explain"],
    ["stnaza", "stanza"],
    ["presnece", "presence"],
    ["rsotre", "roster"],
    ["featurs", "features"],
    ["subscirbe", "subscribe"],
    ["strattls", "starttls"],
    ["stream opne", "stream open"],
    ["opne", "open"],
  ])("%s for %s", (typed, meant) => {
    const looked = explainWord(typed, KNOWLEDGE, commands);
    expect(looked.isKnown ? [] : looked.nearest[0]).toBe(meant);
  });

  test.each(["foo", "999", "12345", "xyz", "aaa"])("%s for nothing", (typed) => {
    expect(explainWord(typed, KNOWLEDGE, commands)).toEqual({ isKnown: false, nearest: [] });
  });
});
