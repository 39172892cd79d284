import { describe, expect, it } from "vitest";
import { lacksEnd } from "../../../src/repl/javascript/lacks-end.ts";

describe("JavaScript goes on with the next row where it only lacks its end:", () => {
  it.each([
    "while (1)",
    "for (;;)",
    "if (i)",
    "1 +",
    "i.",
    "i ?",
    "if (i) { i--",
    "if (i) {\ntry {\n}",
    "class A",
    "foo(1",
    "foo(1,",
    "foo(bar(1 // one",
    "await foo(",
    "`text\n",
    "`${i",
    "/* i",
    "f(1, /* i",
    'i = "a\\',
    "{ a: 1,",
    "{ a: 1,\nb: 2,",
    "{ i()",
  ])("%j", (text) => {
    expect(lacksEnd(text)).toBe(true);
  });
});

describe("JavaScript is as long as it gets where it is whole, or where no further row mends it:", () => {
  it.each([
    "",
    "i",
    "[1,\n2]",
    "{ a: 1,\nb: 2 }",
    "if (i) {\n}",
    "`text`",
    "i }",
    "i..",
    "foo(1 2",
    "foo(bar(1 2",
    "`${a b",
    'i = "a',
    "it's",
    "[1,\n2}",
    "{ a: 1,\nb: 2 c",
    "presense juliet",
  ])("%j", (text) => {
    expect(lacksEnd(text)).toBe(false);
  });
});
