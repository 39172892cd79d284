import { describe, expect, test } from "vitest";
import { escapeVariables, expand, variablesIn } from "../../../src/shell/language/expansion.ts";

const VALUES: Readonly<Record<string, string>> = {
  name: "romeo",
  "stream.id": "s1",
  both: "${name}",
  money: "$&$1$$",
};

function expanded(text: string): string {
  return expand(text, (name) => VALUES[name] ?? `?${name}?`);
}

describe("a text with variables", () => {
  test.each([
    ["gets their values", "hello ${name}, ${stream.id}", "hello romeo, s1"],
    ["gets them once: a value is not looked into", "${both}", "${name}"],
    ["gets a value as it is, whatever JavaScript would make of it", "${money}", "$&$1$$"],
    ["keeps what is escaped as it looks", "$${name}", "${name}"],
    ["keeps a dollar before what is escaped", "$$${name}", "$${name}"],
    ["is left alone where there are none", "$name {name} $ {name} 5$", "$name {name} $ {name} 5$"],
    ["is left alone where a brace is not closed", "${name", "${name"],
    ["asks for what stands between the braces, blanks too", "${ name }", "? name ?"],
    ["asks for nothing's value where nothing stands there", "${}", "??"],
    ["does not go beyond an element's tags", "${<a/>}", "${<a/>}"],
  ])("%s", (_what, text, result) => {
    expect(expanded(text)).toBe(result);
  });

  test("asks for each occurrence by itself", () => {
    let count = 0;
    expect(expand("${id} ${id}", () => `id-${++count}`)).toBe("id-1 id-2");
  });
});

test("the variables of a text are told with their places, without what is escaped", () => {
  expect(variablesIn("a ${b} $${c} ${d}")).toEqual([
    { name: "b", at: 2 },
    { name: "d", at: 13 },
  ]);
});

test.each(["${name}", "$${name}", "$$${name}", "a $ {b} ${", "${${name}}", "no variable"])(
  "what is escaped is given back as it was: %s",
  (text) => {
    expect(expanded(escapeVariables(text))).toBe(text);
  },
);
