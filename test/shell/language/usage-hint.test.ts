import { expect, test } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { Aliases } from "../../../src/shell/aliases.ts";
import { usageHint } from "../../../src/shell/language/usage-hint.ts";

const aliases = new Aliases(() => false);
aliases.define("desk", "bind desk");
aliases.define("office", "desk --no-wait");

test.each([
  ["bind ", "[resource] [--no-wait] [--timeout DURATION]"],
  ["@juliet bind ", "[resource] [--no-wait] [--timeout DURATION]"],
  ["bind desk ", "[--no-wait] [--timeout DURATION]"],
  ["bind de", " [--no-wait] [--timeout DURATION]"],
  ["bind --no-wait ", "[resource] [--timeout DURATION]"],
  ["bind --timeout ", "DURATION"],
  ["bind --timeout 5s ", "[resource] [--no-wait]"],
  ["bind --timeout=5s ", "[resource] [--no-wait]"],
  ["bind -- --desk ", "[--no-wait] [--timeout DURATION]"],
  ["desk ", "[--no-wait] [--timeout DURATION]"],
  ["@juliet office ", "[--timeout DURATION]"],
])("behind %j it is what can still be given: %s", (line, hint) => {
  expect(usageHint(line, commands, aliases)).toBe(hint);
});

test("options stand before XML, which goes to the end of the line", () => {
  expect(usageHint("iq get --to localhost --from me@localhost --id i ", commands, aliases)).toBe(
    "[--no-wait] [--timeout DURATION] [payload…]",
  );
});

test("what takes all the words that are left can go on", () => {
  expect(usageHint("send 'a' ", commands, aliases)).toMatch(/^\[text…\]/);
});

test.each([
  ["set ", "[setting] [value]"],
  ["set view ", "[pretty, raw, compact, hex, tree]"],
  ["set view sent ", "[same, pretty, raw, compact, hex, tree]"],
  ["set limit ", "[stanza, elements, depth, attributes] [value]"],
  ["set timeout ", "[500ms, 5s, 2m]"],
  ["log ", "[FILE, off, or save FILE] [--all] [--force]"],
  ["log save ", "<FILE> [--all] [--force]"],
  ["log walk.ndjson ", "[--all] [--force]"],
])("behind %j it is what those words let follow", (line, hint) => {
  expect(usageHint(line, commands, aliases)).toBe(hint);
});

test.each([
  ["", "nothing is typed"],
  ["bind", "the name may go on"],
  ["desk", "the name of an alias may go on"],
  ["@juliet desk", "the name of an alias may go on"],
  ["bind --no", "an option may go on"],
  ["bind 'de", "a quote is open"],
  ["iq get <ping ", "it is XML"],
  ["<bind ", "it is XML"],
  ["const bind ", "it is JavaScript"],
  ["xyzzy ", "there is no such command"],
  ["quit ", "nothing can be given"],
  ["set view raw ", "the value is given"],
])("behind %j there is none: %s", (line) => {
  expect(usageHint(line, commands, aliases)).toBeUndefined();
});
