import { describe, expect, test } from "vitest";
import { binds, stage } from "../helpers/stage.ts";
import { logIn, SERVER_HEADER, type TryOut, type TryOutOptions, tryOut } from "../helpers/try-out.ts";

/** What a variable stands for, read from the bytes that a line sends. */
async function standsFor(tool: TryOut, name: string): Promise<string> {
  const before = tool.server.received.length;
  const outcome = await tool.run(`send "[\${${name}}]"`);
  if ("reason" in outcome) return outcome.reason;
  return tool.server.received.slice(before).slice(1, -1);
}

async function bound(options: TryOutOptions = {}): Promise<TryOut> {
  const tool = tryOut(options);
  await logIn(tool);
  return tool;
}

async function opened(options: TryOutOptions = {}): Promise<TryOut> {
  const tool = tryOut(options);
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER);
  return tool;
}

describe("built in", () => {
  test.each([
    ["jid", "me@localhost/desk"],
    ["bare", "me@localhost"],
    ["domain", "localhost"],
    ["server", "localhost:5222"],
    ["stream.id", "s1"],
    ["now", "2026-01-01T00:00:00.000Z"],
    ["main.jid", "me@localhost/desk"],
    ["main.bare", "me@localhost"],
  ])("${%s} of a bound client", async (name, value) => {
    expect(await standsFor(await bound(), name)).toBe(value);
  });

  test("${id} is fresh at every expansion, and defined it is kept", async () => {
    const tool = await bound();
    const ids = [await standsFor(tool, "id"), await standsFor(tool, "id")];
    expect(new Set(ids).size).toBe(2);
    await tool.run("define m ${id}");
    const kept = await standsFor(tool, "m");
    expect(kept).toMatch(/^id-\d+$/);
    expect(await standsFor(tool, "m")).toBe(kept);
    expect(ids).not.toContain(kept);
  });

  test("${jid} is the full JID that the server has bound, whatever was asked for", async () => {
    const tool = await opened();
    tool.server.onData((text) => {
      const id = /id="([^"]*)"/.exec(text)?.[1];
      if (text.includes("xmpp-bind"))
        tool.server.send(
          `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>Other@localhost/other</jid></bind></iq>`,
        );
    });
    await tool.run("bind desk");
    expect(await standsFor(tool, "jid")).toBe("Other@localhost/other");
  });

  test("${jid} is not known before bind, and says so", async () => {
    expect(await standsFor(await opened(), "jid")).toBe(
      "Cannot run send: ${jid} is not known yet: the server has bound no full JID (bind first)",
    );
  });

  test("${jid} of the connection before is not that of a new one", async () => {
    const tool = await bound();
    await tool.run("disconnect");
    await tool.run("open --no-wait");
    expect(await standsFor(tool, "jid")).toContain("${jid} is not known yet");
  });

  test("${NAME.jid} is still known when that client has gone", async () => {
    const { play, servers } = stage();
    const outcome = await play(
      ...binds("juliet", "balcony"),
      "@juliet close",
      "@romeo open",
      "@romeo send",
      "  <a to='${juliet.jid}' bare='${juliet.bare}'/>",
    );
    expect(outcome).toEqual({ status: "passed" });
    expect(servers[1]?.received).toMatch(/<a to='me@localhost\/balcony' bare='me@localhost'\/>/);
  });

  test("${NAME.jid} of a client that there is not names it", async () => {
    expect(await standsFor(await bound(), "juliet.jid")).toBe(
      'Cannot run send: ${juliet.jid} is not known: there is no client "juliet" yet',
    );
  });

  test("${bare} is known before bind where the command line names the account", async () => {
    expect(await standsFor(await opened({ setup: { jid: "romeo@example.org" } }), "bare")).toBe(
      "romeo@example.org",
    );
  });

  test("${bare} is not known where nobody has said who it is", async () => {
    expect(await standsFor(await opened(), "bare")).toContain("no account is known (bind first");
  });

  test("${bare} of a component is its domain: it has no localpart", async () => {
    const tool = tryOut();
    tool.server.onData((text) => {
      if (text.includes("<stream:stream")) {
        tool.server.send(
          "<stream:stream from='ext.localhost' id='s1' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>",
        );
      } else if (text.includes("<handshake")) tool.server.send("<handshake/>");
    });
    expect(await tool.run("component ext.localhost test")).toMatchObject({ status: "passed" });
    expect(await standsFor(tool, "bare")).toBe("ext.localhost");
  });

  test("${domain} is that of the stream, else that of the command line, else the host", async () => {
    const tool = tryOut({ setup: { domain: "example.org" } });
    await tool.run("connect");
    expect(await standsFor(tool, "domain")).toBe("example.org");
    await tool.run("open --to other.example --no-wait");
    expect(await standsFor(tool, "domain")).toBe("other.example");
    const plain = tryOut();
    await plain.run("connect");
    expect(await standsFor(plain, "domain")).toBe("localhost");
  });

  test("${stream.id} is not known before the server's header", async () => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    expect(await standsFor(tool, "stream.id")).toContain("the server has sent no stream header");
  });
});

describe("${password}", () => {
  const environment = { XMPP_PASSWORD: "general", XMPP_PASSWORD_JULIET: "own" };

  test("is the acting client's own, else the general one, in an auth line", async () => {
    const { play, servers } = stage({ environment });
    await play("@juliet open", "@juliet auth j ${password}", "@romeo open", "@romeo auth r ${password}");
    const sent = servers.map(({ received }) => /<auth[^>]*>([^<]*)/.exec(received)?.[1] ?? "");
    expect(sent.map((text) => Buffer.from(text, "base64").toString())).toEqual(["\0j\0own", "\0r\0general"]);
  });

  test("is not put into anything else", async () => {
    const tool = await opened({ environment });
    for (const line of [
      "send ${password}",
      'send "${password}"',
      "send <a>${password}</a>",
      "define p ${password}",
      "message juliet@localhost ${password}",
      "expect <a>${password}</a>",
    ]) {
      expect(await tool.run(line)).toMatchObject({
        status: "wrong usage",
        reason: expect.stringContaining("${password} can stand in an auth line only"),
      });
    }
    expect(tool.server.received).not.toContain("general");
  });

  test("is not shown in the line that has it", async () => {
    const tool = await opened({ environment });
    await tool.run("auth me ${password} --mechanism PLAIN --no-wait");
    const lines = [...tool.transcript.entries].flatMap((entry) =>
      entry.type === "command" ? [entry.line, entry.masked] : [],
    );
    expect(lines.join("\n")).not.toContain("general");
  });
});

describe("a name", () => {
  test.each([
    "jid",
    "bare",
    "domain",
    "server",
    "stream.id",
    "id",
    "now",
    "password",
    "juliet.jid",
    "x.bare",
  ])("that has a meaning of its own cannot be defined: %s", async (name) => {
    expect(await tryOut().run(`define ${name} x`)).toEqual({
      status: "wrong usage",
      reason: `Cannot define "${name}": it has a meaning of its own`,
    });
  });

  test.each(["1st", "-x", "a b", "a$", "{x}", "."])("that cannot be is refused: %s", async (name) => {
    expect(await tryOut().run(`define "${name}" x`)).toMatchObject({
      status: "wrong usage",
      reason: `Cannot define "${name}": a variable's name is letters, digits, "_", "-" and ".", with a letter first`,
    });
  });

  test("that is not known gets the nearest one, and how to define it", async () => {
    const tool = await bound({ setup: { var: ["greeting=hello"] } });
    expect(await standsFor(tool, "greting")).toBe(
      'Cannot run send: there is no variable "greting" (did you mean "greeting"? "define greting VALUE" or --var greting=VALUE makes one; "$${" stands for "${" itself)',
    );
    expect(await standsFor(tool, "zzzzzzzz")).not.toContain("did you mean");
  });
});

describe("what is put in", () => {
  async function sent(value: string, line: string): Promise<string> {
    const tool = await opened();
    await tool.run(`define v ${value}`);
    const before = tool.server.received.length;
    expect(await tool.run(line)).toMatchObject({ status: "passed" });
    return tool.server.received.slice(before);
  }

  test("is never split into words", async () => {
    expect(await sent("'a b  c'", "message juliet@localhost ${v}")).toContain("<body>a b  c</body>");
    expect(await sent("'a b'", "presence --status ${v}")).toContain("<status>a b</status>");
  });

  test.each(["--no-wait", "--", "<x/>", "@juliet"])("is a word like any other: %s", async (value) => {
    expect(await sent(`'${value}'`, "message juliet@localhost ${v}")).toContain(
      `<body>${value.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</body>`,
    );
  });

  test("is never an option, nor a part of its name", async () => {
    const tool = await opened();
    await tool.run("define v type=chat");
    await tool.run("message juliet@localhost --${v}");
    expect(tool.server.received).toContain(
      '<message to="juliet@localhost"><body>--type=chat</body></message>',
    );
  });

  test("is escaped inside XML, and not outside", async () => {
    expect(await sent(`'<&"'`, "send <a b='${v}'>${v}</a>")).toBe(
      "<a b='&lt;&amp;&quot;'>&lt;&amp;&quot;</a>",
    );
    expect(await sent("'<a/>'", "send ${v}")).toBe("<a/>");
  });

  test("is not put in where the word is in single quotes", async () => {
    expect(await sent("x", "send '${v}'")).toBe("${v}");
  });

  test("is not put in where a dollar is written twice", async () => {
    expect(await sent("x", "message juliet@localhost $${v}")).toContain("<body>${v}</body>");
  });

  test("is not looked into again, also where a server has sent it", async () => {
    const tool = await opened({ environment: { XMPP_PASSWORD: "secret" } });
    tool.server.send("<message><body>${password} {any}</body></message>");
    await tool.run("expect <message><body>{capture:said}</body></message>");
    await tool.run("message juliet@localhost ${said}");
    expect(tool.server.received).toContain("<body>${password} {any}</body>");
  });

  test("is not looked for in what JavaScript hands over: that may come from a server", async () => {
    const tool = await opened();
    const words = ["juliet@localhost", "${jid} $${jid}"].map((text) => ({ text, kind: "quoted" }) as const);
    const outcome = await tool.shell.call("message", words, new AbortController().signal);
    expect(outcome).toEqual({ status: "passed" });
    expect(tool.server.received).toContain("<body>${jid} $${jid}</body>");
  });
});

test("raw XML at the prompt goes out as it is typed", async () => {
  const tool = await opened();
  await tool.run("define v x");
  await tool.run("<message><body>${v} ${nothing} $${v}</body></message>");
  expect(tool.server.received).toContain("<body>${v} ${nothing} $${v}</body>");
});

test("the command line's --var stands for its value from the beginning", async () => {
  const tool = await opened({ setup: { var: ["room=lobby=1", "empty="] } });
  expect(await standsFor(tool, "room")).toBe("lobby=1");
  expect(await standsFor(tool, "empty")).toBe("");
});

describe("the password", () => {
  test.each([
    "auth ${password} x",
    "auth me --mechanism ${password} --step",
    'auth --mechanism PLAIN --initial-text "\\u{0}me\\u{0}${password}"',
  ])("goes into no other place of an auth line: %s", async (line) => {
    const tool = await opened({ environment: { XMPP_PASSWORD: "sekrit" } });
    const before = tool.server.received;
    expect(await tool.run(line)).toMatchObject({ status: "wrong usage" });
    expect(tool.server.received).toBe(before);
    expect(tool.shown).not.toContain("sekrit");
  });

  test("is put in where the password stands", async () => {
    const tool = await opened({ environment: { XMPP_PASSWORD: "test" } });
    void tool.run("auth me ${password} --mechanism PLAIN");
    await expect.poll(() => tool.server.received).toContain("AG1lAHRlc3Q=");
    tool.server.close();
  });
});

test("what grows without end is refused, and no bug", async () => {
  const tool = tryOut();
  await tool.run("define a 0123456789");
  let outcome: unknown;
  for (let times = 0; times < 30; times += 1) outcome = await tool.run("define a ${a}${a}");
  expect(outcome).toMatchObject({
    status: "wrong usage",
    reason: "Cannot run define: ${a} cannot be put in: the text would be longer than 16 MiB",
  });
});
