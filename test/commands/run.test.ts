import { describe, expect, test } from "vitest";
import { logIn, tryOut } from "../helpers/try-out.ts";

describe("run at the prompt", () => {
  test("plays a script on the live session", async () => {
    const tool = tryOut({ files: { "my script.xmpp": "send\n  <a b='${jid}'/>\n" } });
    await logIn(tool);
    expect(await tool.run("run my script.xmpp")).toEqual({ status: "passed" });
    expect(tool.server.received).toMatch(/<a b='me@localhost\/desk'\/>$/);
  });

  test("knows what was defined before, and leaves behind what the script defines", async () => {
    const tool = tryOut({ files: { "a.xmpp": "define b ${a}\n@juliet\n" } });
    await tool.run("define a x");
    await tool.run("run a.xmpp");
    await tool.run("define c ${b}");
    expect(tool.shown).toContain('${c} is "x"');
    expect(tool.clients.current.name).toBe("juliet");
  });

  test("refuses in the script what is for the prompt, and sends nothing", async () => {
    const tool = tryOut({ files: { "a.xmpp": "send <a/>\nquit\n" } });
    await logIn(tool);
    const before = tool.server.received;
    expect(await tool.run("run a.xmpp")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining("a.xmpp:2:1: Cannot run quit: it is for the prompt"),
    });
    expect(tool.server.received).toBe(before);
    expect(tool.hasQuit).toBe(false);
  });

  test.each(["--insecure", "--ca roots.pem", "--pin aa", "--tls-min 1.0"])(
    "refuses in the script what makes a connection less safe: %s",
    async (option) => {
      const tool = tryOut({ files: { "a.xmpp": `open ${option}\n` } });
      expect(await tool.run("run a.xmpp")).toMatchObject({
        status: "wrong usage",
        reason: expect.stringMatching(/^a\.xmpp:1:6: Cannot run open: --/),
      });
    },
  );

  test("refuses JavaScript in it", async () => {
    const tool = tryOut({ files: { "a.xmpp": "quit()\n" } });
    expect(await tool.run("run a.xmpp")).toMatchObject({ status: "wrong usage" });
    expect(tool.hasQuit).toBe(false);
  });

  test("can be interrupted, and the session lives on", async () => {
    const tool = tryOut({ files: { "a.xmpp": "wait 30m\n" } });
    await logIn(tool);
    const interrupt = new AbortController();
    const running = tool.run("run a.xmpp", interrupt.signal);
    setImmediate(() => interrupt.abort());
    expect(await running).toEqual({ status: "interrupted", what: "a.xmpp has stopped at line 1" });
    expect(await tool.run("send <a/>")).toEqual({ status: "passed" });
  });

  test("can be run again after it has failed", async () => {
    const tool = tryOut({ files: { "a.xmpp": "expect --timeout 1ms <a/>\n" } });
    await logIn(tool);
    for (const _ of [1, 2]) {
      expect(await tool.run("run a.xmpp")).toMatchObject({
        status: "failed",
        reason: expect.stringMatching(/^a\.xmpp:1:1: /),
      });
    }
  });

  test("says so where there is no such file", async () => {
    expect(await tryOut().run("run none.xmpp")).toEqual({
      status: "wrong usage",
      reason: 'Cannot run "none.xmpp": there is no such file',
    });
  });
});
