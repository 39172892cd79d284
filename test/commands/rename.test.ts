import { describe, expect, test } from "vitest";
import { binds, stage } from "../helpers/stage.ts";
import { logIn, tryOut } from "../helpers/try-out.ts";

describe("rename", () => {
  test("with one name gives it to the current client, whose stream stays open", async () => {
    const tool = tryOut();
    await logIn(tool);
    expect(await tool.run("rename romeo")).toEqual({ status: "passed" });
    expect(tool.shown).toContain("main is called romeo now\n");
    expect(tool.clients.current.name).toBe("romeo");
    await tool.run("@romeo presence");
    expect(tool.server.received).toMatch(/<presence\/>$/);
  });

  test("with two names renames another client, and leaves the current one current", async () => {
    const { tool, play } = stage();
    await play("open", "@juliet open");
    await tool.run("rename @juliet nurse");
    expect(tool.clients.current.name).toBe("main");
    expect([...tool.clients].map(({ name }) => name)).toEqual(["main", "nurse"]);
  });

  test("behind @NAME renames that client, and not the current one", async () => {
    const { tool, play } = stage();
    await play("open", "@juliet open");
    await tool.run("@juliet rename nurse");
    expect(tool.shown).toContain("juliet is called nurse now\n");
    expect([...tool.clients].map(({ name }) => name)).toEqual(["main", "nurse"]);
  });

  test("shows what was sent and received before with the new name", async () => {
    const { tool, play } = stage();
    await play("open", "@juliet open");
    await tool.run("rename juliet nurse");
    const header = [...tool.transcript.entries].find(
      ({ client, type }) => client === "juliet" && type === "traffic",
    );
    await tool.run(`show ${header?.n}`);
    expect(tool.shown).toMatch(/ nurse C: <\?xml/);
  });

  test.each([
    ["rename main", 'Cannot rename main to "main": it is called that already (take another name)'],
    ["rename juliet", 'Cannot rename main to "juliet": another client is called that (take another name)'],
    [
      'rename "a b"',
      'Cannot rename main to "a b": @a b could not be written on a line (a name has no blanks, quotes, control characters, "@", "<" or ">")',
    ],
    ["rename romeo tybalt", 'Cannot rename "romeo": there is no such client (there is main, juliet)'],
    ["@juilet rename nurse", 'Cannot rename: there is no client "juilet" (did you mean "@juliet"?)'],
    [
      "@nobody rename x",
      'Cannot rename: there is no client "nobody" (there is main, juliet; "@nobody open" makes one)',
    ],
  ])("is refused: %s", async (line, reason) => {
    const { tool, play } = stage();
    await play("@juliet open");
    expect(await tool.run(line)).toEqual({ status: "wrong usage", reason });
    expect([...tool.clients].map(({ name }) => name)).toEqual(["main", "juliet"]);
  });

  test("the client keeps its account and its password", async () => {
    const { tool, servers } = stage({
      setup: { account: ["juliet=juliet@localhost"] },
      environment: { XMPP_PASSWORD_JULIET: "rose" },
    });
    await tool.run("@juliet open");
    await tool.run("rename juliet nurse");
    await tool.run("@nurse auth");
    const initial = Buffer.from("\0juliet\0rose").toString("base64");
    expect(servers[0]?.received).toContain(`>${initial}</auth>`);
  });

  test("a client without an account takes that of its new name", async () => {
    const { tool, servers } = stage({
      setup: { configured: ["romeo=montague@localhost"] },
      environment: { XMPP_PASSWORD_ROMEO: "rose" },
    });
    for (const line of ["open", "rename romeo", "auth"]) await tool.run(line);
    const initial = Buffer.from("\0montague\0rose").toString("base64");
    expect(servers[0]?.received).toContain(`>${initial}</auth>`);
  });

  test("the new name is that of its variables", async () => {
    const { tool, servers, play } = stage();
    await play(...binds("main", "a"), ...binds("juliet", "b"));
    await tool.run("rename juliet nurse");
    await tool.run("message ${nurse.jid} hello");
    expect(servers[0]?.received).toContain('<message to="me@localhost/b"');
  });

  test("whoever uses the old name gets a new client, and is told", async () => {
    const { tool, play } = stage();
    await play("@juliet open");
    await tool.run("rename juliet nurse");
    await tool.run("@juliet connect");
    expect(tool.shown).toContain(
      'juliet: "juliet" is a new client: the one that had this name is "nurse" now',
    );
    expect(tool.clients.find("juliet")?.session).not.toBe(tool.clients.find("nurse")?.session);
  });

  test("a saved script has the new name throughout, also where the old one was typed", async () => {
    const { tool, play } = stage();
    await play(...binds("main", "a"), ...binds("juliet", "b"));
    await tool.run("message ${juliet.jid} before");
    await tool.run("rename juliet nurse");
    await tool.run("message ${nurse.jid} behind");
    await tool.run("save saved.xmpp");
    const saved = tool.saved.get("saved.xmpp") ?? "";
    expect(saved).not.toContain("juliet");
    expect(saved).toContain("@nurse bind b\n");
    expect(saved).toContain("message ${nurse.jid} before\nmessage ${nurse.jid} behind\n");
  });
});
