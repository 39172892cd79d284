import { expect, test } from "vitest";
import { type Status, worst } from "../../src/script/result.ts";
import { resultOf } from "./report/results.ts";

test.each<[string, Status[], Status]>([
  ["passed where all have passed", ["passed", "passed"], "passed"],
  ["passed where the others were skipped", ["skipped", "passed"], "passed"],
  ["passed where all were skipped", ["skipped"], "passed"],
  ["passed where there is none", [], "passed"],
  ["failed where one has failed", ["passed", "failed", "skipped"], "failed"],
  ["without a connection, whatever else failed", ["failed", "no connection", "failed"], "no connection"],
  ["wrong usage before that", ["no connection", "wrong usage", "failed"], "wrong usage"],
  ["interrupted before all", ["wrong usage", "interrupted", "failed"], "interrupted"],
])("a run of many scripts is %s", (_what, statuses, expected) => {
  expect(worst(statuses.map((status) => resultOf({ status })))).toBe(expected);
});
