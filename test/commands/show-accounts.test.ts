import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

const configured = ["juliet=juliet@capulet.example", "nurse=nurse@localhost"];

test("the accounts are shown with where each is said, and whether its password is known, never the password", async () => {
  const tool = tryOut({
    setup: { jid: "me@localhost", account: ["romeo=romeo@montague.example"], configured },
    environment: { XMPP_PASSWORD_ROMEO: "s3cret" },
  });
  await tool.run("show accounts");
  expect(tool.shown).toBe(
    [
      "* main: me@localhost, from --jid, auth asks for its password",
      "  romeo: romeo@montague.example, from --account, its password is known",
      "  juliet: juliet@capulet.example, from the configuration, not used: the command line leads to another domain",
      "  nurse: nurse@localhost, from the configuration, auth asks for its password\n",
    ].join("\n"),
  );
});

test("what the command line says of a client counts, and the configuration's is shown beside it", async () => {
  const tool = tryOut({ setup: { account: ["nurse=angelica@localhost"], configured } });
  await tool.run("show accounts");
  expect(tool.shown).toContain("  nurse: angelica@localhost, from --account, auth asks");
  expect(tool.shown).toContain(
    "  nurse: nurse@localhost, from the configuration, not used: the command line names another one",
  );
});

test("the star is at the account of the client that the line is for, whatever it is called by now", async () => {
  const tool = tryOut({ setup: { configured } });
  await tool.run("@nurse connect");
  await tool.run("rename nurse angelica");
  await tool.run("@angelica show accounts");
  expect(tool.shown).toContain("* nurse: nurse@localhost");
});

test("where none is named it says how one is", async () => {
  const tool = tryOut({ configFile: "/home/me/.config/xmpp-repl/config" });
  await tool.run("show accounts");
  expect(tool.shown).toBe(
    'no account is named (start with --jid me@localhost, for other clients with --account juliet=juliet@localhost, or write "account juliet = juliet@localhost" into /home/me/.config/xmpp-repl/config)\n',
  );
});

test.each(["account", "help account"])("whoever looks for a command is told: %s", async (line) => {
  expect(await tryOut().run(line)).toMatchObject({
    status: "wrong usage",
    reason: expect.stringContaining(
      '"show accounts" lists those of the command line and of the configuration',
    ),
  });
});
