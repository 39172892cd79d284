import { expect, onTestFinished, test } from "vitest";
import { startPractice } from "../../src/cli/practice-server/practice.ts";
import { connectTcp } from "../../src/stream/tcp.ts";
import { MECHANISMS, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

const HOST_UNKNOWN =
  "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

/** What is said about host-unknown after these lines; the server knows no domain but localhost. */
async function explanationAfter(
  lines: readonly string[],
  setup: { readonly jid?: string } = {},
): Promise<string> {
  const tool = tryOut({ setup: { address: "127.0.0.1", ...setup } });
  tool.server.onData((text) => {
    const to = /<stream:stream to='([^']*)'/.exec(text)?.[1];
    if (to === undefined) return;
    const header = SERVER_HEADER.replace("from='localhost'", `from='${to}'`);
    tool.server.send(header + (to === "localhost" ? MECHANISMS : HOST_UNKNOWN));
  });
  for (const line of lines) await tool.run(line);
  return / -- host-unknown: (.*)/.exec(tool.shown)?.[1] ?? "";
}

test("host-unknown names the domain of --jid, where the line said another", async () => {
  expect(await explanationAfter(["open --to 127.0.0.1"], { jid: "me@example.org" })).toContain(
    'Worth a try here: "open --to example.org" (as the command line says)',
  );
});

test("host-unknown names the practice server's domain as that, where nobody has said one", async () => {
  const practice = await startPractice();
  onTestFinished(() => practice.close());
  const tool = tryOut({ practice, network: () => connectTcp, setup: { address: undefined } });
  await tool.run("open --to example.org");
  expect(tool.shown).toContain('"open --to localhost" (of the practice server)');
  expect(tool.shown).not.toContain("command line");
  await tool.finish();
});

test("host-unknown names the domain of a JID that was typed", async () => {
  expect(await explanationAfter(["auth me@example.net test", "open"])).toContain(
    '"open --to example.net" (of the JID that you typed)',
  );
});

test("host-unknown names a domain that was served before", async () => {
  expect(await explanationAfter(["open --to localhost", "disconnect", "open --to 127.0.0.1"])).toContain(
    '"open --to localhost" (which was served before)',
  );
});

test("a password with an @ in it is no JID", async () => {
  const said = await explanationAfter(["auth me pass@word.example", "open"]);
  expect(said).toContain("the server does not serve");
  expect(said).not.toContain("word.example");
});
