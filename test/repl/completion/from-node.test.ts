import { expect, test } from "vitest";
import { fromNode } from "../../../src/repl/completion/from-node.ts";

const found = (line: string, texts: readonly string[], typed: string | undefined) =>
  fromNode(line, [texts, typed])?.candidates.map(({ text }) => text);

// As node finds them: what every object has, what its class has, its own.
const OF_REPLY = ["r.__proto__", "r.valueOf", "", "r.getChild", "r.toString", "", "r.attrs", "r.name"];

test("its own members stand first, then those of its class; what every object has is left out", () => {
  expect(found("r.", OF_REPLY, "r.")).toEqual(["r.attrs", "r.name", "r.getChild", "r.toString"]);
});

test("what every object has is found by a letter of it, behind the rest", () => {
  expect(found("r.v", ["r.valueOf", "", "r.values"], "r.v")).toEqual(["r.values", "r.valueOf"]);
});

test("what has nothing else shows what every object has", () => {
  expect(found("{}.", ["{}.__proto__", "{}.valueOf"], "{}.")).toEqual(["{}.__proto__", "{}.valueOf"]);
});

test("a member of a further object than its class is not taken for one that every object has", () => {
  expect(found("none.", ["none.far", "", "none.near"], "none.")).toEqual(["none.near", "none.far"]);
});

test("the piece begins where node says, and where node says nothing nothing is found", () => {
  expect(fromNode("1 + r.n", [["r.name"], "r.n"])).toMatchObject({ from: 4 });
  expect(found('r["', [], undefined)).toBeUndefined();
});
