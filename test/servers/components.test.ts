// External components (XEP-0114), and the requests that have commands of their own, at real servers.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, loggedIn, remarksIn, runPiped } from "./harness/piped.ts";
import { serverKinds } from "./harness/server-kinds.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

/** How far behind the first port the one for components is. */
const offsets = { "prosody-scansion": 1, "prosody-modern": 2, "ejabberd-modern": 2 } as const;
const kinds = ["prosody-scansion", "prosody-modern", "ejabberd-modern"] as const;

describe.each(kinds)("a component of %s", (kind) => {
  const isProsody = kind !== "ejabberd-modern";
  let server: RunningServer;
  let component: (domain: string) => string;
  beforeAll(async () => {
    server = await startServer(kind);
    component = (domain) => `component ${domain} --port ${server.port + offsets[kind]}`;
  });
  afterAll(() => server.stop());

  const run = (...lines: string[]) => {
    const trust = serverKinds[kind].tls === "none" ? [] : ["--ca", server.certificate];
    return runPiped([`localhost:${server.port}`, ...trust], lines);
  };
  const secured = serverKinds[kind].tls === "none" ? [] : ["@me starttls", "@me restart"];
  const logIn = [
    "@me open",
    ...secured,
    "@me auth me test --mechanism PLAIN",
    "@me restart",
    "@me bind test",
  ];

  it.each([
    ["in one line", (opened: string) => [`${opened} secret`]],
    ["step by step", (opened: string) => [opened, "handshake secret"]],
  ])("is taken with the right secret, %s, and may talk", async (_how, steps) => {
    const { code, output, messages } = await run(...steps(component("ext.localhost")), "ping localhost");
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    const [header, handshake, ping] = entriesFrom("S", output);
    expect(header).toMatch(/^<\?xml version='1.0'\?><stream:stream .*from='ext\.localhost'/);
    expect(handshake).toBe("<handshake/>");
    expect(ping).toMatch(/^<iq (?=.*type='result')(?=.*from='localhost').*to='ext\.localhost'/);
    expect(remarksIn(output).filter((remark) => !/connected/.test(remark))).toEqual([]);
  });

  it.each([
    ["in one line", 1, (opened: string) => [`${opened} wrong`]],
    ["step by step", 2, (opened: string) => [opened, "handshake wrong"]],
    ["as a hash of somebody else's", 2, (opened: string) => [opened, "handshake --hash 00"]],
  ])("with a wrong secret, %s, gets a stream error that is explained", async (_how, line, steps) => {
    const { code, output, messages } = await run(...steps(component("ext.localhost")), "ping localhost");
    expect(code).toBe(1);
    expect(messages).toMatch(new RegExp(`^line ${line}: stream error: not-authorized`));
    expect(remarksIn(output)).toContainEqual(
      expect.stringMatching(/^not-authorized: the secret is not the one .*"ext\.localhost"/),
    );
    expect(output).not.toContain("> ping");
  });

  it.each([
    ["in one line", (opened: string) => [`${opened} secret`]],
    ["step by step", (opened: string) => [opened, "handshake secret"]],
  ])("that the server does not know is refused, %s", async (_how, steps) => {
    const { code, output, messages } = await run(...steps(component("nobody.localhost")));
    const condition = isProsody ? "host-unknown" : "not-authorized";
    expect(code).toBe(1);
    expect(messages).toMatch(new RegExp(`stream (?:error: |ended with the error )${condition}`));
    expect(remarksIn(output)).toContainEqual(
      expect.stringMatching(new RegExp(`^${condition}: .*no (such )?component`)),
    );
  });

  it("writes to a user, and is written to", async () => {
    const { code, output, messages } = await run(
      `@ext ${component("ext.localhost")} secret`,
      ...logIn,
      "@me presence",
      // Presence is sent to all resources of an account, the one that sends it included.
      "@me ping",
      "@ext <message from='bot@ext.localhost' to='me@localhost' id='there'><body>hello</body></message>",
      "@ext ping localhost",
      "@me ping",
      "@me message bot@ext.localhost and good bye --id back",
      "@me ping",
      "@ext ping localhost",
    );
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    expect(entriesFrom("me S", output)).toContainEqual(
      expect.stringMatching(/^<message (?=.*from='bot@ext\.localhost').*<body>hello<\/body>/),
    );
    expect(entriesFrom("ext S", output)).toContainEqual(
      expect.stringMatching(/^<message (?=.*from='me@localhost\/test').*<body>and good bye<\/body>/),
    );
  });

  it("answers a user as whom it was asked, and stays connected", async () => {
    const { code, output, messages } = await run(
      `@ext ${component("ext.localhost")} secret`,
      ...logIn,
      "@me ping bot@ext.localhost --no-wait",
      "@ext expect <iq type='get' to='bot@ext.localhost'/>",
      "@ext reply",
      "@ext message me@localhost/test hello --id there",
      "@ext ping localhost",
      "@me expect <message id='there' from='ext.localhost'/>",
      "@me disco info other@ext.localhost --no-wait",
      "@ext expect <iq type='get' to='other@ext.localhost'/>",
      "@ext reply --error item-not-found",
      "@ext ping localhost",
    );
    expect({ code, messages }).toEqual({ code: 1, messages: expect.stringContaining("item-not-found") });
    const replies = entriesFrom("me S", output).filter((entry) => /^<iq /.test(entry));
    expect(replies.slice(-2)).toEqual([
      expect.stringMatching(/^<iq (?=.*type='result').*from='bot@ext\.localhost'/),
      expect.stringMatching(/^<iq (?=.*type='error').*from='other@ext\.localhost'/),
    ]);
  });

  it.each([
    ["from", "<message to='me@localhost'/>", isProsody ? undefined : "improper-addressing"],
    [
      "to",
      "<iq type='get' id='a' from='ext.localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
      isProsody ? "bad-request" : "improper-addressing",
    ],
  ])(
    'a stanza without "%s" is remarked on, and what it says of the server is so',
    async (needed, xml, condition) => {
      const { code, output, messages } = await run(
        `${component("ext.localhost")} secret`,
        xml,
        "ping localhost",
      );
      expect(remarksIn(output)).toContainEqual(
        expect.stringMatching(new RegExp(`^no "${needed}": a component says`)),
      );
      expect(code).toBe(condition === undefined ? 0 : 1);
      if (condition !== undefined) expect(messages).toContain(condition);
    },
  );

  it("a stanza before the handshake, too", async () => {
    const { output, messages } = await run(component("ext.localhost"), "ping localhost");
    expect(remarksIn(output)).toContainEqual(expect.stringMatching(/^a stanza before the handshake/));
    expect(messages).toContain(isProsody ? "service-unavailable" : "not-authorized");
  });

  it("keeps its secret and what was computed from it out of what is piped", async () => {
    const { output } = await run(`${component("ext.localhost")} secret --explain`);
    const id = / id='([^']+)'/.exec(output)?.[1] ?? "";
    expect(output).toContain(`stream id = ${id}`);
    expect(output).toContain("<handshake>[redacted]</handshake>");
    expect(output).not.toContain(`${id}secret`);
    expect(output).not.toMatch(/= secret|\b[0-9a-f]{40}\b/);
  });
});

describe.each(["prosody-seed", "ejabberd-seed"] as const)("with %s", (kind) => {
  const isProsody = kind === "prosody-seed";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  const run = (...lines: string[]) => runPiped([`localhost:${server.port}`], lines);
  /** The replies to the lines after login. */
  async function repliesTo(...lines: string[]) {
    const { code, output, messages } = await run(...loggedIn, ...lines);
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    const results = entriesFrom("S", output).filter((entry) => /^<iq [^>]*type='result'/.test(entry));
    return results.slice(1);
  }

  it("ping, version and disco are answered by the stream's domain", async () => {
    const [ping, version, info, items, ...others] = await repliesTo(
      "ping",
      "version",
      "disco",
      "disco items",
    );
    expect(ping).toMatch(/from='localhost'/);
    expect(version).toMatch(/<query xmlns='jabber:iq:version'>.*<name>(Prosody|ejabberd)<\/name>/);
    expect(info).toMatch(/<query xmlns='http:\/\/jabber.org\/protocol\/disco#info'>.*<identity /);
    expect(items).toMatch(/<query xmlns='http:\/\/jabber.org\/protocol\/disco#items'/);
    expect(others).toEqual([]);
  });

  it("a node that nobody has is not found", async () => {
    const { code, messages } = await run(...loggedIn, "disco info --node nothing");
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 5: stanza error: item-not-found/);
  });

  it("somebody is added to the roster with a name and groups, and removed", async () => {
    const replies = await repliesTo(
      "roster",
      "roster add you@localhost --name You --group Friends,Colleagues",
      "roster",
      "roster remove you@localhost",
      "roster",
    );
    expect(replies).toHaveLength(5);
    const [before, , added, , removed] = replies;
    for (const empty of [before, removed])
      expect(empty).toMatch(/<query (?=[^>]*xmlns='jabber:iq:roster')[^>]*\/>/);
    expect(added).toMatch(/<item (?=[^>]*jid='you@localhost')[^>]*name='You'/);
    for (const group of ["Friends", "Colleagues"]) expect(added).toContain(`<group>${group}</group>`);
  });

  it("a component that comes to the port for clients is told so", async () => {
    const { code, output, messages } = await run(`component localhost secret --port ${server.port}`);
    const condition = isProsody ? "unsupported-stanza-type" : "invalid-namespace";
    expect(code).toBe(1);
    expect(messages).toContain(condition);
    expect(remarksIn(output)).toContainEqual(
      expect.stringMatching(new RegExp(`^${condition}: this port is for clients, not for components`)),
    );
  });
});
