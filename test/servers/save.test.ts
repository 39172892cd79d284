// What `save` writes is run again: against the same server, against the other one, and saved once more.
import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { finishTools, startTool, type Tool } from "./harness/in-process.ts";
import type { Run } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { endingOf, password, useScripts } from "./harness/use-scripts.ts";

const kinds = ["prosody-seed", "ejabberd-seed"] as const;
type Kind = (typeof kinds)[number];

const header =
  "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const logIn = ["open", "auth me test --mechanism PLAIN", "restart", "bind desk"];
const asJuliet = ["open", "auth juliet test --mechanism PLAIN", "restart", "bind balcony"].map(
  (line) => `@juliet ${line}`,
);

interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  /** Runs on both servers, though it was saved from one: they do not differ in it. */
  readonly isEverywhere: boolean;
  /** What the saved script has, beside being one that passes. */
  readonly has?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "the tutorial by commands",
    lines: [...logIn, "presence", "message me@localhost/desk Hello, me", "ping", "close"],
    isEverywhere: true,
    has: ["auth --mechanism PLAIN\n", "message ${jid} Hello, me\n", '  <presence from="${jid}"/>\n'],
  },
  {
    name: "the tutorial typed as XML",
    lines: [
      "<?xml version='1.0'?>",
      header,
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>",
      header,
      "<iq type='set' id='b1'>\n  <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind>\n</iq>",
      "<presence/>",
      // Or it comes before the end of the stream in one session, and not in the next.
      "expect <presence/>",
      "</stream:stream>",
    ],
    isEverywhere: true,
    has: [
      "# PLAIN was made by hand",
      "auth --mechanism PLAIN\n",
      "      <jid>${jid}</jid>\n",
      "\n<presence/>\n",
    ],
  },
  {
    name: "a wrong password, then the right one",
    lines: ["open", "auth me wrong --mechanism PLAIN", ...logIn.slice(1)],
    isEverywhere: true,
    has: ["auth ${bare} not-the-password --mechanism PLAIN\n  <failure", "    <not-authorized/>\n"],
  },
  {
    name: "two clients, and texts that look like placeholders",
    lines: [
      ...[...logIn, "presence", ...asJuliet, "@juliet presence"],
      "message juliet@localhost/balcony {any} --id m1 --type chat",
      "<message to='juliet@localhost/balcony' id='m2'><body>${jid}</body></message>",
      "<message to='juliet@localhost/balcony' id='m3'><body>{re:x}</body></message>",
      ...["ping", "@juliet ping"],
      "@juliet iq get --to me@localhost/desk --no-wait <query xmlns='jabber:iq:version'/>",
      ...["@juliet ping", "ping", "reply <query xmlns='jabber:iq:version'><name>x</name></query>"],
      ...["ping", "@juliet ping"],
    ],
    isEverywhere: true,
    has: [
      "message ${juliet.jid} {any} --id m1 --type chat\n",
      "    <body>{re:\\{any\\}}</body>\n",
      "    <body>$${jid}</body>\n",
      "    <body>{re:\\{re:x\\}}</body>\n",
    ],
  },
  {
    name: "a stanza error",
    lines: [
      ...logIn,
      "iq get <query xmlns='urn:x:none'/>",
      "iq get --to juliet@localhost/nowhere <q xmlns='u'/>",
    ],
    isEverywhere: true,
    has: ["      <service-unavailable "],
  },
  {
    name: "a stream error in answer to a header",
    lines: ["open --to nowhere.example"],
    isEverywhere: true,
    has: ["open --to nowhere.example\n  <stream:error>\n    <host-unknown "],
  },
  {
    name: "a stream error in answer to broken XML",
    lines: [...logIn, "send <message><a></message>", "expect closed"],
    isEverywhere: true,
    has: ["expect closed\n"],
  },
  {
    name: "a roster that changes",
    lines: [
      ...[...logIn, "roster", "roster add romeo@localhost --name Romeo", "ping"],
      ...["roster", "roster remove romeo@localhost", "ping"],
    ],
    // Measured: Prosody's push has no `from`, ejabberd's comes from the own bare JID.
    isEverywhere: false,
    has: ["item", 'subscription="remove"'],
  },
];

describe.each(kinds)("what is saved from a session with %s", (kind) => {
  const servers = new Map<Kind, RunningServer>();
  const scripts = useScripts();
  beforeAll(async () => {
    for (const one of kinds) servers.set(one, await startServer(one));
  });
  afterAll(async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  });
  afterEach(finishTools);

  const addressOf = (one: Kind) => `localhost:${servers.get(one)?.port}`;
  const accounts = { jid: "me@localhost", account: ["juliet=juliet@localhost", "romeo=romeo@localhost"] };

  function start(): Tool {
    const setup = { address: addressOf(kind), ...accounts };
    return startTool(setup, { isInteractive: true, environment: password });
  }

  /** Saves, and gives back what was written. */
  async function save(tool: Tool, file: string, ...options: readonly string[]): Promise<string> {
    const path = join(scripts.folder, file);
    const outcome = await tool.run(["save", ...options, path].join(" "));
    expect(outcome).toEqual({ status: "passed" });
    return await readFile(path, "utf8");
  }

  async function replay(file: string, one: Kind): Promise<Run> {
    return await scripts.run(file, "--server", addressOf(one));
  }

  /** The steps of a script: what is said about them is another thing. */
  const stepsIn = (text: string) => text.split("\n").filter((row) => !row.startsWith("#"));

  async function runAll(tool: Tool, lines: readonly string[]): Promise<void> {
    // A line that is refused is a part of the session.
    for (const line of lines) await tool.run(line);
  }

  it.each(cases)(
    "$name: passes again, and saved again it is the same",
    async ({ lines, isEverywhere, has = [] }) => {
      const tool = start();
      await runAll(tool, lines);
      const text = await save(tool, "saved.xmpp");
      for (const piece of has) expect(text).toContain(piece);
      expect(text).not.toMatch(/\btest\b/);
      const passes = isEverywhere ? kinds : [kind];
      for (const one of passes)
        expect([one, endingOf(await replay("saved.xmpp", one))]).toEqual([one, "passed"]);

      const again = start();
      expect(await again.run(`run ${join(scripts.folder, "saved.xmpp")}`)).toMatchObject({
        status: "passed",
      });
      expect(stepsIn(await save(again, "again.xmpp"))).toEqual(stepsIn(text));
    },
  );

  it("SCRAM by hand is computed anew", async () => {
    const tool = start();
    const first = "n=me,r=mine";
    await runAll(tool, ["open", `auth --mechanism SCRAM-SHA-1 --initial-text "n,,${first}"`]);
    const challenge = tool.clients.current.session.state.sasl?.challenge ?? "";
    await runAll(tool, [`respond --text ${finalMessage(first, challenge)}`, "restart", "bind desk"]);
    const text = await save(tool, "saved.xmpp");
    expect(stepsIn(text)).toEqual(["open", "auth --mechanism SCRAM-SHA-1", "restart", "bind desk", ""]);
    for (const one of kinds) expect(endingOf(await replay("saved.xmpp", one))).toBe("passed");
  });

  it("what JavaScript sends in a loop is sent, and what comes of it expected", async () => {
    const tool = start();
    await runAll(tool, [...logIn, "presence"]);
    const { session } = tool.clients.current;
    for (const n of [1, 2, 3])
      session.send(`<message to='me@localhost/desk' id='loop-${n}'><body>${n}</body></message>`);
    await tool.run("ping");
    const text = await save(tool, "saved.xmpp");
    expect(text.match(/^send$/gm)).toHaveLength(3);
    expect(text.match(/^ {2}<message .*id="loop-\d"/gm)).toHaveLength(3);
    for (const one of kinds) expect(endingOf(await replay("saved.xmpp", one))).toBe("passed");
  });

  it("--scs runs as a Scansion script", async () => {
    const tool = start();
    const chat = cases.find(({ name }) => name.startsWith("two clients"));
    await runAll(tool, chat?.lines ?? []);
    const text = await save(tool, "saved.scs", "--scs");
    expect(text).toContain("Juliet connects");
    expect(endingOf(await replay("saved.scs", kind))).toBe("passed");
  });
});

/** RFC 5802 §3, for the password "test". */
function finalMessage(first: string, challenge: string): string {
  const said = Buffer.from(challenge, "base64").toString("utf8");
  const [, nonce = "", salt = "", iterations = ""] = /^r=(.+),s=(.+),i=(\d+)$/.exec(said) ?? [];
  const hmac = (key: Buffer, text: string) => createHmac("sha1", key).update(text).digest();
  const salted = pbkdf2Sync("test", Buffer.from(salt, "base64"), Number(iterations), 20, "sha1");
  const key = hmac(salted, "Client Key");
  const bare = `c=biws,r=${nonce}`;
  const signature = hmac(createHash("sha1").update(key).digest(), `${first},${said},${bare}`);
  const proof = Buffer.from(key.map((byte, at) => byte ^ (signature[at] ?? 0)));
  return `${bare},p=${proof.toString("base64")}`;
}
