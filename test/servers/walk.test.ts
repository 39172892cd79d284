import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entriesFrom, type Run, runPiped } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { type Tap, tap } from "./harness/tap.ts";

const walk = ["open", "auth me test --mechanism PLAIN", "restart", "bind test", "presence", "close"];
// NUL me NUL test
const encoded = "AG1lAHRlc3Q=";

const declaration = "<?xml version='1.0'?>";
const header =
  "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const login = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${encoded}</auth>`;
const bindRequest =
  "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>test</resource></bind></iq>";

describe.each(["prosody-seed", "ejabberd-seed"] as const)("the handshake with %s", (kind) => {
  let server: RunningServer;
  let wire: Tap;
  let folder: string;

  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    wire = await tap(server.port);
    folder = await mkdtemp(join(tmpdir(), "xmpp-repl-walk-"));
  });
  afterEach(async () => {
    await wire.stop();
    await rm(folder, { recursive: true });
  });

  const run = (lines: readonly string[], ...options: string[]) =>
    runPiped([`localhost:${wire.port}`, ...options], lines);

  it("sends six things, step by step, and nothing that was not asked for", async () => {
    const { code, messages } = await run(walk);
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    const [auth, bind] = ["urn:ietf:params:xml:ns:xmpp-sasl", "urn:ietf:params:xml:ns:xmpp-bind"];
    // The id is fresh each time; everything else is known.
    expect(wire.sent().replace(/ id="\w+"/, "")).toBe(
      [
        ...[declaration, header.replace(" xmlns=", " xml:lang='en' xmlns=")],
        `<auth xmlns="${auth}" mechanism="PLAIN">${encoded}</auth>`,
        ...[declaration, header.replace(" xmlns=", " xml:lang='en' xmlns=")],
        `<iq type="set"><bind xmlns="${bind}"><resource>test</resource></bind></iq>`,
        "<presence/>",
        "</stream:stream>",
      ].join(""),
    );
  });

  it("shows exactly what goes out, each step before its reply", async () => {
    const { output } = await run(walk, "--show-secrets");
    expect(entriesFrom("C", output).join("")).toBe(wire.sent());
    expect(output).toMatch(/> bind test\n.* C: <iq type="set"(.|\n)* S: <iq .*(.|\n)*> presence\n.* C: /);
  });

  it("shows what comes back, from the header to the end tag", async () => {
    const received = entriesFrom("S", (await run(walk)).output);
    // Presence may come before or after the end tag of ours; ejabberd may close before it has sent it.
    const presence = received.filter((entry) => entry.startsWith("<presence"));
    expect(kind === "prosody-seed" ? [1] : [0, 1]).toContain(presence.length);
    for (const entry of presence) expect(entry).toMatch(/from='me@localhost\/test'/);
    expect(received.filter((entry) => !entry.startsWith("<presence"))).toEqual([
      expect.stringMatching(/^<\?xml version='1.0'\?><stream:stream .*from='localhost'/),
      expect.stringMatching(/^<stream:features>.*<mechanism>PLAIN<\/mechanism>/),
      expect.stringMatching(/^<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'\/>$/),
      expect.stringMatching(/^<\?xml version='1.0'\?><stream:stream .*from='localhost'/),
      expect.stringMatching(/^<stream:features>.*<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/),
      expect.stringMatching(/^<iq .*type='result'.*<jid>me@localhost\/test<\/jid>/),
      "</stream:stream>",
    ]);
  });

  it("keeps the password out of piped output and of the log, which says so", async () => {
    const file = join(folder, "walk.ndjson");
    const { output } = await run(walk, "--log", file);
    const log = await readFile(file, "utf8");
    for (const text of [output, log]) {
      expect(text).not.toContain(encoded);
      expect(text).not.toContain("me test");
      expect(text).toMatch(/<auth [^>]*mechanism=\\?"PLAIN\\?">/);
    }
    const redacted = entriesIn(log).filter((entry) => entry.redacted);
    expect(redacted.map((entry) => entry.type)).toEqual(["command", "traffic"]);
    // Nobody but its owner may read what was said.
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it("shows the password in both when it is told to", async () => {
    const file = join(folder, "walk.ndjson");
    const { output } = await run(walk, "--log", file, "--show-secrets");
    const log = await readFile(file, "utf8");
    for (const text of [output, log]) expect(text).toContain(encoded);
    expect(log).not.toContain('"redacted"');
  });

  it("writes a log of JSON lines, from which the wire can be put together again", async () => {
    const file = join(folder, "walk.ndjson");
    await run(walk, "--log", file, "--show-secrets");
    const [head, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
    const { started, ...rest } = JSON.parse(head ?? "");
    expect(rest).toEqual({
      format: "xmpp-repl transcript",
      version: 1,
      tool: expect.stringMatching(/^xmpp-repl \d+\.\d+\.\d+/),
      address: `localhost:${wire.port}`,
    });
    expect(new Date(started).toISOString()).toBe(started);

    const entries = lines.map((line) => JSON.parse(line));
    expect(entries.map(({ n }) => n)).toEqual(entries.map((_, index) => index + 1));
    for (const { at, client } of entries) {
      expect(at).toBeGreaterThanOrEqual(Date.parse(started));
      expect(client).toBe("main");
    }
    expect(entries.filter(({ type }) => type === "command").map(({ line }) => line)).toEqual(walk);
    const sent = entries.filter(({ type, from }) => type === "traffic" && from === "client");
    expect(sent.map(({ event }) => event.raw).join("")).toBe(wire.sent());
    expect(sent.every(({ secure }) => secure === false)).toBe(true);
  });

  it.each([
    ["with the declaration on a line of its own", [declaration, header]],
    ["with declaration and header on one line", [declaration + header]],
    ["without a declaration", [header]],
  ])("can be typed as raw XML, header by header, %s", async (_, opening) => {
    const lines = [...opening, login, ...opening, bindRequest, "<presence/>", "</stream:stream>"];
    const { code, messages, output } = await run(lines);
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    expect(wire.sent()).toBe(lines.join(""));
    expect(output).toContain("<jid>me@localhost/test</jid>");
    expect(output).not.toContain(encoded);
    expectRepliesInOrder({ output });
  });
});

function expectRepliesInOrder({ output }: Pick<Run, "output">): void {
  const sides = Array.from(
    output.matchAll(/^ *\d+ ([CS]): <([\w:?/]+)/gm),
    ([, side, name]) => `${side} ${name}`,
  );
  const told = sides.filter((one) => !/presence|\?xml/.test(one) && one !== "C stream:stream");
  expect(told.join(", ")).toBe(
    "S stream:features, C auth, S success, S stream:features, C iq, S iq, C /stream:stream, S /stream:stream",
  );
}

interface LogEntry {
  readonly type: string;
  readonly redacted?: true;
}

function entriesIn(log: string): readonly LogEntry[] {
  return log
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line): LogEntry => JSON.parse(line));
}
