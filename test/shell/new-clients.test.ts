import { describe, expect, test } from "vitest";
import { stage } from "../helpers/stage.ts";
import { tryOut } from "../helpers/try-out.ts";

describe("a name behind @ that nobody has", () => {
  test.each([
    ["@rome ping", 'Cannot ping: there is no client "rome" (did you mean "@romeo"?)'],
    ["@rome presence", 'Cannot send presence: there is no client "rome" (did you mean "@romeo"?)'],
    ["@rome <presence/>", 'Cannot send: there is no client "rome" (did you mean "@romeo"?)'],
    ["@rome close", 'Cannot close: there is no client "rome" (did you mean "@romeo"?)'],
    ["@rome show state", 'Cannot run show: there is no client "rome" (did you mean "@romeo"?)'],
    [
      "@tybalt ping",
      'Cannot ping: there is no client "tybalt" (there is main, romeo; "@tybalt open" makes one)',
    ],
  ])("makes no client where the step begins no connection: %s", async (line, reason) => {
    const { tool, play } = stage();
    await play("@romeo open");
    expect(await tool.run(line)).toEqual({ status: "wrong usage", reason });
    expect([...tool.clients].map(({ name }) => name)).toEqual(["main", "romeo"]);
  });

  test.each([
    ["@rom", "romeo"],
    ["@roneo", "romeo"],
    ["@Romeo", "romeo"],
    ["@paris", "mercutio"],
  ])("alone is taken for a slip where another client is easily meant: %s", async (line, meant) => {
    const { tool, play } = stage();
    await play("@romeo open", "@paris open");
    await tool.run("rename paris mercutio");
    const name = line.slice(1);
    expect(await tool.run(line)).toEqual({
      status: "wrong usage",
      reason: `Cannot switch to "${name}": there is no client "${name}" (did you mean "@${meant}"? "${line} open" makes a new one)`,
    });
    expect([...tool.clients].map((one) => one.name)).toEqual(["main", "romeo", "mercutio"]);
    expect(tool.clients.current.name).toBe("main");
  });

  test.each(["next", "run walk.xmpp", "again 1"])(
    "is taken for a slip where the line need not connect: %s",
    async (line) => {
      const { tool, play } = stage();
      await play("@romeo open");
      const [command] = line.split(" ");
      expect(await tool.run(`@rome ${line}`)).toEqual({
        status: "wrong usage",
        reason: `Cannot run ${command}: there is no client "rome" (did you mean "@romeo"? "@rome open" makes a new one)`,
      });
      expect([...tool.clients].map(({ name }) => name)).toEqual(["main", "romeo"]);
    },
  );

  test.each(["@user2 connect", "@b connect"])(
    "is chosen where it is one letter or a number away: %s",
    async (line) => {
      const { tool, play } = stage();
      await play("@user1 connect", "@a connect");
      await tool.run(line);
      expect(tool.shown).toContain(`"${line.slice(1, -" connect".length)}" is a new client\n`);
    },
  );

  test("is told to be another one's by now, where that was renamed", async () => {
    const { tool } = stage();
    await tool.run("rename main juliet");
    expect(await tool.run("@main reconnect")).toEqual({
      status: "wrong usage",
      reason: 'Cannot run reconnect: there is no client "main" (the one that had this name is "@juliet" now)',
    });
  });

  test.each(["@user2", "@b"])("alone is a new client's where it was chosen: %s", async (line) => {
    const { tool, play } = stage();
    await play("@user1 connect", "@a connect");
    expect(await tool.run(line)).toEqual({ status: "passed" });
    expect(tool.clients.current.name).toBe(line.slice(1));
  });

  test("makes one where it connects, and that is said, with the name that may be meant", async () => {
    const { tool, play } = stage();
    await tool.run("@romeo connect");
    expect(tool.shown).toContain('    -- "romeo" is a new client\n');
    await tool.run("@rome connect");
    expect(tool.shown).toContain('    -- "rome" is a new client (did you mean "@romeo"?)\n');
    await tool.run("@juliet");
    expect(tool.shown).toContain('    -- "juliet" is a new client\n');
    const { length } = tool.shown;
    await tool.run("@juliet connect");
    await play("@nurse connect");
    expect(tool.shown.slice(length)).not.toContain("new client");
  });

  test.each([
    ["@comp component", "Cannot run component: "],
    ["@comp open --prot 5347", "Cannot run open: no option --prot"],
    ["@comp component ext.localhost --port x", 'Cannot use the port "x"'],
  ])("makes none where the line is wrong in itself: %s", async (line, reason) => {
    const tool = tryOut();
    expect(await tool.run(line)).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(reason),
    });
    expect([...tool.clients].map(({ name }) => name)).toEqual(["main"]);
    await tool.run("@comq connect");
    expect(tool.shown).toContain('    -- "comq" is a new client\n');
  });

  test("keeps the client that was there, whatever is wrong in a line for it", async () => {
    const { tool } = stage();
    await tool.run("@juliet open");
    await tool.run("@romeo");
    for (const line of ["@juliet ping --nothing", "@romeo component ext.localhost --port x"])
      expect(await tool.run(line)).toMatchObject({ status: "wrong usage" });
    expect([...tool.clients].map(({ name }) => name)).toEqual(["main", "juliet", "romeo"]);
  });

  test("is what a step of a script begins with, or a line that is piped: nothing is said of it", async () => {
    const { tool, play } = stage();
    expect(await play("@juliet connect")).toEqual({ status: "passed" });
    expect(tool.shown).not.toContain("new client");
    const piped = tryOut({ isInteractive: false });
    expect(await piped.run("@juliet ping")).toEqual({
      status: "no connection",
      reason: 'Cannot ping: not connected (run "open" first)',
    });
    expect(piped.shown).not.toContain("new client");
  });
});
