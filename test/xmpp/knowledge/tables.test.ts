import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { KNOWLEDGE } from "../../../src/xmpp/knowledge/index.ts";
import { listIn, readTable } from "../../../src/xmpp/knowledge/table.ts";
import { inOurWords } from "./our-words.ts";

const TABLE = "name\tmeaning\nbind\ta resource\nping\t\n";

describe("a table is read", () => {
  test("row by row, each cell by its column's name", () => {
    const rows = readTable(TABLE, (cell) => `${cell("meaning")}|${cell("name")}`);
    expect(rows).toEqual(["a resource|bind", "|ping"]);
  });

  test("and a column that it does not have is a mistake of ours", () => {
    expect(() => readTable(TABLE, (cell) => cell("meanin"))).toThrow("no column meanin");
  });

  test("and several values in one cell are taken apart", () => {
    expect(listIn("XEP-0085, XEP-0184")).toEqual(["XEP-0085", "XEP-0184"]);
    expect(listIn("")).toEqual([]);
  });
});

test("the tables are whole", () => {
  const { conditions, features, handshake, mechanisms, mucStatus, namespaces, xeps } = KNOWLEDGE;
  expect({
    conditions: conditions.length,
    features: features.length,
    handshake: handshake.length,
    mechanisms: mechanisms.length,
    mucStatus: mucStatus.length,
    namespaces: namespaces.size,
    xeps: xeps.size,
  }).toEqual({
    conditions: 126,
    features: 38,
    handshake: 93,
    mechanisms: 43,
    mucStatus: 20,
    namespaces: 1069,
    xeps: 517,
  });
});

test("no condition is there twice", () => {
  const keys = KNOWLEDGE.conditions.map(({ kind, namespace, name }) => `${kind} ${namespace} ${name}`);
  expect(keys).toEqual([...new Set(keys)]);
});

test("of every RFC that a row cites, the title is known", () => {
  const { conditions, features, handshake, mechanisms } = KNOWLEDGE;
  const cited = [conditions, features, handshake, mechanisms]
    .flat()
    .flatMap(({ spec }) => /^RFC (\d+)/.exec(spec)?.[1] ?? []);
  expect(cited.length).toBeGreaterThan(100);
  expect([...new Set(cited)].filter((number) => !KNOWLEDGE.rfcs.has(number))).toEqual([]);
});

const facts = new URL("../../../../shared/data/", import.meta.url);
const ours = new URL("../../../src/xmpp/knowledge/", import.meta.url);

describe.skipIf(!existsSync(facts))(
  "where the facts that the tables were made from are at hand, the table",
  () => {
    test.each([
      ["namespaces.tsv", "namespaces.tsv"],
      ["handshake.tsv", "handshake.tsv"],
      ["stream-features.tsv", "stream-features.tsv"],
      ["xeps.tsv", "xeps.tsv"],
      ["muc-status.tsv", "muc-status.tsv"],
      ["mechanisms.tsv", "sasl.tsv"],
    ])("%s has them word for word, in our words for what they say", (table, source) => {
      const said = readFileSync(new URL(source, facts), "utf8");
      const isProse = !["namespaces.tsv", "xeps.tsv", "muc-status.tsv"].includes(table);
      expect(readFileSync(new URL(table, ours), "utf8")).toBe(isProse ? inOurWords(said) : said);
    });

    test("of conditions says what they say", () => {
      const said = readTable(inOurWords(readFileSync(new URL("errors.tsv", facts), "utf8")), (cell) =>
        [cell("kind"), cell("condition"), cell("namespace"), cell("section"), cell("meaning")].join("|"),
      );
      expect(
        KNOWLEDGE.conditions
          .map(({ kind, name, namespace, section, meaning }) =>
            [kind, name, namespace, section, meaning].join("|"),
          )
          .sort(),
      ).toEqual([...said].sort());
    });
  },
);
