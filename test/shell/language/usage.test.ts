import { expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { defineCommand } from "../../../src/shell/command.ts";
import { helpOf, usageOf } from "../../../src/shell/language/usage.ts";
import { PASSED } from "../../../src/shell/outcome.ts";

const sample = defineCommand({
  name: "sample",
  kind: "wire",
  summary: "Send a sample",
  detail: "It has no reply.",
  spec: "RFC 6120 §7",
  args: {
    type: { summary: "which it is", choices: ["get", "set"] },
    payload: { optional: true, rest: true, summary: "the XML inside" },
  },
  options: { to: { value: "JID", summary: "whom it is for" }, "no-wait": { summary: "do not wait" } },
  example: { line: "sample get", sends: "<sample/>" },
  run: () => PASSED,
});

test("a usage line has arguments in <> when they must be there, in [] when not, and … where they go on", () => {
  expect(usageOf(sample)).toBe("sample <type> [payload…] [--to JID] [--no-wait]");
});

test("the help of a command says everything that is known of it", () => {
  expect(helpOf(sample, NO_COLOR)).toBe(`sample <type> [payload…] [--to JID] [--no-wait]
Send a sample.

It has no reply.

  type       which it is (get, set)
  payload    the XML inside
  --to JID   whom it is for
  --no-wait  do not wait

Example: sample get
  sends: <sample/>
Specified in RFC 6120 §7`);
});

test("the help of a command leaves out what it does not have", () => {
  const { detail: _, spec: __, ...rest } = sample;
  const bare = { ...rest, args: {}, options: {}, example: { line: "sample", shows: "a sample" } };
  expect(helpOf(bare, NO_COLOR)).toBe("sample\nSend a sample.\n\nExample: sample");
});
