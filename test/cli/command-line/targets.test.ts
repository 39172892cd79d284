import { describe, expect, test } from "vitest";
import { PLAIN_SETUP, type Setup } from "../../../src/cli/command-line/setup.ts";
import { definitionsIn, targetsOf } from "../../../src/cli/command-line/targets.ts";
import { UsageError } from "../../../src/errors.ts";
import { stage } from "../../helpers/stage.ts";
import { tryOut } from "../../helpers/try-out.ts";

function targetOf(setup: Partial<Setup>, name = "main") {
  const { clients } = tryOut();
  const { address, domain, username } = targetsOf({ ...PLAIN_SETUP, ...setup })(clients.named(name));
  return { address, domain, username };
}

const ACCOUNTS = { account: ["juliet=juliet@capulet.example", "nurse=nurse@verona.example/old"] };

describe("what a client's lines can leave out", () => {
  test("is the server for all of them", () => {
    expect(targetOf({ address: "localhost:5222" })).toMatchObject({ address: "localhost:5222" });
    expect(targetOf({ address: "localhost:5222" }, "juliet")).toMatchObject({ address: "localhost:5222" });
  });

  test("is the account of --jid for the first client alone, and its domain for whoever goes to the same server", async () => {
    expect(targetOf({ jid: "romeo@montague.example" })).toMatchObject({
      username: "romeo",
      domain: "montague.example",
    });
    expect(targetOf({ jid: "romeo@montague.example" }, "juliet")).toMatchObject({
      username: undefined,
      domain: undefined,
    });
    const { play, servers } = stage({
      setup: {
        address: "127.0.0.1:5222",
        jid: "romeo@montague.example",
        allowHosts: ["capulet.example"],
      },
    });
    await play("open", "@juliet open", "@nurse open capulet.example:5222");
    expect(servers.map(({ received }) => /to='([^']*)'/.exec(received)?.[1])).toEqual([
      "montague.example",
      "montague.example",
      "capulet.example",
    ]);
  });

  test("is the domain of --jid where no address is given at all", async () => {
    const { play, servers } = stage({ setup: { address: undefined, jid: "romeo@montague.example" } });
    await play("@juliet open");
    expect(servers[0]?.received).toContain("to='montague.example'");
  });

  test("is its own account of --account", () => {
    expect(targetOf(ACCOUNTS, "juliet")).toMatchObject({ username: "juliet", domain: "capulet.example" });
    expect(targetOf(ACCOUNTS, "nurse")).toMatchObject({ username: "nurse", domain: "verona.example" });
    expect(targetOf(ACCOUNTS)).toMatchObject({ username: undefined });
  });

  test("is the domain of --domain before that of the account", () => {
    expect(targetOf({ ...ACCOUNTS, domain: "localhost" }, "juliet")).toMatchObject({
      username: "juliet",
      domain: "localhost",
    });
  });
});

describe("in a script", () => {
  test("open and auth use the acting client's account, and its own password", async () => {
    const { play, servers } = stage({
      setup: ACCOUNTS,
      environment: { XMPP_PASSWORD: "general", XMPP_PASSWORD_JULIET: "own" },
    });
    await play("@juliet open", "@juliet auth --mechanism PLAIN", "@nurse open", "@nurse auth");
    const auths = servers.map(({ received }) => /<auth[^>]*>([^<]*)/.exec(received)?.[1] ?? "");
    expect(servers.map(({ received }) => /to='([^']*)'/.exec(received)?.[1])).toEqual([
      "capulet.example",
      "verona.example",
    ]);
    expect(auths.map((text) => Buffer.from(text, "base64").toString())).toEqual([
      "\0juliet\0own",
      "\0nurse\0general",
    ]);
  });

  test("a client without an account is for the host", async () => {
    const { play, servers } = stage({ setup: ACCOUNTS });
    await play("open");
    expect(servers[0]?.received).toContain("to='localhost'");
  });
});

describe("what cannot be read is told at once", () => {
  test.each([
    [
      { account: ["juliet"] },
      'Cannot read --account "juliet": it has no name and value (write juliet=juliet@localhost)',
    ],
    [{ account: ["=juliet@localhost"] }, 'Cannot read --account "=juliet@localhost"'],
    [
      { jid: "me:s3cret@localhost" },
      'Cannot use --jid "me:…@localhost": no user has a colon in it, and a password does not belong there (it comes from XMPP_PASSWORD, or is asked for)',
    ],
    [{ address: "localhost:0" }, "localhost:0"],
    [{ port: "abc" }, 'Cannot use the port "abc": a port is a number from 1 to 65535'],
    [{ componentPort: "70000" }, 'Cannot use the port "70000": a port is a number from 1 to 65535'],
  ])("%j", (setup, why) => {
    expect(() => targetOf(setup)).toThrow(UsageError);
    expect(() => targetOf(setup)).toThrow(why);
  });

  test.each(["room", "=x", ""])("--var %j", (text) => {
    expect(() => definitionsIn({ ...PLAIN_SETUP, var: [text] })).toThrow(
      `Cannot read --var "${text}": it has no name and value (write room=lobby)`,
    );
  });

  test.each(["jid=x", "1x=y"])("--var %j, which no variable can be called", (text) => {
    expect(() => definitionsIn({ ...PLAIN_SETUP, var: [text] })).toThrow(/^Cannot define /);
  });
});

test("--var has a value to the end, also an empty one or one with =", () => {
  expect(definitionsIn({ ...PLAIN_SETUP, var: ["a=b=c", "d="] })).toEqual([
    ["a", "b=c"],
    ["d", ""],
  ]);
  expect(definitionsIn(PLAIN_SETUP)).toEqual([]);
});
