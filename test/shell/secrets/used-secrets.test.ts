import { describe, expect, test } from "vitest";
import { fakeEditor } from "../../helpers/fake-editor.ts";
import { answerHandshake, type TryOut, tryOut } from "../../helpers/try-out.ts";

async function authenticated(line: string, secrets: readonly string[] = []): Promise<TryOut> {
  const tool = tryOut({ secrets });
  answerHandshake(tool.server);
  await tool.run("open");
  await tool.run(line);
  return tool;
}

const PLAIN = Buffer.from("\0me\0s3cret").toString("base64");

describe("a password that was used is masked wherever else it stands,", () => {
  test.each<[string, string, string[]]>([
    ["typed on the line", "auth me s3cret", []],
    ["typed when it was asked for", "auth me", ["s3cret"]],
    ["sent by hand", `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${PLAIN}</auth>`, []],
  ])("%s", async (_how, line, secrets) => {
    const { shell } = await authenticated(line, secrets);
    expect(shell.mask("grep s3cret")).toBe("grep [redacted-password]");
    expect(shell.mask("@juliet message romeo@localhost it is s3cret, yes")).toBe(
      "@juliet message romeo@localhost it is [redacted-password], yes",
    );
    expect(shell.mask("list.filter((s3) => s3 === 's3cret')")).toBe(
      "list.filter((s3) => s3 === '[redacted-password]')",
    );
  });

  test("also in what is stored of a line that runs", async () => {
    const tool = await authenticated("auth me s3cret");
    await tool.run("grep s3cret");
    const last = [...tool.transcript.entries].findLast(({ type }) => type === "command");
    expect(last).toMatchObject({ line: "grep s3cret", masked: "grep [redacted-password]" });
  });

  test("also where JavaScript calls the function by another name", async () => {
    const tool = tryOut();
    const called = tool.shell.call(
      "auth",
      ["me", "s3cret"].map((text) => ({ text, kind: "quoted" })),
      new AbortController().signal,
    );
    expect(tool.shell.mask('a("me", "s3cret")')).toBe('a("me", "[redacted-password]")');
    await called;
  });
});

test("a word that holds a password, and one as short as a word, are stored as they are", async () => {
  const { shell } = await authenticated("auth me pass");
  expect(shell.mask("message juliet@localhost the passage")).toBe("message juliet@localhost the passage");
  const short = await authenticated("auth me abc");
  expect(short.shell.mask("message juliet@localhost abc")).toBe("message juliet@localhost abc");
});

test("the password of the practice server, which is told to everybody, is a word like others", async () => {
  const { shell } = await authenticated("auth me test");
  expect(shell.mask("message juliet@localhost a test")).toBe("message juliet@localhost a test");
});

describe("what stands behind a word that is no command is not stored:", () => {
  const { shell } = tryOut();
  test.each([
    ["lgn s3cret", "lgn [redacted]"],
    ["@juliet lgn s3cret", "@juliet lgn [redacted]"],
    ["lgn me 's3cret", "lgn [redacted]"],
    ["explain auth me s3cret", "explain auth me [redacted]"],
    ["define password s3cret", "define password [redacted]"],
    ["define my-token s3 cret", "define my-token [redacted]"],
  ])("%s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each(["define greeting Good morning", "a in b", "await x", "let y", "lg", "help auth"])(
    "but all of %s is",
    (line) => {
      expect(shell.mask(line)).toBe(line);
    },
  );
});

test.each([
  ["an element with a prefix", `<q:query xmlns:q='jabber:iq:auth'><q:password>s3cret</q:password></q:query>`],
  ["escaped", "<x><password>s3&#x63;ret</password></x>"],
  ["in CDATA", "<x><password><![CDATA[s3cret]]></password></x>"],
  ["the second of two", "<x><password>other</password><password>s3cret</password></x>"],
  ["in a form", "<x xmlns='jabber:x:data'><field type='text-private'><value>s3cret</value></field></x>"],
])("a password that was sent by hand is known: %s", async (_how, element) => {
  const { shell } = await authenticated(element);
  expect(shell.mask("grep s3cret")).toBe("grep [redacted-password]");
});

test("a password that is a name as well is not masked: no line with the name could be run any more", async () => {
  const tool = await authenticated("auth romeo romeo --mechanism PLAIN");
  await tool.run("@juliet connect");
  expect(tool.shell.mask("message romeo@localhost hi")).toBe("message romeo@localhost hi");
  await tool.run("send <x><password>open</password><password>juliet</password></x>");
  expect(tool.shell.mask("@juliet open localhost")).toBe("@juliet open localhost");
});

test("somebody's name in the place of the password hides nobody", async () => {
  const { shell } = await authenticated("auth me juliet");
  for (const line of ["message juliet@localhost hi", "@juliet open"]) expect(shell.mask(line)).toBe(line);
  const tool = tryOut({ editor: fakeEditor(["message nurse@localhost hi"]) });
  await tool.run("auth me nurse");
  expect(tool.shell.mask("message nurse@localhost again")).toBe("message nurse@localhost again");
});

test.each(["message s3cret@localhost hi", "<message to='s3cret@localhost'/>"])(
  "a line that was stored without a password is not sent without it: %s",
  async (line) => {
    const tool = await authenticated("auth me s3cret");
    const stored = tool.shell.mask(line);
    const sent = tool.server.received;
    expect(await tool.run(stored)).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining("[redacted-password] stands in it for a secret that was not kept"),
    });
    expect(tool.server.received).toBe(sent);
  },
);

describe("where secrets are hidden a password that was used is not shown", () => {
  test.each([
    ["filter text s3cret", "only this is shown from now on: text [redacted-password]"],
    ["filter chats = text s3cret", "chats = text [redacted-password]"],
    ["define x s3cret", `\${x} is "[redacted-password]"`],
    ["history s3cret", 'No line has "[redacted-password]" in it'],
    ["@s3cret9 connect", '"s3cret9" is a new client'],
  ])("by what a command prints: %s", async (line, shown) => {
    const tool = await authenticated("auth me s3cret");
    await tool.run("set secrets hide");
    await tool.run(line);
    expect(tool.shown).toContain(shown);
  });

  test("by what is shown page by page, in rows that fit all the same", async () => {
    const tool = tryOut({ columns: 80 });
    answerHandshake(tool.server);
    for (const line of ["open", "auth me s3cret", "filter text s3cret", "set secrets hide", "filter"])
      await tool.run(line);
    expect(tool.shown).toContain(
      'only this is shown: text [redacted-password] (0 entries were hidden;\n"filter off" ends it)\n',
    );
  });

  test.each([
    ["s3cret", 'Cannot run "[redacted-password]": there is no such command'],
    ["set view s3cret", 'Cannot set view to "[redacted-password]"'],
    ["show s3cret", 'Cannot show "[redacted-password]"'],
    ["log off s3cret", '"[redacted-password]" is one word too many'],
  ])("by what is said to be wrong: %s", async (line, reason) => {
    const tool = await authenticated("auth me s3cret");
    await tool.run("set secrets hide");
    expect(await tool.run(line)).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  test("by a colour that stands right before it neither", async () => {
    const { shell, settings } = await authenticated("auth me s3cret");
    settings.set("secrets", "hide");
    expect(shell.told("\x1b[2ms3cret\x1b[22m")).toBe("\x1b[2m[redacted-password]\x1b[22m");
  });

  test("but is where they are shown, which a terminal does unless told otherwise", async () => {
    const tool = await authenticated("auth me s3cret");
    await tool.run("define x s3cret");
    expect(tool.shown).toContain(`\${x} is "s3cret"`);
  });

  test("by a pipe either", async () => {
    const tool = tryOut({ isInteractive: false, isPrivate: false });
    answerHandshake(tool.server);
    await tool.run("open");
    await tool.run("auth me s3cret");
    await tool.run("define x s3cret");
    expect(tool.shown).toContain(`\${x} is "[redacted-password]"`);
  });
});
