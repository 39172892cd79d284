// `xmpp-repl serve` as somebody starts it in a shell, and the lines that it prints for others to type.
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Run, runPiped } from "./harness/piped.ts";
import { runProgram, startProgram } from "./harness/program.ts";

interface Serving {
  /** What it prints for others to type, word by word, without the program's name; each line of it. */
  readonly lines: readonly (readonly string[])[];
  /** All that it has written to standard output. */
  output(): string;
  shows(text: string): Promise<void>;
  /** Ends it as Ctrl-C does, unless another signal is named. */
  end(signal?: "SIGINT" | "SIGTERM"): Promise<Run>;
}

/** Starts it on a free port. */
async function serve(...args: readonly string[]): Promise<Serving> {
  const running = startProgram(["serve", "--port", "0", ...args]);
  onTestFinished(async () => {
    running.signal("SIGINT");
    await running.ended;
  });
  await running.shows("Ctrl-C ends it.");
  const lines = Array.from(running.output().matchAll(/^ {2}xmpp-repl (.*)$/gm), ([, words = ""]) =>
    words.split(" "),
  );
  return {
    lines,
    output: running.output,
    shows: running.shows,
    end: (signal = "SIGINT") => {
      running.signal(signal);
      return running.ended;
    },
  };
}

/** Pipes lines into the tool, started with the first line that the server prints. */
async function talk({ lines: [line = []] }: Pick<Serving, "lines">, lines: readonly string[]): Promise<Run> {
  return await runPiped(line, lines);
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "xmpp-repl-serve-"));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

const greeted = (name: string, password = "test") => [
  "open",
  `auth ${name} ${password}`,
  "restart",
  "bind desk",
];
const secured = (name: string, password = "test") => [
  "open",
  "starttls",
  "restart",
  ...greeted(name, password).slice(1),
];

describe("the line that it prints is all that one has to type", () => {
  test.each<[string, readonly string[], readonly string[], string]>([
    ["as it is", [], greeted("me"), "me@localhost/desk"],
    ["over TLS", [], secured("juliet"), "juliet@localhost/desk"],
    ["where TLS is required", ["--tls", "required"], secured("me"), "me@localhost/desk"],
    ["where there is no TLS", ["--tls", "off"], greeted("me"), "me@localhost/desk"],
    ["for another domain", ["--domain", "class.example"], secured("me"), "me@class.example/desk"],
    ["for accounts of one's own", ["--account", "anna:blue"], greeted("anna", "blue"), "anna@localhost/desk"],
    ["for a class", ["--expose"], secured("romeo"), "romeo@localhost/desk"],
  ])("%s", async (_what, options, lines, jid) => {
    const serving = await serve(...options);
    const { code, output, messages } = await talk(serving, [...lines, "presence", "close"]);
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    expect(output).toContain(`<jid>${jid}</jid>`);
  });

  test("and with TLS from the first byte at the same port", async () => {
    const {
      lines: [[place = "", ...rest] = []],
    } = await serve("--tls", "required");
    const { code, output } = await runPiped([`xmpps://${place}`, ...rest], [...greeted("me"), "close"]);
    expect(code).toBe(0);
    expect(output).toContain("secured by TLS 1.3");
  });

  test("and without the pin nobody is trusted", async () => {
    const {
      lines: [[place = ""] = []],
    } = await serve();
    const { code, messages } = await runPiped([place], ["open", "starttls"]);
    expect(code).toBe(1);
    expect(messages).toContain("Cannot trust the server's certificate");
  });
});

test("where TLS is required nothing else is offered before it", async () => {
  const { code, output } = await talk(await serve("--tls", "required"), ["open"]);
  expect(code).toBe(0);
  expect(output).toContain("<required/>");
  expect(output).not.toContain("<mechanism>");
});

test("accounts are read from a file, and are the only ones then", async () => {
  const file = join(await folder(), "class.txt");
  await writeFile(file, "# tuesday\nanna:blue\nben:gr:een\n");
  const serving = await serve("--accounts", file);
  expect(serving.output()).toContain("Accounts: anna, ben, each with the password it was given.");
  expect((await talk(serving, [...greeted("ben", "gr:een"), "close"])).code).toBe(0);
  expect((await talk(serving, greeted("me"))).messages).toContain("not-authorized");
});

const REGISTER =
  "<iq type='set' id='r'><query xmlns='jabber:iq:register'><username>nurse</username><password>key</password></query></iq>";

test("anybody makes an account with --register, and nobody without", async () => {
  const open = await talk(await serve("--register"), [
    "open",
    `send ${REGISTER}`,
    "expect <iq type='result' id='r'/>",
    ...greeted("nurse", "key").slice(1),
    "close",
  ]);
  expect(open).toMatchObject({ code: 0, messages: "" });
  const closed = await talk(await serve(), ["open", `send ${REGISTER}`, "expect <iq type='error' id='r'/>"]);
  expect(closed.code).toBe(0);
});

test("two people talk to each other, and the teacher sees who is there", async () => {
  const serving = await serve();
  const { code, messages } = await talk(serving, [
    ...greeted("juliet"),
    "presence",
    "@romeo open",
    "@romeo auth romeo test",
    "@romeo restart",
    "@romeo bind garden",
    "@romeo message juliet@localhost hello",
    "expect <message from='romeo@localhost/garden'><body>hello</body></message>",
    "@romeo close",
    "close",
  ]);
  expect({ code, messages }).toEqual({ code: 0, messages: "" });
  await serving.shows("juliet@localhost/desk is gone");
  const remarks = serving.output().replaceAll(/127\.0\.0\.1:\d+/g, "…");
  expect(remarks).toContain(
    "    -- client-2: connected from …\n    -- client-2: romeo@localhost/garden is here\n",
  );
  expect(remarks).toContain("    -- client-2: romeo@localhost/garden is gone\n");
  expect(remarks).toContain("    -- client-2: disconnected by this side\n");
  expect(serving.output()).not.toContain("<message");
});

test("--verbose shows all that goes to and fro, without passwords", async () => {
  const serving = await serve("--verbose");
  await talk(serving, ["open", "auth me test --mechanism PLAIN", "restart", "close"]);
  await serving.shows("disconnected by this side");
  expect(serving.output()).toMatch(/^ *\d+ client-1 C: <auth [^>]*mechanism="PLAIN">\[redacted\]<\/auth>$/m);
  expect(serving.output()).toMatch(/^ *\d+ client-1 S: <success /m);
  expect(serving.output()).not.toContain("AG1lAHRlc3Q=");
});

test("--log keeps a transcript of every connection, whole when it ends, without passwords", async () => {
  const log = join(await folder(), "class.ndjson");
  const serving = await serve("--log", log);
  await talk(serving, ["open", "auth me test --mechanism PLAIN", "restart", "bind desk", "close"]);
  await talk(serving, ["open", "close"]);
  await serving.end();
  const rows = readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .map((row): unknown => JSON.parse(row));
  expect(rows[0]).toMatchObject({ format: "xmpp-repl transcript" });
  expect(rows).toContainEqual(expect.objectContaining({ client: "client-1", change: "connected" }));
  expect(rows).toContainEqual(expect.objectContaining({ client: "client-2", change: "disconnected" }));
  expect(readFileSync(log, "utf8")).toContain("[redacted]");
  expect(readFileSync(log, "utf8")).not.toContain("AG1lAHRlc3Q=");
});

describe("--fault", () => {
  test("is armed from the start, and says what one will see", async () => {
    const serving = await serve("--fault", "host-gone");
    await serving.shows("Armed: host-gone, ");
    const { code, messages } = await talk(serving, ["open"]);
    expect(code).toBe(1);
    expect(messages).toContain("host-gone");
  });

  test("of a name that there is not is told with the nearest", async () => {
    const { code, output, messages } = await runProgram(["serve", "--port", "0", "--fault", "host-gon"]);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(messages).toContain('did you mean "host-gone"?');
  });
});

describe("it does not start", () => {
  test.each([
    [["--host", "0.0.0.0"], /^Cannot listen on 0\.0\.0\.0: other machines could connect, .*--expose/],
    [["--port", "70000"], /^Cannot listen on port 70000: there is no such port \(ports go from 1 to 65535; /],
    [["--port", "-1"], /^Cannot listen on port -1: there is no such port /],
    [["--port", "client"], /^Cannot listen: --port is no number \(ports go from 1 to 65535; /],
    [["--log", "missing/log"], /^Cannot write the log to missing\/log: its folder is not there /],
    [["--account", "anna"], /^Cannot read the account "anna" of --account: it has no password/],
    [["--accounts", "missing.txt"], /^Cannot read --accounts missing\.txt: /],
    [["--domain", "me@localhost"], /^Cannot serve "me@localhost": it is no domain/],
    [["--tls", "maybe"], /^Cannot use --tls "maybe": it is required, optional or off/],
  ])("with %j, and says why", async (args, why) => {
    const { code, output, messages } = await runProgram(["serve", ...args]);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(messages).toMatch(why);
  });

  test("where something listens already", async () => {
    const {
      lines: [[place = ""] = []],
    } = await serve();
    const port = place.split(":").at(-1) ?? "";
    const { code, output, messages } = await runProgram(["serve", "--port", port]);
    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(messages).toBe(
      `Cannot listen on 127.0.0.1:${port}: something listens there already (is it this server, started before? --port 0 takes a free port)\n`,
    );
  });
});

describe("it ends", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s with code %i, and tells every stream before it goes", async (signal, expected) => {
    const serving = await serve();
    const [line = []] = serving.lines;
    const client = startProgram(line, {
      input:
        "open\nexpect <stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>\n",
    });
    await client.shows("> expect");
    expect((await serving.end(signal)).code).toBe(expected);
    const { code, output } = await client.ended;
    expect(code).toBe(0);
    expect(output).toMatch(/^ *\d+ S: <\/stream:stream>$/m);
  });
});

describe("without an address the server is in the same process", () => {
  test("lines from a pipe talk to it", async () => {
    const { code, output, messages } = await runPiped(
      [],
      ["open", "auth", "restart", "bind desk", "presence", "close"],
    );
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    expect(output).toContain("<jid>me@localhost/desk</jid>");
  });

  test("and what fails there ends with code 1 and the server gone", async () => {
    const { code, messages } = await runPiped([], ["open", "auth me tset"]);
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 2: .*not-authorized/);
  });

  test("nothing of it is left behind when there was nothing to run", async () => {
    const { code, messages } = await runPiped([], []);
    expect(code).toBe(0);
    expect(messages).toContain("Nothing to run");
  });
});
