import { describe, expect, test } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { scopeFor } from "../../../src/repl/javascript/scope.ts";
import { Element } from "../../../src/xml/element.ts";
import { logIn, type TryOut, tryOut } from "../../helpers/try-out.ts";

type Step = (...args: unknown[]) => Promise<unknown>;

interface Scope {
  readonly [name: string]: unknown;
  readonly client: {
    readonly name: string;
    readonly jid?: string;
    readonly state: object;
    send(data: unknown): void;
  };
  readonly clients: Readonly<Record<string, { readonly name: string }>>;
  readonly transcript: readonly { readonly n: number }[];
  readonly last?: Element;
  readonly features?: Element;
}

function scopeOf(tool: TryOut, signal = new AbortController().signal): Scope & Record<string, Step> {
  return Object.defineProperties(Object.create(null), scopeFor({ ...tool, commands, signal: () => signal }));
}

async function loggedIn(): Promise<{ tool: TryOut; scope: Scope & Record<string, Step>; sent(): string }> {
  const tool = tryOut();
  const scope = scopeOf(tool);
  await logIn(tool);
  const before = tool.server.received.length;
  return { tool, scope, sent: () => tool.server.received.slice(before) };
}

/** Calls a command's function. */
function call(scope: Scope, name: string, ...args: unknown[]): Promise<unknown> {
  const step = scope[name];
  if (typeof step !== "function") throw new Error(`${name} is no function`);
  return Promise.resolve(step(...args));
}

test("every command is a function of its own name", () => {
  const scope = scopeOf(tryOut());
  expect(commands.map(({ name }) => typeof scope[name])).toEqual(commands.map(() => "function"));
});

describe("a function sends what the line would", () => {
  test.each<[string, unknown[], string]>([
    [
      "message",
      ["juliet@localhost", "hi there"],
      '<message to="juliet@localhost"><body>hi there</body></message>',
    ],
    [
      "message",
      ["juliet@localhost", "--type"],
      '<message to="juliet@localhost"><body>--type</body></message>',
    ],
    [
      "message",
      ["juliet@localhost", "<b>"],
      '<message to="juliet@localhost"><body>&lt;b&gt;</body></message>',
    ],
    ["message", ["juliet@localhost", 1], '<message to="juliet@localhost"><body>1</body></message>'],
    [
      "presence",
      [{ show: "away", status: "out for lunch" }],
      "<presence><show>away</show><status>out for lunch</status></presence>",
    ],
    ["presence", [{ priority: -5, show: undefined }], "<presence><priority>-5</priority></presence>"],
    ["send", ["<a>\n</a>"], "<a>\n</a>"],
  ])("%s(%j)", async (name, args, xml) => {
    const { scope, sent } = await loggedIn();
    await call(scope, name, ...args);
    expect(sent()).toBe(xml);
  });

  test("iq with an element as its payload", async () => {
    const { scope, sent } = await loggedIn();
    const ping = new Element("ping", { xmlns: "urn:xmpp:ping" });
    await call(scope, "iq", "get", ping, { to: "localhost", noWait: true });
    expect(sent()).toBe('<iq type="get" id="id-2" to="localhost"><ping xmlns="urn:xmpp:ping"/></iq>');
  });
});

describe("a function gives back", () => {
  const answer = (tool: TryOut, type: string) =>
    tool.server.onData((text) => {
      const id = /id="([^"]*)"/.exec(text)?.[1];
      if (text.includes("urn:x")) tool.server.send(`<iq type='${type}' id='${id}' from='localhost'/>`);
    });

  test.each(["result", "error"])("its reply, also when that is an %s", async (type) => {
    const { tool, scope } = await loggedIn();
    answer(tool, type);
    const reply = await call(scope, "iq", "get", new Element("x", { xmlns: "urn:x" }), { to: "localhost" });
    expect(reply).toBeInstanceOf(Element);
    expect(String(reply)).toContain(`type="${type}"`);
  });

  test("nothing where there is no reply", async () => {
    const { scope } = await loggedIn();
    expect(await call(scope, "presence")).toBeUndefined();
  });
});

describe("a function throws, in one line", () => {
  test.each<[string, unknown[], string]>([
    ["bind", [{ frequency: 1 }], "Cannot run bind: no option --frequency"],
    ["bind", [{ timeout: "10ms" }], "no reply within 10ms"],
  ])("%s(%j)", async (name, args, reason) => {
    const tool = tryOut();
    await tool.run("connect");
    const thrown: unknown = await call(scopeOf(tool), name, ...args).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toHaveProperty("message", expect.stringContaining(reason));
    expect(thrown).toHaveProperty("stack", expect.not.stringContaining("\n"));
  });

  test("when there is no connection, and when it is interrupted", async () => {
    await expect(call(scopeOf(tryOut()), "bind")).rejects.toThrow(
      'Cannot bind: not connected (run "open" first)',
    );
    const tool = tryOut();
    await tool.run("connect");
    await expect(call(scopeOf(tool, AbortSignal.abort()), "bind")).rejects.toThrow("Interrupted");
  });
});

test("a line that was called as a function is stored as one that could be typed, without its secrets", async () => {
  const { tool, scope } = await loggedIn();
  await call(scope, "auth", "me", "s3cret word", { noWait: true });
  await call(scope, "presence", { status: "out for lunch" });
  const stored = [...tool.transcript.entries].flatMap((entry) =>
    entry.type === "command" ? [entry.masked] : [],
  );
  expect(stored.slice(-2)).toEqual(["auth me [redacted] --no-wait", 'presence --status "out for lunch"']);
});

test("what JavaScript sees is as it is at that moment", async () => {
  const { tool, scope } = await loggedIn();
  expect(scope.client).toMatchObject({
    name: "main",
    jid: "me@localhost/desk",
    state: { authenticated: "me" },
  });
  expect(String(scope.features)).toContain("xmpp-bind");
  tool.server.send("<message><body>hi</body></message>");
  expect(String(scope.last)).toContain("<body>hi</body>");
  expect(scope.transcript.at(-1)?.n).toBe(tool.transcript.last?.n);
  await tool.run("@juliet");
  expect(scope.client.name).toBe("juliet");
  expect(Object.keys(scope.clients)).toEqual(["main", "juliet"]);
  expect(scope.last).toBeUndefined();
});

test("client.send sends text and bytes as they are", async () => {
  const { scope, sent } = await loggedIn();
  scope.client.send("<a/>");
  scope.client.send(Uint8Array.of(0x3c, 0x62, 0x2f, 0x3e));
  expect(sent()).toBe("<a/><b/>");
});

test.each([
  "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>[redacted]</auth>",
  "<message><body>[redacted-password]</body></message>",
])("client.send refuses a mask in the place of a secret: %s", async (xml) => {
  const { scope, sent } = await loggedIn();
  expect(() => scope.client.send(xml)).toThrow("stands in it for a secret that was not kept");
  expect(() => scope.client.send(Buffer.from(xml))).toThrow("stands in it for a secret that was not kept");
  expect(sent()).toBe("");
});

test("a function throws why no reply comes inside an open element", async () => {
  const { scope } = await loggedIn();
  scope.client.send("<message>");
  await expect(call(scope, "ping")).rejects.toThrow(
    "what was sent stands inside the open <message>: no reply can come (type </message> to close it)",
  );
});
