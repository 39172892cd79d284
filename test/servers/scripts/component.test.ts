// Components in scripts (XEP-0114), tags, and what a real server does when it is killed.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runProgram } from "../harness/program.ts";
import { type RunningServer, startServer } from "../harness/start-server.ts";
import { tap } from "../harness/tap.ts";
import { endingOf, logIn, useScripts } from "../harness/use-scripts.ts";

const scripts = useScripts();
let server: RunningServer;
let at: readonly string[];
beforeEach(async () => {
  server = await startServer("prosody-scansion");
  at = ["--server", `localhost:${server.port}`];
});
afterEach(() => server.stop());

const scansion = (key = "") => `# A component answers
## status: stable

[Client] Romeo
	jid: romeo@localhost
	password: password

[Component] Echo
	jid: ext.localhost
	password: secret
${key}
-----

Romeo connects

Echo connects

Romeo sends:
	<message to="echo@ext.localhost" id="m1"><body>Hello, \${Echo's JID}</body></message>

Echo receives:
	<message from="\${Romeo's full JID}" to="echo@ext.localhost"><body>Hello, ext.localhost</body></message>

Echo sends:
	<message from="echo@ext.localhost" to="\${Romeo's full JID}"><body>Hello yourself</body></message>

Romeo receives:
	<message from="echo@ext.localhost"><body>Hello yourself</body></message>

Echo disconnects

Romeo disconnects
`;

describe("a [Component] of a Scansion script", () => {
  it("connects to --component-port", async () => {
    await scripts.write("echo.scs", scansion());
    expect(endingOf(await scripts.run("echo.scs", ...at, "--component-port", `${server.port + 1}`))).toBe(
      "passed",
    );
  });

  it("connects to the port that its definition names", async () => {
    await scripts.write("echo.scs", scansion(`\tport: ${server.port + 1}\n`));
    expect(endingOf(await scripts.run("echo.scs", ...at))).toBe("passed");
  });

  it("with a wrong secret fails at its line", async () => {
    await scripts.write("echo.scs", scansion().replace("secret", "wrong"));
    const run = await scripts.run("echo.scs", ...at, "--component-port", `${server.port + 1}`);
    expect(endingOf(run)).toMatch(/^echo\.scs:16:1: .*not-authorized/);
    expect(run.code).toBe(1);
  });

  it("passes when it has been converted", async () => {
    await scripts.write("echo.scs", scansion());
    const { output } = await runProgram(["convert", "echo.scs"], { folder: scripts.folder });
    const run = await scripts.play(output, ...at, "--component-port", `${server.port + 1}`);
    expect(endingOf(run)).toBe("passed");
  });
});

it("--only-tags takes the tags of Scansion scripts, as Scansion does", async () => {
  await scripts.write("stable.scs", scansion(`\tport: ${server.port + 1}\n`));
  await scripts.write("new.scs", scansion().replace("stable", "new"));
  const { code, messages } = await scripts.run(".", ...at, "--only-tags", "status: stable");
  expect(code).toBe(0);
  expect(messages).toMatch(/^ok {7}stable\.scs: A component answers/m);
  expect(messages).toMatch(/^skipped {2}new\.scs: A component answers \(it has no tag "status: stable"\)$/m);
});

it("component and handshake in a script of ours connect where --component-port says", async () => {
  const script =
    "component ext.localhost secret\nping localhost\n  <iq type='result'/>\nclose\n@ext component ext.localhost\n@ext handshake secret\n@ext ping localhost\n";
  expect(endingOf(await scripts.play(script, ...at, "--component-port", `${server.port + 1}`))).toBe(
    "passed",
  );
});

describe("a server that is killed", () => {
  it("amid a script ends the wait at once, and the scripts after it have no connection", async () => {
    const between = await tap(server.port);
    await scripts.write(
      "1.xmpp",
      `${logIn}send <presence id="waiting"/>\nexpect --timeout 60s <never/>\nsend <after/>\n`,
    );
    await scripts.write("2.xmpp", logIn);
    const program = scripts.start(
      ".",
      "--server",
      `localhost:${between.port}`,
      "--domain",
      "localhost",
      "--verbose",
    );
    await program.shows('id="waiting"');
    await server.stop();
    const { code, messages } = await program.ended;
    const sent = between.sent();
    await between.stop();
    expect(messages).toMatch(/^1\.xmpp:6:1: what was expected has not come/m);
    expect(messages).toMatch(/^2\.xmpp:1:1: /m);
    expect([1, 3]).toContain(code);
    expect(sent).not.toContain("<after/>");
  });

  it("before a script leaves it without a connection", async () => {
    await server.stop();
    const run = await scripts.play(logIn, ...at);
    expect(endingOf(run)).toMatch(
      /^script\.xmpp:1:1: Cannot connect to localhost:\d+ .*: nothing listens there/,
    );
    expect(run.code).toBe(3);
  });
});
