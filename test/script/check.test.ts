// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of scripts are plain text here
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { checkScript } from "../../src/script/check.ts";
import { readScript } from "../../src/script/read.ts";
import { stepsOf } from "../../src/script/script.ts";
import { type Compile, loadExpressions } from "../../src/xml/expressions.ts";
import { rows } from "./reading.ts";

const NAMES: ReadonlySet<string> = new Set(commands.map(({ name }) => name));
let compile: Compile;

beforeAll(async () => {
  compile = await loadExpressions();
});

interface Given {
  readonly file?: string;
  readonly variables?: readonly string[];
}

/** What is wrong with a script, as "line:column: reason". */
function check(texts: readonly string[], { file = "a.xmpp", variables = [] }: Given = {}): readonly string[] {
  const { script, errors } = readScript(file, Buffer.from(rows(...texts)), NAMES);
  expect(errors).toEqual([]);
  const found = checkScript(script, { commands, variables: new Set(variables), compile });
  return found.map(({ message }) => message.replace(`${file}:`, ""));
}

function unknown(name: string, hint = ""): string {
  return `Cannot expand \${${name}}: there is no variable "${name}" here (${hint}"define ${name} VALUE" or --var ${name}=VALUE makes one; "$\${" stands for "\${" itself)`;
}

test("nothing is wrong with a script that does everything a script may", () => {
  const script = [
    "# Log in with SASL PLAIN, then send yourself a message.",
    "## tags: login plain",
    "open",
    '  <stream:features><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms></stream:features>',
    "auth me ${password} --mechanism PLAIN",
    "restart",
    "bind desk",
    "  <iq type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{capture:full}</jid></bind></iq>",
    "presence",
    "define m ${id}",
    "send",
    '  <message to="${full}" id="${m}"><body>$${hello}</body></message>',
    "expect --timeout 2s",
    '  <message id="m1" from="${juliet.jid}"><body>{re:${m}[a-z]+}</body></message>',
    "<presence to='${bare}'/>",
    "@juliet open",
    "@juliet",
    "wait 1ms",
    "iq get <ping xmlns='urn:xmpp:ping'/>",
    "  <iq type='result' x:strict='true'/>",
    "close",
  ];
  expect(check(script)).toEqual([]);
});

describe("a line is wrong", () => {
  test.each<[string, string, string]>([
    [
      "whose words cannot be told apart",
      'auth "me',
      '1:1: Cannot read the line: the quote " is not closed (put the text in "…")',
    ],
    [
      "with an option that the command does not have, where the client's line begins",
      "@juliet  wait 1s --fast",
      "1:10: Cannot run wait: no option --fast (usage: wait <duration>)",
    ],
    [
      "with an argument missing",
      "wait",
      '1:1: Cannot run wait: the argument "duration" is missing (usage: wait <duration>)',
    ],
    [
      "with a duration that is none",
      "wait 5",
      '1:1: Cannot read the duration "5": write for example 500ms, 5s or 2m',
    ],
    [
      "with a duration that is none in an option",
      "restart --timeout 5",
      '1:9: Cannot read the duration "5": write for example 500ms, 5s or 2m',
    ],
    [
      "that is for the prompt",
      "quit ${x}",
      "1:1: Cannot run quit: it is for the prompt, and this is a script (leave the line out)",
    ],
    [
      "that makes the connection less safe",
      "@juliet open localhost --insecure",
      "1:24: Cannot run open: --insecure makes the connection less safe, and counts on the command line only (take it off this line)",
    ],
    [
      "that makes the connection less safe by a value",
      "open --tls-min=1.0",
      "1:6: Cannot run open: --tls-min makes the connection less safe, and counts on the command line only (take it off this line)",
    ],
    [
      "that sends nothing",
      "send",
      "1:1: Cannot run send: nothing is given to send (write it on the line, or beneath it, indented)",
    ],
  ])("%s", (_what, line, message) => {
    expect(check([line])).toEqual([message]);
  });

  test.each<[string, string]>([
    ["with a value that is as safe as any", "open --tls-min 1.3"],
    ["with a variable for a duration", "wait ${jid}"],
  ])("but not %s", (_what, line) => {
    expect(check([line])).toEqual([]);
  });
});

describe("lines beneath a step are wrong", () => {
  test.each<[string, readonly string[], string]>([
    [
      "where it has no reply",
      ["presence", "", "    <presence/>"],
      "2:5: Cannot run presence: lines stand beneath it, but it has no reply (use expect)",
    ],
    [
      "where it is XML",
      ["<presence/>", "  <presence/>"],
      "2:3: Cannot send: XML takes no lines beneath it (use expect)",
    ],
    [
      "where its reply is not waited for",
      ["restart --no-wait", "  <a/>"],
      "2:3: Cannot run restart: with --no-wait nothing compares its reply (use expect)",
    ],
    [
      "where what is sent stands on its line",
      ["send <a/>", "  <b/>"],
      "2:3: Cannot run send: there is a text on its line and another beneath it (keep one)",
    ],
    [
      "where what is expected stands on its line",
      ["expect <a/>", "  <b/>"],
      "2:3: Cannot run expect: there is a text on its line and another beneath it (keep one)",
    ],
  ])("%s", (_what, texts, message) => {
    expect(check(texts)).toEqual([message]);
  });
});

describe("a pattern that cannot be read is told with its place in the file", () => {
  test.each<[string, readonly string[], string]>([
    [
      "beneath expect",
      ["expect", "    <a>", "      <b>", "", "    </a>"],
      "5:9: Cannot read the pattern: </a> where </b> is due",
    ],
    [
      "beneath a command",
      ["restart", "\t<a/>", "\ttext"],
      "3:2: Cannot read the pattern: text outside the elements",
    ],
    ["on the line", ["@juliet expect  <a/> b"], "1:22: Cannot read the pattern: text outside the elements"],
    ["behind nothing", ["expect nothing <a><b/>"], "1:16: Cannot read the pattern: <a> is not closed"],
  ])("%s", (_what, texts, message) => {
    expect(check(texts)).toEqual([message]);
  });

  test("in Markdown, too", () => {
    const page = ["- A list:", "  ```xmpp", "  expect", "     <a/>", "     <b>", "  ```"];
    expect(check(page, { file: "a.md" })).toEqual(["5:6: Cannot read the pattern: <b> is not closed"]);
  });

  test("for an expression", () => {
    const [message = ""] = check(["expect", "  <a>", "    {re:(}", "  </a>"]);
    expect(message).toMatch(/^3:5: Cannot read the pattern: the expression \{re:\(\}: /);
  });

  test("but what is sent can be anything", () => {
    expect(check(["send <a", "send", "  </b>", "iq get <a></b>", "<a></b>"])).toEqual([]);
  });

  test("an argument that does not end is refused: nothing is half-sent but by `send`", () => {
    expect(check(["iq get <a"])).toEqual([
      "1:8: Cannot run iq: its XML does not end on this line (close what is open; only send sends what is unfinished)",
    ]);
  });
});

describe("a variable", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["is known when it was defined above", ["define x 1", "message me@localhost ${x}"], []],
    [
      "is not known above its definition",
      ["message me@localhost ${x}", "define x 1"],
      [`1:22: ${unknown("x")}`],
    ],
    ["is not known in its own definition", ["define x ${x}"], [`1:10: ${unknown("x")}`]],
    [
      "is known when it was captured above",
      ["expect <a b='{capture:x}'><c>{capture:y}</c></a>", "send <a>${x}${y}</a>"],
      [],
    ],
    [
      "is not known in the step that captures it",
      ["expect", "  <a b='{capture:x}' c='${x}'/>"],
      [`2:25: ${unknown("x")}`],
    ],
    [
      "is not captured by what is no placeholder",
      ["expect <a>a {capture:x}</a>", "send ${x}"],
      [`2:6: ${unknown("x")}`],
    ],
    [
      "is not complained about where its pattern is",
      ["expect <a><b>{capture:x}</a>", "send ${x}"],
      ["1:29: Cannot read the pattern: </a> where </b> is due"],
    ],
    [
      "may be unknown behind another script",
      ["send ${x}", "run b.xmpp", "send ${x}"],
      [`1:6: ${unknown("x")}`],
    ],
    [
      "gets the nearest name",
      ["define greeting hello", "send ${greting}"],
      [`2:6: ${unknown("greting", 'did you mean "greeting"? ')}`],
    ],
    [
      "is told of once a passage, with its place in what is sent",
      ["send", "   <a>", "     ${x} ${y}", "   ${x}</a>", "<b>", " ${z}</b>"],
      [`3:6: ${unknown("x")}`, `3:11: ${unknown("y")}`, `6:2: ${unknown("z")}`],
    ],
    ["is told with its place in XML on a line", ["@juliet send  <a>${x}</a>"], [`1:18: ${unknown("x")}`]],
    ["is text in single quotes, and behind a second $", ["message me@localhost '${x}' $${y}"], []],
    [
      "is text in a comment of a pattern, not in one that is sent",
      ["expect <a><!-- ${x} --></a>", "send", "  <!-- ${x} --><a/>"],
      [`3:8: ${unknown("x")}`],
    ],
    [
      "has a name",
      ["send <a>${}${1 + 1}</a>"],
      [
        '1:9: Cannot expand "${": no name of a variable is behind it ("$${" stands for "${" itself)',
        '1:12: Cannot expand "${": no name of a variable is behind it ("$${" stands for "${" itself)',
      ],
    ],
    [
      "holds the password for auth only",
      ["auth me ${password}", "send <a>${password}</a>", "send", "  ${password}", "<a>${password}</a>"],
      ["2:9", "4:3", "5:4"].map(
        (at) =>
          `${at}: Cannot expand \${password}: it counts in an auth line only (anywhere else a script could give it away)`,
      ),
    ],
  ])("%s", (_what, texts, messages) => {
    expect(check(texts)).toEqual(messages);
  });

  test("is known when it was given on the command line", () => {
    expect(check(["send ${x}"], { variables: ["x"] })).toEqual([]);
  });
});

test("everything that is wrong is told, by its place", () => {
  const script = ["quit", "expect", "  <a b='${x}'/>", "auth ${y} --mechanism", "presence", "  <a/>"];
  expect(check(script).map((message) => message.slice(0, 4))).toEqual([
    "1:1:",
    "3:9:",
    "4:1:",
    "4:6:",
    "6:3:",
  ]);
});

test("a line whose command is gone is wrong", () => {
  const { script } = readScript("a.xmpp", Buffer.from("open\n"), NAMES);
  expect(stepsOf(script)).toHaveLength(1);
  expect(
    checkScript(script, { commands: [], variables: new Set(), compile }).map(({ message }) => message),
  ).toEqual([
    'a.xmpp:1:1: Cannot run "open": there is no such command (a line is a command, XML or a # comment)',
  ]);
});

// Looking from the beginning for every place would take minutes: longer than a test may.
test("a long script is checked to its end", () => {
  const block = Array.from({ length: 100_000 }, (_, n) => `  <a>\${v${n}}</a>`);
  expect(check(["send", ...block])).toHaveLength(100_000);
});

describe("${password}", () => {
  test("can be the password of an auth line", () => {
    expect(check(["auth me ${password}"])).toEqual([]);
  });

  test.each([
    "auth ${password} x",
    "auth ${password} ${password}",
    "auth me --mechanism ${password}",
    "auth me --timeout ${password}",
    'auth --mechanism PLAIN --initial-text "\\u{0}me\\u{0}${password}"',
    "message me@localhost ${password}",
  ])("is refused in %s", (line) => {
    const reasons = check([line]);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons[0]).toContain("Cannot expand ${password}: it counts in an auth line only");
  });
});
