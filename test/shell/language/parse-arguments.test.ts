import { describe, expect, test } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { UsageError } from "../../../src/errors.ts";
import { defineCommand, type Parsed } from "../../../src/shell/command.ts";
import { parseArguments } from "../../../src/shell/language/parse-arguments.ts";
import { splitWords } from "../../../src/shell/language/words.ts";
import { PASSED } from "../../../src/shell/outcome.ts";

const sample = defineCommand({
  name: "sample",
  kind: "wire",
  summary: "A command with everything",
  args: {
    type: { summary: "which", choices: ["get", "set"] },
    rest: { optional: true, rest: true, summary: "the rest" },
  },
  options: {
    priority: { value: "NUMBER", summary: "a number" },
    "no-wait": { summary: "a switch" },
    colour: { value: "COLOUR", summary: "one of some", choices: ["red", "blue"] },
  },
  example: { line: "sample get" },
  run: () => PASSED,
});

const pair = defineCommand({
  name: "pair",
  kind: "wire",
  summary: "A command with two words",
  args: { first: { summary: "one" }, second: { optional: true, summary: "two" } },
  options: {},
  example: { line: "pair a b" },
  run: () => PASSED,
});

function parse(line: string): Parsed {
  const command = line.startsWith("pair") ? pair : sample;
  return parseArguments(command, splitWords(line).slice(1));
}

describe("arguments", () => {
  test.each<[string, string, Parsed["args"]]>([
    ["are the words in their order", "pair a b", { first: "a", second: "b" }],
    ["that may be left out are undefined then", "pair a", { first: "a", second: undefined }],
    ["at the end take all the words that are left", "sample get a  b c", { type: "get", rest: "a b c" }],
    ["at the end keep the blanks that are quoted", 'sample get "a  b" c', { type: "get", rest: "a  b c" }],
    [
      "at the end take XML as it stands",
      "sample get x <a  b='c'/> ",
      { type: "get", rest: "x <a  b='c'/> " },
    ],
    ["may be empty when quoted", 'pair "" b', { first: "", second: "b" }],
    [
      "behind -- may look like options",
      "sample get -- --no-wait --x",
      { type: "get", rest: "--no-wait --x" },
    ],
    ["behind -- may be -- again", "pair -- -- a", { first: "--", second: "a" }],
    [
      "in quotes may look like options",
      `sample get "--no-wait" '--x=1'`,
      { type: "get", rest: "--no-wait --x=1" },
    ],
    ["may begin with one dash", "pair -1 -x", { first: "-1", second: "-x" }],
    ["may stand on both sides of the options", "sample get a --no-wait b", { type: "get", rest: "a b" }],
  ])("%s", (_what, line, args) => {
    expect(parse(line).args).toEqual(args);
  });
});

describe("options", () => {
  const none = { priority: undefined, "no-wait": false, colour: undefined };
  test.each<[string, string, Parsed["options"]]>([
    ["that are left out are undefined, and switches are off", "sample get", none],
    ["take the next word as their value", "sample get --priority 5", { ...none, priority: "5" }],
    ["take what is behind =", "sample get --priority=5", { ...none, priority: "5" }],
    ["take everything behind the first =", "sample get --priority=a=b", { ...none, priority: "a=b" }],
    ["take an empty value", "sample get --priority=", { ...none, priority: "" }],
    ["take a negative number", "sample get --priority -5", { ...none, priority: "-5" }],
    ["take a negative number behind =", "sample get --priority=-5", { ...none, priority: "-5" }],
    [
      "take a quoted value that looks like an option",
      'sample get --priority "--no-wait"',
      { ...none, priority: "--no-wait" },
    ],
    ["take a value with blanks in quotes", 'sample get --priority="a b"', { ...none, priority: "a b" }],
    ["without a value are on", "sample get --no-wait", { ...none, "no-wait": true }],
    ["may stand before the arguments", "sample --no-wait get", { ...none, "no-wait": true }],
    ["take one of their choices", "sample get --colour blue", { ...none, colour: "blue" }],
    ["behind -- are none", "sample get -- --no-wait", none],
  ])("%s", (_what, line, options) => {
    expect({ ...none, ...parse(line).options }).toEqual(options);
  });
});

const USAGE = "(usage: sample <type> [rest…] [--priority NUMBER] [--no-wait] [--colour COLOUR])";
const PAIR_USAGE = "(usage: pair <first> [second])";

test.each([
  ["open localhost 5222", "open localhost:5222"],
  ["connect localhost 5222", "connect localhost:5222"],
  ["presence away", "presence --show away"],
  ["presence unavailable", "presence --type unavailable"],
])("%s: the word too many is told how it is written", (line, meant) => {
  const command = commands.find(({ name }) => line.startsWith(`${name} `));
  const [, ...words] = splitWords(line);
  expect(() => command && parseArguments(command, words)).toThrow(
    `"${words.at(-1)?.text}" is one word too many (did you mean "${meant}"?)`,
  );
});

test("a word too many that means nothing gets no advice", () => {
  const command = commands.find(({ name }) => name === "presence");
  expect(() => command && parseArguments(command, splitWords("lunch"))).toThrow(
    /^Cannot run presence: "lunch" is one word too many \(usage/,
  );
});

test.each([
  ['iq get <ping xmlns="urn:xmpp:ping"/> --no-wait', "--no-wait", "iq get --no-wait <…>"],
  ["iq get --to localhost <ping/>\n--timeout 9s", "--timeout 9s", "iq get --to localhost --timeout 9s <…>"],
  ["reply <query/> --text no", "--text no", "reply --text no <…>"],
  ["expect <message/> --timeout 2s", "--timeout 2s", "expect --timeout 2s <…>"],
  ["expect nothing <message/> --for 2s ", "--for 2s", "expect nothing --for 2s <…>"],
])("%s: an option behind XML is told where it belongs", (line, option, meant) => {
  const [name, ...words] = splitWords(line);
  const command = commands.find((one) => one.name === name?.text);
  expect(() => command && parseArguments(command, words)).toThrow(
    new UsageError(
      `Cannot run ${name?.text}: XML goes to the end of the line, and "${option}" is in it (options come before: ${meant})`,
    ),
  );
});

test.each(["iq get <a>--no-wait</a>", "iq get <a b='c' --no-wait", "iq get <a/> text", "send <a/> --hex"])(
  "%s: what is no option behind an element is sent as it stands",
  (line) => {
    const [name, ...words] = splitWords(line);
    const command = commands.find((one) => one.name === name?.text);
    const args = command && parseArguments(command, words).args;
    expect(Object.values(args ?? {})).toContain(line.slice(line.indexOf("<")));
  },
);

describe("what is wrong is said with the usage", () => {
  test.each([
    ["a missing argument", "sample", `Cannot run sample: the argument "type" is missing ${USAGE}`],
    ["a word too many", "pair a b c", `Cannot run pair: "c" is one word too many ${PAIR_USAGE}`],
    ["an unknown option", "sample get --frequency 1", `Cannot run sample: no option --frequency ${USAGE}`],
    [
      "a mistyped option",
      "sample get --priorty 1",
      `Cannot run sample: no option --priorty (did you mean --priority?) ${USAGE}`,
    ],
    [
      "a mistyped option with its value",
      "sample get --priorty=1",
      `Cannot run sample: no option --priorty (did you mean --priority?) ${USAGE}`,
    ],
    [
      "an option in capitals",
      "sample get --Priority 1",
      `Cannot run sample: no option --Priority (did you mean --priority?) ${USAGE}`,
    ],
    [
      "an option that every object has",
      "sample get --constructor",
      `Cannot run sample: no option --constructor ${USAGE}`,
    ],
    [
      "an option given twice",
      "sample get --priority 1 --priority 1",
      `Cannot run sample: --priority is there twice ${USAGE}`,
    ],
    [
      "a switch given twice",
      "sample get --no-wait --no-wait",
      `Cannot run sample: --no-wait is there twice ${USAGE}`,
    ],
    [
      "a switch with a value",
      "sample get --no-wait=yes",
      `Cannot run sample: --no-wait takes no value ${USAGE}`,
    ],
    [
      "an option without its value",
      "sample get --priority",
      `Cannot run sample: --priority needs a value ${USAGE}`,
    ],
    [
      "an option where another stands for its value",
      "sample get --priority --no-wait",
      `Cannot run sample: --priority needs a value ${USAGE}`,
    ],
    [
      "an argument that is none of its choices",
      "sample put",
      `Cannot run sample: type is one of get, set, not "put" ${USAGE}`,
    ],
    [
      "an argument that is nearly one of its choices",
      "sample gett",
      `Cannot run sample: there is no type "gett" (did you mean "get"?) ${USAGE}`,
    ],
    [
      "an option that is nearly one of its choices",
      "sample get --colour bleu",
      `Cannot run sample: there is no --colour "bleu" (did you mean "blue"?) ${USAGE}`,
    ],
    [
      "an option that is none of its choices",
      "sample get --colour green",
      `Cannot run sample: --colour is one of red, blue, not "green" ${USAGE}`,
    ],
  ])("%s", (_what, line, reason) => {
    expect(() => parse(line)).toThrow(new UsageError(reason));
  });
});

describe("an option that stands for an argument", () => {
  const account = defineCommand({
    name: "account",
    kind: "wire",
    summary: "A command with an option that replaces its first argument",
    args: { user: { optional: true, summary: "who" }, password: { optional: true, summary: "what" } },
    options: { username: { value: "TEXT", summary: "who, exactly", replaces: "user" } },
    example: { line: "account me test" },
    run: () => PASSED,
  });
  const read = (line: string) => parseArguments(account, splitWords(line).slice(1));

  test.each<[string, string, Parsed["args"]]>([
    ["leaves the words to the others", "account --username me test", { password: "test" }],
    ["wherever it stands", "account test --username me", { password: "test" }],
    ["also when it is empty", 'account --username "" test', { password: "test" }],
    ["and changes nothing where it is not there", "account me test", { user: "me", password: "test" }],
  ])("%s", (_what, line, args) => {
    expect(read(line).args).toEqual({ password: undefined, ...args });
  });

  test("leaves no room for that argument", () => {
    expect(() => read("account --username me test more")).toThrow(
      "Cannot run account: with --username there is one word less: password",
    );
  });
});
