import { describe, expect, test } from "vitest";
import { attributesIn } from "../../src/render/attributes.ts";

function read(tag: string): readonly string[] {
  return Array.from(attributesIn(tag), ({ name, value, start, end }) => {
    return `${name} is ${value} at ${tag.slice(start, end)}`;
  });
}

test.each<[string, string, readonly string[]]>([
  ["in either quotes", `<a b='1' c="2"/>`, ["b is 1 at b='1'", `c is 2 at c="2"`]],
  ["with blanks around the =", "<a b =\n'1'>", ["b is 1 at b =\n'1'"]],
  [
    "with other quotes, brackets and references in them",
    `<a b='"<&lt;/>'>`,
    [`b is "<&lt;/> at b='"<&lt;/>'`],
  ],
  ["of a name with a prefix", "<x:a x:b='1'>", ["x:b is 1 at x:b='1'"]],
  ["that declare namespaces", "<a xmlns='u'/>", ["xmlns is u at xmlns='u'"]],
  ["one right behind another", "<a b='1'c='2'>", ["b is 1 at b='1'", "c is 2 at c='2'"]],
  ["between what is broken", "<a b c='2' d=3 e='4'>", ["c is 2 at c='2'", "e is 4 at e='4'"]],
])("attributes are read %s", (_what, tag, attributes) => {
  expect(read(tag)).toEqual(attributes);
});

// With a time that grows with the square of the length each of these takes a quarter of an hour.
describe("a name of a million characters is read like any other", () => {
  const long = "a".repeat(1_000_000);

  test.each([
    ["of an element", `<${long} b='1'/>`],
    ["that is no attribute", `<a ${long} b='1'/>`],
    ["with very many blanks behind it", `<a b='1' c${" ".repeat(1_000_000)}>`],
  ])("%s", (_what, tag) => {
    expect(Array.from(attributesIn(tag), ({ name }) => name)).toEqual(["b"]);
  });
});
