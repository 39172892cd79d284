import { describe, expect, test } from "vitest";
import { answerHandshake, logIn, MECHANISMS, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";
import { rows, session } from "../script/save/saved.ts";

const FAILURE = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";

test("next shows the step that is due first, the others beneath it, and sends nothing", async () => {
  const tool = tryOut();
  answerHandshake(tool.server);
  await tool.run("open");
  const before = { shown: tool.shown.length, sent: tool.server.received };
  expect(await tool.run("next")).toEqual({ status: "passed" });
  expect(tool.shown.slice(before.shown)).toBe(
    rows(
      "main: stream open; due now:",
      "  auth USER PASSWORD  shows the server who you are, by PLAIN (RFC 6120 §6)",
      "possible too:",
      "  close               the stream ends with </stream:stream> from both sides (RFC 6120 §4.4)",
    ),
  );
  expect(tool.server.received).toBe(before.sent);
});

test("where nothing is due, it says so", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("presence");
  const before = tool.shown.length;
  await tool.run("next");
  expect(tool.shown.slice(before)).toMatch(
    /^main: available; nothing is due\npossible:\n {2}presence --type/,
  );
});

test("where an element is open, it says since when, and that its end is due before anything else", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("presence");
  const presence = tool.transcript.last?.n ?? 0;
  await tool.run("<message><body>hi");
  const n = [...tool.transcript.entries].find(({ type, n }) => type === "traffic" && n > presence)?.n;
  const before = tool.shown.length;
  await tool.run("next");
  await tool.run("show state");
  await tool.run("show clients");
  expect(tool.shown.slice(before)).toMatch(
    new RegExp(
      [
        `^main: available, <message> is open since #${n}; due now:`,
        "  </body></message>  ends what is open: until then all that is sent stands inside it, and nobody answers",
        "possible too:",
        "  disconnect .*\n(.*\n)*unfinished +<message> is open since " +
          `#${n}: what is sent stands inside it \\(type </body></message> to close it\\)`,
        `\\* main: available as me@localhost/desk, <message> is open since #${n}, not encrypted`,
      ].join("\n"),
    ),
  );
  await tool.run("next --do");
  expect(tool.server.received).toMatch(/<message><body>hi<\/body><\/message>$/);
  expect(tool.clients.current.session.isMidElement).toBe(false);
});

test("what is no element yet can only be left", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("<mess");
  const before = tool.shown.length;
  await tool.run("next");
  expect(tool.shown.slice(before)).toMatch(
    /^main: bound, something that was begun is open since #\d+; due now:\n {2}disconnect [^\n]*\n$/,
  );
});

describe("next --do", () => {
  test("goes through the whole walk, and says each time which line it ran", async () => {
    const tool = tryOut({ setup: { jid: "me@localhost" }, environment: { XMPP_PASSWORD: "test" } });
    answerHandshake(tool.server);
    for (let step = 1; step <= 5; step += 1) {
      expect(await tool.run("next --do"), tool.shown).toMatchObject({ status: "passed" });
    }
    const ran = Array.from(tool.shown.matchAll(/-- next runs "([^"]*)"/g), ([, line]) => line);
    expect(ran).toEqual(["open", "auth", "restart", "bind", "presence"]);
    expect(tool.server.received).toMatch(/<auth .*<iq .*xmpp-bind.*<presence\/>$/s);
  });

  test("takes nothing where nothing is due", async () => {
    const tool = tryOut();
    await logIn(tool);
    await tool.run("presence");
    const before = tool.server.received;
    expect(await tool.run("next --do")).toEqual({
      status: "wrong usage",
      reason: 'Cannot do the next step: nothing is due at "available" (run "next" for what is possible)',
    });
    expect(tool.server.received).toBe(before);
  });

  test("says what is missing where nobody is known to authenticate", async () => {
    const tool = tryOut();
    answerHandshake(tool.server);
    await tool.run("open");
    expect(await tool.run("next --do")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot do the next step: no user is known (run "auth USER PASSWORD", or start with --jid USER@DOMAIN)',
    });
    expect(tool.server.received).not.toContain("<auth");
  });

  test("fails where the step fails, for its reason", async () => {
    const tool = tryOut({ setup: { jid: "me@localhost" }, environment: { XMPP_PASSWORD: "wrong" } });
    tool.server.onData((text) => {
      if (text.includes("<stream:stream")) tool.server.send(SERVER_HEADER + MECHANISMS);
      else tool.server.send(FAILURE);
    });
    await tool.run("open");
    expect(await tool.run("next --do")).toMatchObject({
      status: "failed",
      reason: "SASL failure: not-authorized",
    });
  });

  test("is for the client that the line is for", async () => {
    const tool = tryOut();
    answerHandshake(tool.server);
    await tool.run("@juliet next --do");
    expect(tool.clients.named("juliet").session.state.connection).toBe("connected");
    expect(tool.clients.named("main").session.state.connection).toBe("offline");
  });

  test("is saved as the line that it ran", async () => {
    const { tool, run, save } = session({
      setup: { jid: "me@localhost" },
      environment: { XMPP_PASSWORD: "test" },
    });
    answerHandshake(tool.server);
    await run("next", "next --do", "next --do", "next --do", "bind desk", "next --do");
    expect(await save()).toBe(rows("open", "auth --mechanism PLAIN", "restart", "bind desk", "presence"));
  });

  test("runs in a script too", async () => {
    const tool = tryOut({ files: { "walk.xmpp": "next --do\nclose\n" } });
    answerHandshake(tool.server);
    expect(await tool.run("run walk.xmpp")).toMatchObject({ status: "passed" });
    expect(tool.server.received).toMatch(/<stream:stream .*<\/stream:stream>$/s);
  });
});
