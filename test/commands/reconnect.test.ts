import { describe, expect, test } from "vitest";
import { type MemoryServer, memoryServer } from "../../src/stream/memory.ts";
import { type Behaviour, idIn, type Stage, stage } from "../helpers/stage.ts";
import { answerHandshake, SUCCESS, tryOut } from "../helpers/try-out.ts";

const WALK = ["open", "auth me test", "restart", "bind desk", "presence"];
const AUTH = `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG1lAHRlc3Q=</auth>`;
const HEADER =
  "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const RAW_AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
const RAW_BIND =
  '<iq type="set" id="b1"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>desk</resource></bind></iq>';
const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const CHALLENGE = `<challenge ${SASL}>cj1v</challenge>`;
const FAILURE = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";

async function whenRun(...lines: readonly string[]): Promise<Stage> {
  return await behaving(() => {}, ...lines);
}

async function behaving(behaviour: Behaviour, ...lines: readonly string[]): Promise<Stage> {
  const made = stage({ behaviour });
  for (const line of lines) await made.tool.run(line);
  return made;
}

/** The same with servers that do nothing but this; what it leaves alone is the usual handshake. */
async function served(
  answer: (text: string, server: MemoryServer, at: number) => boolean,
  ...lines: readonly string[]
): Promise<Pick<Stage, "tool" | "servers">> {
  const servers: MemoryServer[] = [];
  const tool = tryOut({
    network:
      () =>
      async (...place) => {
        const at = servers.length;
        const server = memoryServer();
        servers.push(server);
        const usual: ((text: string) => void)[] = [];
        answerHandshake({ ...server, onData: (listener) => usual.push(listener) });
        server.onData((text) => {
          if (!answer(text, server, at)) for (const call of usual) call(text);
        });
        return await server.connect(...place);
      },
  });
  for (const line of lines) await tool.run(line);
  return { tool, servers };
}

/** What reconnect says that it runs, without the count. */
function steps({ tool }: Pick<Stage, "tool">): readonly string[] {
  return Array.from(
    tool.shown.matchAll(/-- (?:\w+: )?reconnect runs "(.*)" \(\d+ of \d+\)/g),
    ([, line = ""]) => line,
  );
}

/** Behind the header, without the ids. */
function sentOn({ servers }: Pick<Stage, "servers">, at: number): string {
  return (servers[at]?.received ?? "").replace(/<\?xml[^>]*\?>/g, "").replace(/ id="id-\d+"/g, "");
}

describe("reconnect, after the connection has broken,", () => {
  test("goes all the way again, with the password that was typed", async () => {
    const made = await whenRun(...WALK);
    made.servers[0]?.close(new Error("read ECONNRESET"));
    expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart", "bind desk", "presence"]);
    expect(sentOn(made, 1)).toBe(sentOn(made, 0));
    expect(sentOn(made, 1)).toContain(AUTH);
    expect(made.tool.clients.current.session.state).toMatchObject({ available: true });
  });

  test("goes no further than the client had come", async () => {
    const made = await whenRun("open", "auth me test");
    made.servers[0]?.close();
    await made.tool.run("reconnect");
    expect(steps(made)).toEqual(["open", "auth me [redacted]"]);
  });

  test("repeats nothing that does not belong to logging in", async () => {
    const made = await whenRun(
      ...WALK,
      "message romeo@localhost hello",
      "presence --to romeo@localhost",
      "forget",
    );
    made.servers[0]?.close();
    await made.tool.run("reconnect");
    expect(sentOn(made, 1)).not.toContain("romeo");
  });

  test("sends the last presence only, and none where the client had gone unavailable", async () => {
    const away = await whenRun(...WALK, "presence --show away");
    away.servers[0]?.close();
    await away.tool.run("reconnect");
    expect(steps(away).slice(4)).toEqual(["presence --show away"]);
    const gone = await whenRun(...WALK, "presence --type unavailable");
    gone.servers[0]?.close();
    await gone.tool.run("reconnect");
    expect(steps(gone).slice(4)).toEqual([]);
  });

  test("leaves out what failed then", async () => {
    const refused = Buffer.from("\0me\0wrong").toString("base64");
    const made = await served(
      (text, server) => {
        if (text.includes(refused)) server.send(FAILURE);
        return text.includes(refused);
      },
      "open",
      "auth me wrong",
      "auth me test",
      "restart",
    );
    made.servers[0]?.close();
    expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart"]);
    expect(sentOn(made, 1)).not.toContain(refused);
  });

  test.each([
    ["before anything was bound", ["open", "presence", "auth me test", "restart", "bind desk"]],
    ["before anything was bound, by hand", ["open", "<presence/>", "auth me test", "restart", "bind desk"]],
    ["though it was bound", ["open", "auth me test", "restart", "bind desk", "presence --priority 200"]],
  ])("leaves out presence that was refused: %s", async (_when, lines) => {
    const refused = (text: string, server: MemoryServer) => {
      const isRefused = text === "<presence/>" || text.includes("<priority>200</priority>");
      if (isRefused) server.send("<presence type='error' from='localhost'/>");
      return isRefused;
    };
    const made = await served(refused, ...lines, "disconnect", "reconnect");
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart", "bind desk"]);
  });

  test("leaves out presence that came too early, also where nobody has answered it", async () => {
    const made = await whenRun("open", "presence", "auth me test", "restart", "bind desk", "disconnect");
    await made.tool.run("reconnect");
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart", "bind desk"]);
  });

  test("goes back to the presence that held, where the next one was refused", async () => {
    const refused = (text: string, server: MemoryServer) => {
      const isRefused = text.includes("<priority>200</priority>");
      if (isRefused) server.send("<presence type='error' id='p2' from='localhost'/>");
      return isRefused;
    };
    const made = await served(refused, ...WALK, "presence --priority 200 --id p2", "disconnect", "reconnect");
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart", "bind desk", "presence"]);
  });

  test("leaves out what sent nothing: it was refused, or interrupted at a question", async () => {
    const made = await whenRun("open", "auth me test", "auth me test --mechanism GSSAPI", "restart");
    for (const line of ["disconnect", "reconnect"]) await made.tool.run(line);
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart"]);
  });

  test("waits for what was not waited for then", async () => {
    const made = await whenRun("open --no-wait", "auth me test", "restart");
    made.servers[0]?.close();
    expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart"]);
  });

  test("does by hand what was done by hand, as it was written", async () => {
    const made = await whenRun(HEADER, RAW_AUTH, HEADER, RAW_BIND, "<presence/>", "<message/>");
    made.servers[0]?.close();
    expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
    expect(made.servers[1]?.received).toBe(`${HEADER}${RAW_AUTH}${HEADER}${RAW_BIND}<presence/>`);
    expect(made.tool.shown).not.toContain(
      "reconnect runs \"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1l",
    );
  });

  test("repeats what JavaScript sent", async () => {
    const made = await whenRun("open", "auth me test", "restart", "bind desk");
    made.tool.clients.current.session.send("<presence/>");
    made.servers[0]?.close();
    await made.tool.run("reconnect");
    expect(steps(made).at(-1)).toBe("<presence/>");
  });

  test("waits for it, whatever a text says of not waiting", async () => {
    const made = await whenRun("open", "auth me test", "restart", 'bind "go --no-wait on" --no-wait');
    made.servers[0]?.close();
    await made.tool.run("reconnect");
    expect(steps(made).at(-1)).toBe('bind "go --no-wait on"');
    expect(sentOn(made, 1)).toContain("<resource>go --no-wait on</resource>");
  });

  test("finds the client by its new name, also where the old one was typed", async () => {
    const made = stage({ setup: { jid: "me@localhost" } });
    const lines = ["open --from ${main.bare}", "auth me test", "rename romeo"];
    for (const line of lines) await made.tool.run(line);
    made.servers[0]?.close();
    expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
    expect(steps(made)).toEqual(["open --from ${romeo.bare}", "auth me [redacted]"]);
  });

  test("concerns the client that it is run for, and no other", async () => {
    const made = await whenRun(...WALK, "@juliet open", "@juliet auth juliet test");
    made.servers[1]?.close();
    await made.tool.run("@juliet reconnect");
    expect(steps(made)).toEqual(["open", "auth juliet [redacted]"]);
    expect(made.servers).toHaveLength(3);
  });
});

describe("reconnect knows the way, though the transcript has dropped it:", () => {
  async function floodedBy(flood: (made: Stage) => void): Promise<Stage> {
    const made = await whenRun("set keep entries 5", ...WALK);
    flood(made);
    const [oldest] = made.tool.transcript.entries;
    expect(oldest?.n).toBeGreaterThan(200);
    for (const line of ["disconnect", "reconnect"]) await made.tool.run(line);
    return made;
  }

  const PRESENCE_FOR_SOMEBODY = '<presence to="romeo@localhost"/>';

  test.each<[string, (made: Stage) => void]>([
    ["messages came", ({ servers }) => many(() => servers[0]?.send("<message/>"))],
    ["errors came", ({ servers }) => many(() => servers[0]?.send("<presence type='error' from='r@b'/>"))],
    ["features came", ({ servers }) => many(() => servers[0]?.send("<stream:features/>"))],
    ["messages were sent", ({ tool }) => many(() => tool.clients.current.session.send("<message/>"))],
    [
      "presence was sent to somebody",
      ({ tool }) => many(() => tool.clients.current.session.send(PRESENCE_FOR_SOMEBODY)),
    ],
  ])("%s", async (_what, flood) => {
    const made = await floodedBy(flood);
    expect(steps(made)).toEqual(["open", "auth me [redacted]", "restart", "bind desk", "presence"]);
    expect(sentOn(made, 1)).toContain(AUTH);
  });

  test("presence was sent again and again, and the last holds", async () => {
    const made = await floodedBy(({ tool }) =>
      many((n) => tool.clients.current.session.send(`<presence><priority>${n % 100}</priority></presence>`)),
    );
    expect(steps(made).slice(3)).toEqual(["bind desk", "<presence><priority>99</priority></presence>"]);
  });

  function many(act: (n: number) => void): void {
    for (let n = 0; n < 1500; n += 1) act(n);
  }
});

describe("reconnect, where the client is connected still,", () => {
  test("closes the stream first", async () => {
    const made = await whenRun(...WALK);
    await made.tool.run("reconnect");
    expect(made.servers[0]?.received).toMatch(/<\/stream:stream>$/);
    expect(sentOn(made, 0)).toBe(`${sentOn(made, 1)}</stream:stream>`);
  });

  test("drops a connection on which the end tag would be an error", async () => {
    const made = await whenRun("open", "auth me test");
    await made.tool.run("reconnect");
    expect(sentOn(made, 0)).toBe(sentOn(made, 1));
  });

  test("can be run again and again", async () => {
    const made = await whenRun(...WALK, "reconnect", "reconnect");
    expect(sentOn(made, 1)).toBe(`${sentOn(made, 2)}</stream:stream>`);
    expect(made.servers).toHaveLength(3);
  });
});

describe("reconnect stops at the first step that fails,", () => {
  test("and says where", async () => {
    const made = await served(
      (text, server, at) => {
        const isRefused = at === 1 && text.includes("xmpp-bind");
        if (isRefused) server.send(`<iq type='error' id='${idIn(text)}'><error type='cancel'/></iq>`);
        return isRefused;
      },
      ...WALK,
    );
    made.servers[0]?.close();
    expect(await made.tool.run("reconnect")).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/^reconnect stopped at "bind desk": stanza error/),
    });
    expect(sentOn(made, 1)).not.toContain("<presence");
  });

  test("and then goes the whole way when it is run again", async () => {
    const made = await behaving(
      (text, server, at) => {
        if (at === 1 && text.startsWith("<auth")) server.close();
      },
      ...WALK,
    );
    made.servers[0]?.close();
    await made.tool.run("reconnect");
    expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
    expect(sentOn(made, 2)).toBe(sentOn(made, 0));
  });
});

describe("reconnect says why it cannot:", () => {
  test("nothing was ever connected", async () => {
    expect(await stage().tool.run("reconnect")).toEqual({
      status: "wrong usage",
      reason: 'Cannot reconnect: this client was never connected (run "open")',
    });
  });

  test("too much belonged to logging in to keep the first of it", async () => {
    const made = await whenRun("open");
    for (let n = 0; n < 1000; n += 1) made.tool.clients.current.session.send(HEADER);
    expect(await made.tool.run("reconnect")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringMatching(
        /^Cannot reconnect: its first steps are among the \d+ entries about logging in that were dropped/,
      ),
    });
  });

  test("SCRAM was made by hand, and nothing is sent", async () => {
    const made = await served(
      (text, server) => {
        const isByHand = /^<(?:auth|response)/.test(text);
        if (isByHand) server.send(text.startsWith("<auth") ? CHALLENGE : SUCCESS);
        return isByHand;
      },
      "open",
      `<auth ${SASL} mechanism='SCRAM-SHA-1'>biws</auth>`,
      `<response ${SASL}>Yz1i</response>`,
    );
    const before = sentOn(made, 0);
    expect(await made.tool.run("reconnect")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot reconnect: the SCRAM-SHA-1 messages were made by hand, and each server\'s challenge wants others (run "open", then "auth --mechanism SCRAM-SHA-1", or make them anew)',
    });
    expect(sentOn(made, 0)).toBe(before);
  });

  test("nothing that was tried came to anything", async () => {
    const made = await served((_text, server) => {
      server.close();
      return true;
    }, "open");
    expect(await made.tool.run("reconnect")).toEqual({
      status: "wrong usage",
      reason: 'Cannot reconnect: no step of this client came to anything (run "open")',
    });
  });
});

test("a session that could be resumed is remarked on", async () => {
  const made = await served(
    (text, server) => {
      const isEnable = text.startsWith("<enable");
      if (isEnable) server.send("<enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true'/>");
      return isEnable;
    },
    ...WALK,
    "<enable xmlns='urn:xmpp:sm:3' resume='true'/>",
  );
  made.servers[0]?.close();
  expect(await made.tool.run("reconnect")).toEqual({ status: "passed" });
  expect(made.tool.shown).toContain("the session that was lost could be resumed in place of this");
  expect(steps(made).at(-1)).toBe("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
});
