import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../servers/harness/start-server.ts";
import { enterEach, startPrompt } from "./harness/prompt.ts";

let prosody: RunningServer;
beforeAll(async () => {
  prosody = await startServer("prosody-seed");
});
afterAll(() => prosody.stop());

const start = () => startPrompt([`localhost:${prosody.port}`], { columns: 160 });

const steps = [
  ["open", "main stream open, auth next> "],
  ["auth me test", "main authenticated, restart next> "],
  ["restart", "main authenticated, bind next> "],
  ["bind test", "main bound, presence next> "],
  ["presence", "main available> "],
  ["close", "main offline, open next> "],
] as const;

describe("the handshake by hand", () => {
  it("shows at each step where one stands and what is due", async () => {
    const prompt = await start();
    await enterEach(prompt, steps);
    const typed = prompt.scrollback().match(/^main .*> .*/gm);
    const prompts = ["main offline, open next> ", ...steps.map(([, next]) => next)];
    expect(typed).toEqual(steps.map(([line], index) => prompts[index] + line));
  });

  it("shows what each step sends, and below it what the server replies", async () => {
    const prompt = await start();
    await enterEach(prompt, steps);
    const sides = Array.from(
      prompt.scrollback().matchAll(/^ *\d+ ([CS]): <(.*?)(?= |>|\/)/gm),
      ([, side, name]) => [side, name],
    );
    // Prosody sends our own presence back, before or after its end tag has been asked for.
    expect(sides.filter(([side, name]) => side === "C" || name !== "presence")).toEqual([
      ...[
        ["C", "?xml"],
        ["S", "?xml"],
        ["S", "stream:features"],
      ],
      ...[
        ["C", "auth"],
        ["S", "challenge"],
        ["C", "response"],
        ["S", "success"],
      ],
      ...[
        ["C", "?xml"],
        ["S", "?xml"],
        ["S", "stream:features"],
      ],
      ...[
        ["C", "iq"],
        ["S", "iq"],
      ],
      ["C", "presence"],
      ...[
        ["C", ""],
        ["S", ""],
      ],
    ]);
  });

  it("lays the reply out, with what is in an element indented below it", async () => {
    const prompt = await start();
    await enterEach(prompt, steps.slice(0, 4));
    expect(prompt.scrollback()).toMatch(
      / S: <iq [^\n]*type='result'[^\n]*>\n {9}<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>\n {11}<jid>me@localhost\/test<\/jid>\n {9}<\/bind>\n {7}<\/iq>/,
    );
  });

  it("begins anew after it has been closed", async () => {
    const prompt = await start();
    await enterEach(prompt, [...steps, ...steps]);
    expect(prompt.scrollback().match(/me@localhost\/test<\/jid>/g)).toHaveLength(2);
  });
});

describe("the handshake typed as raw XML", () => {
  const header = [
    ["<?xml version='1.0'?>", ""],
    ["<stream:stream to='localhost'", ""],
    ["  version='1.0' xmlns='jabber:client'", ""],
    ["  xmlns:stream='http://etherx.jabber.org/streams'>", ""],
  ] as const;

  it("leads to the same prompts, row by row", async () => {
    const prompt = await start();
    prompt.enter("<?xml version='1.0'?>");
    await prompt.standsAt("main connected, open next> ");
    await enterEach(prompt, [
      ["<stream:stream to='localhost'", "xml> <stream:stream to='localhost'"],
      [
        " version='1.0' xmlns='jabber:client'",
        "xml> <stream:stream to='localhost'\n version='1.0' xmlns='jabber:client'",
      ],
      [" xmlns:stream='http://etherx.jabber.org/streams'>", "main stream open, auth next> "],
      [
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>",
        "auth> <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>",
      ],
      ["AG1lAHRlc3Q=</auth>", "main authenticated, restart next> "],
      [header.map(([row]) => row.trim()).join(" "), "main authenticated, bind next> "],
      ["<iq type='set' id='b1'>", "iq> <iq type='set' id='b1'>"],
      [
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>",
        "iq bind> <iq type='set' id='b1'>\n<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>",
      ],
      [
        "<resource>test</resource></bind>",
        "iq> <iq type='set' id='b1'>\n<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>\n<resource>test</resource></bind>",
      ],
      ["</iq>", "main bound, presence next> "],
      ["<presence/>", "main available> "],
      ["</stream:stream>", "main offline, open next> "],
    ]);
    expect(prompt.scrollback()).toContain("<jid>me@localhost/test</jid>");
  });
});
