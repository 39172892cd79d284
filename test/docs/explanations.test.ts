import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { explainWord } from "../../src/explain/lookup.ts";
import { explanationLines } from "../../src/render/explanation.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { KNOWLEDGE } from "../../src/xmpp/knowledge/index.ts";

const page = readFileSync(new URL("../../docs/explanations.md", import.meta.url), "utf8");

/** What is typed in the table of what can be asked for. */
const asked = [...page.matchAll(/^\|.*\|$/gm)].flatMap(([row]) =>
  [...row.matchAll(/`explain (.*?)`/g)].flatMap(([, word]) => word ?? []),
);

describe("what docs/explanations.md says can be asked for has an answer:", () => {
  test("there is something", () => expect(asked.length).toBeGreaterThan(10));

  test.each(asked)("%s", (word) => {
    expect(explainWord(word, KNOWLEDGE, commands)).toMatchObject({ isKnown: true });
  });
});

test("the answer that docs/explanations.md prints is what is shown", () => {
  const [, word = "", printed] = /^\$ xmpp-repl explain (.*)\n([\s\S]*?)\n```/m.exec(page) ?? [];
  const looked = explainWord(word, KNOWLEDGE);
  const lines = looked.isKnown
    ? looked.explanations.map((one) => explanationLines(one, { theme: NO_COLOR, width: 0 }).join("\n"))
    : [];
  expect(printed).toBe(lines.join("\n\n"));
});
