// Who authenticates: by a certificate, by nobody's name, by a JID, as somebody else, and in other letters.
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, startPrompt } from "../terminal/harness/prompt.ts";
import { logIn, remarksIn, runPiped } from "./harness/piped.ts";
import { saslMessages } from "./harness/sasl-messages.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { argumentsFor, directTls, plainTcp } from "./harness/ways.ts";

/** Authenticates and binds; `args` is the command line. */
async function run(args: readonly string[], auth: string, env: Readonly<Record<string, string>> = {}) {
  const lines = ["open", auth, "show state", "restart", "bind", "close"];
  const { code, output, messages } = await runPiped([...args, "--show-secrets"], lines, { env });
  return {
    ended: { code, messages },
    mechanism: /<auth [^>]*mechanism="([^"]*)"/.exec(output)?.[1],
    authenticated: /^authenticated +(.*)$/m.exec(output)?.[1],
    /** Without the resource. */
    jid: /<jid>([^<]*)\/[^<]+<\/jid>/.exec(output)?.[1],
    remarks: remarksIn(output),
    said: saslMessages(output),
  };
}

const passed = { code: 0, messages: "" };

/** As SASLprep prepares it (RFC 4013): composed, and compatibility characters as what they stand for. */
const prepared = "p\u00e4ssIX";
/** The same password, as another keyboard may type it. */
const typed = "pa\u0308ss\u2168";

describe.each(["prosody-seed", "ejabberd-seed"] as const)("%s", (kind) => {
  const isProsody = kind === "prosody-seed";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());
  const localhost = () => argumentsFor(server, plainTcp);
  const anonymous = () => argumentsFor(server, plainTcp, "anon.localhost");

  describe("nobody in particular", () => {
    it("is who comes without a user where ANONYMOUS is offered; the JID is known at bind", async () => {
      const { ended, mechanism, authenticated, jid, remarks } = await run(anonymous(), "auth");
      expect(ended).toEqual(passed);
      expect(mechanism).toBe("ANONYMOUS");
      expect(remarks[1]).toMatch(/^ANONYMOUS, .*needs no account/);
      expect(authenticated).toBe("yes");
      expect(jid).toMatch(/^.+@anon\.localhost$/);
    });

    it("is somebody else each time", async () => {
      const [one, other] = await Promise.all([run(anonymous(), "auth"), run(anonymous(), "auth")]);
      expect(one.jid).toBeDefined();
      expect(one.jid).not.toBe(other.jid);
    });

    it("is asked for nothing at a prompt", async () => {
      const prompt = await startPrompt(anonymous());
      prompt.enter("open");
      await prompt.standsAt(at.opened);
      prompt.enter("auth");
      await prompt.standsAt("main authenticated, restart next> ");
      expect(prompt.scrollback()).not.toContain("Password");
    });

    it("is not who gives a name", async () => {
      const { ended, mechanism } = await run(anonymous(), "auth me test");
      // ejabberd offers PLAIN beside it, by which nobody can come.
      expect(mechanism).toBe(isProsody ? undefined : "PLAIN");
      expect(ended.code).toBe(isProsody ? 2 : 1);
      expect(ended.messages).toMatch(isProsody ? /ANONYMOUS: a user was given/ : /not-authorized/);
    });
  });

  it.each(["SCRAM-SHA-256", "PLAIN"])(
    "a JID is taken for its localpart by %s, which is said",
    async (name) => {
      const { ended, jid, remarks } = await run(localhost(), `auth me@localhost test --mechanism ${name}`);
      expect(ended).toEqual(passed);
      expect(remarks[1]).toBe(
        `"me@localhost" is a JID; the user name of ${name} is its localpart, "me" (--username takes a name as it is)`,
      );
      expect(jid).toBe("me@localhost");
    },
  );

  it("a JID of another domain is taken for its localpart here, which is said", async () => {
    const { ended, jid, remarks } = await run(localhost(), "auth me@example.org test --mechanism PLAIN");
    expect(ended).toEqual(passed);
    expect(remarks[1]).toMatch(/The stream is for "localhost", though: the account there is another one$/);
    expect(jid).toBe("me@localhost");
  });

  it("--username is sent as it is, also with an @ in it", async () => {
    const { said } = await run(localhost(), "auth --username me@localhost test --mechanism PLAIN");
    expect(said[0]).toEqual(["C auth", "\0me@localhost\0test"]);
  });

  it("the user of --jid comes with the password of XMPP_PASSWORD", async () => {
    const args = [...localhost(), "--jid", "juliet@localhost"];
    const { ended, authenticated, jid } = await run(args, "auth", { XMPP_PASSWORD: "test" });
    expect(ended).toEqual(passed);
    expect({ authenticated, jid }).toEqual({ authenticated: "juliet", jid: "juliet@localhost" });
  });

  it.each([
    ["SCRAM-SHA-256", expect.stringMatching(/^n,a=me@localhost,n=me,r=/)],
    ["PLAIN", "me@localhost\0me\0test"],
  ])("the own JID may be named as the one to act as, by %s", async (name, message) => {
    const auth = `auth me test --mechanism ${name} --authzid me@localhost`;
    const { ended, said, jid } = await run(localhost(), auth);
    expect(ended).toEqual(passed);
    expect(said[0]).toEqual(["C auth", message]);
    expect(jid).toBe("me@localhost");
  });

  it.each(["SCRAM-SHA-256", "PLAIN"])("a name in capital letters is sent as it is, by %s", async (name) => {
    const { ended, said, authenticated, jid } = await run(localhost(), `auth ME test --mechanism ${name}`);
    expect(ended).toEqual(passed);
    expect(said[0]?.[1]).toMatch(name === "PLAIN" ? /^\0ME\0test$/ : /^n,,n=ME,r=/);
    expect(authenticated).toBe("ME");
    // What an account is called is the server's affair: ejabberd 23.01 takes over what was typed.
    expect(jid).toBe(isProsody ? "me@localhost" : "ME@localhost");
  });

  if (!isProsody) return;
  describe("letters beyond ASCII", () => {
    beforeAll(async () => {
      const accounts = `${server.scratch}/data/localhost/accounts`;
      const withPassword = (password: string) => `return {\n\t["password"] = "${password}";\n};\n`;
      await writeFile(`${accounts}/zo%c3%ab.dat`, withPassword(prepared));
      await writeFile(`${accounts}/a%3db%2cc.dat`, withPassword("test"));
    });

    it.each([
      ["SCRAM proves", "as they were prepared", prepared, "zo\u00eb"],
      ["SCRAM proves", "in another form", typed, "zoe\u0308"],
    ])("%s a name and a password %s", async (_, __, password, name) => {
      const auth = `auth ${name} ${password} --mechanism SCRAM-SHA-256`;
      const { ended, said, jid } = await run(localhost(), auth);
      expect(ended).toEqual(passed);
      expect(said[0]?.[1]).toMatch(/^n,,n=zo\u00eb,r=/);
      expect(jid).toBe("zo\u00eb@localhost");
    });

    it("PLAIN sends what was typed, and the server prepares it", async () => {
      const auth = `auth zoe\u0308 ${typed} --mechanism PLAIN`;
      const { ended, said, jid } = await run(localhost(), auth);
      expect(ended).toEqual(passed);
      expect(said[0]).toEqual(["C auth", `\0zoe\u0308\0${typed}`]);
      expect(jid).toBe("zo\u00eb@localhost");
    });

    it.each(["SCRAM-SHA-256", "PLAIN"])("a name may have = and , in it, by %s", async (name) => {
      const auth = `auth a=b,c test --mechanism ${name}`;
      const { ended, said, authenticated, jid } = await run(localhost(), auth);
      expect(ended).toEqual(passed);
      expect(said[0]?.[1]).toMatch(name === "PLAIN" ? /^\0a=b,c\0/ : /^n,,n=a=3Db=2Cc,r=/);
      expect({ authenticated, jid }).toEqual({ authenticated: "a=b,c", jid: "a=b,c@localhost" });
    });
  });
});

describe.each(["prosody-modern", "ejabberd-modern"] as const)("%s", (kind) => {
  const isProsody = kind === "prosody-modern";
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());
  const certs = (client?: { readonly certificate: string; readonly key: string }) => [
    ...argumentsFor(server, directTls, "certs.localhost"),
    ...(client ? ["--cert", client.certificate, "--key", client.key] : []),
  ];

  it("EXTERNAL is taken where a certificate is at hand, and lets the certificate say who it is", async () => {
    const { ended, mechanism, said, remarks, jid } = await run(certs(server.external), "auth");
    expect(ended).toEqual(passed);
    expect(mechanism).toBe("EXTERNAL");
    expect(remarks.find((remark) => remark.startsWith("EXTERNAL, the "))).toBeDefined();
    expect(said[0]).toEqual(["C auth", "="]);
    expect(jid).toBe("me@certs.localhost");
  });

  it("it says so itself with --authzid", async () => {
    const { ended, said, jid } = await run(certs(server.external), "auth --authzid me@certs.localhost");
    expect(ended).toEqual(passed);
    expect(said[0]).toEqual(["C auth", "me@certs.localhost"]);
    expect(jid).toBe("me@certs.localhost");
  });

  it("another's JID is refused", async () => {
    const { ended, said, remarks } = await run(certs(server.external), "auth --authzid you@certs.localhost");
    expect(ended).toEqual({ code: 1, messages: "line 2: SASL failure: not-authorized\n" });
    expect(said[0]).toEqual(["C auth", "you@certs.localhost"]);
    expect(remarks.find((remark) => remark.startsWith("not-authorized: "))).toContain("can be tried again");
  });

  it("a certificate that names two may act as the one that is asked for", async () => {
    const both = await server.external.issue("both", ["you@certs.localhost", "romeo@certs.localhost"]);
    const { ended, jid } = await run(certs(both), "auth --authzid romeo@certs.localhost");
    expect(ended).toEqual(passed);
    expect(jid).toBe("romeo@certs.localhost");
  });

  it("without a certificate it is not tried, and what is missing is said", async () => {
    const { ended, said } = await run(certs(), "auth");
    expect(ended.code).toBe(2);
    // Prosody offers nothing else here, ejabberd what needs a user, too.
    expect(ended.messages).toMatch(
      isProsody ? /EXTERNAL: needs a client certificate \(--cert, --key\)/ : /no user is known/,
    );
    expect(said).toEqual([]);
  });

  it("without a certificate it is refused where it is forced", async () => {
    const { ended, said, remarks } = await run(certs(), "auth --mechanism EXTERNAL");
    const condition = isProsody ? "account-disabled" : "not-authorized";
    expect(ended).toEqual({ code: 1, messages: `line 2: SASL failure: ${condition}\n` });
    expect(said).toEqual([["C auth", "="]]);
    const remark = remarks.find((text) => text.startsWith(`${condition}: `));
    expect(remark).toContain("the server has no client certificate that it trusts");
    expect(remark).toContain("can be tried again");
  });

  it("it is refused where it is not offered", async () => {
    const { certificate, key } = server.external;
    const args = [...argumentsFor(server, directTls), "--cert", certificate, "--key", key];
    const { ended } = await run(args, "auth --mechanism EXTERNAL");
    const condition = isProsody ? "invalid-mechanism" : "not-authorized";
    expect(ended).toEqual({ code: 1, messages: `line 2: SASL failure: ${condition}\n` });
  });

  if (isProsody) return;
  describe("letters beyond ASCII", () => {
    beforeAll(async () => {
      const query = `<username>romeo</username><password>${prepared}</password>`;
      const change = `iq set --to localhost <query xmlns='jabber:iq:register'>${query}</query>`;
      const args = argumentsFor(server, directTls);
      const lines = ["open", logIn.replace("me", "romeo"), "restart", "bind", change];
      expect((await runPiped(args, lines)).code).toBe(0);
    });

    it.each([
      ["SCRAM-SHA-256", prepared, 0],
      ["SCRAM-SHA-256", typed, 0],
      ["PLAIN", prepared, 0],
      // It compares what PLAIN brought with what it has.
      ["PLAIN", typed, 1],
    ])("%s with the password %s ends with %i", async (name, password, code) => {
      const auth = `auth romeo ${password} --mechanism ${name}`;
      const { ended, said } = await run(argumentsFor(server, directTls), auth);
      expect(ended.code).toBe(code);
      if (name === "PLAIN") expect(said[0]?.[1]).toBe(`\0romeo\0${password}`);
    });
  });
});
