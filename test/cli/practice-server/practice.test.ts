// What a client's lines can leave out where no address is given, and what the practice server is not for.
import { describe, expect, onTestFinished, test } from "vitest";
import { PLAIN_SETUP, type Setup } from "../../../src/cli/command-line/setup.ts";
import { type Practice, startPractice, wantsPractice } from "../../../src/cli/practice-server/practice.ts";
import type { Outcome } from "../../../src/shell/outcome.ts";
import { connectTcp } from "../../../src/stream/tcp.ts";
import { formatJid } from "../../../src/xmpp/jid.ts";
import { type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

async function practising(): Promise<Practice> {
  const practice = await startPractice();
  onTestFinished(() => practice.close());
  return practice;
}

/** The tool with its practice server, as it is started without an address. */
async function tool(options: TryOutOptions = {}): Promise<TryOut> {
  const practice = await practising();
  const tried = tryOut({
    practice,
    network: () => connectTcp,
    ...options,
    setup: { address: undefined, ...options.setup },
  });
  onTestFinished(async () => void (await tried.finish()));
  return tried;
}

/** Runs lines up to the first that does not pass. */
async function run(tried: TryOut, ...lines: readonly string[]): Promise<string> {
  let outcome: Outcome = { status: "passed" };
  for (const line of lines) {
    outcome = await tried.run(line);
    if (outcome.status !== "passed") break;
  }
  return "reason" in outcome ? outcome.reason : outcome.status;
}

function jidOf({ clients }: TryOut, name: string): string | undefined {
  const jid = clients.find(name)?.session.state.jid;
  return jid && formatJid(jid);
}

describe("the practice server stands in", () => {
  test.each<[Partial<Setup>, boolean]>([
    [{}, true],
    [{ log: "out.ndjson", showSecrets: true }, true],
    [{ address: "localhost:5222" }, false],
    [{ domain: "example.org" }, false],
    [{ jid: "me@localhost" }, false],
    [{ host: "192.0.2.7" }, false],
    [{ port: "5222" }, false],
    [{ account: ["juliet=juliet@localhost"] }, false],
  ])("with %j: %s", (setup, isWanted) => {
    expect(wantsPractice({ ...PLAIN_SETUP, ...setup })).toBe(isWanted);
  });
});

describe("at the practice server", () => {
  test("open and auth need no more, for any client", async () => {
    const tried = await tool();
    expect(await run(tried, "open", "auth", "restart", "bind desk")).toBe("passed");
    expect(await run(tried, "@juliet open", "@juliet auth", "@juliet restart", "@juliet bind balcony")).toBe(
      "passed",
    );
    expect([jidOf(tried, "main"), jidOf(tried, "juliet")]).toEqual([
      "me@localhost/desk",
      "juliet@localhost/balcony",
    ]);
  });

  test("a client of another name gets an account of that name", async () => {
    const tried = await tool();
    expect(await run(tried, "@Nurse open", "@Nurse auth", "@Nurse restart", "@Nurse bind chamber")).toBe(
      "passed",
    );
    expect(jidOf(tried, "Nurse")).toBe("nurse@localhost/chamber");
  });

  test("a wrong password is a wrong password", async () => {
    const tried = await tool();
    expect(await run(tried, "open", "auth me tset")).toContain("not-authorized");
  });

  test("TLS is trusted without a word, and every way to authenticate works on it", async () => {
    const tried = await tool();
    expect(await run(tried, "open", "starttls", "restart", "auth", "restart", "bind desk")).toBe("passed");
    expect(tried.shown).toContain("secured by TLS 1.3");
    expect(tried.shown).toContain("taken because it is the practice server's\n");
  });

  test("passwords of the environment are for other servers", async () => {
    const tried = await tool({ environment: { XMPP_PASSWORD: "another", XMPP_PASSWORD_MAIN: "third" } });
    expect(await run(tried, "open", "auth --mechanism PLAIN")).toBe("passed");
    expect(tried.shown).not.toContain(Buffer.from("\0me\0another").toString("base64"));
  });

  test("anybody can register, and a room can be joined", async () => {
    const tried = await tool();
    expect(
      await run(
        tried,
        "open",
        "send <iq type='set' id='r'><query xmlns='jabber:iq:register'><username>nurse</username><password>key</password></query></iq>",
        "expect <iq type='result' id='r'/>",
        "auth nurse key",
        "restart",
        "bind hall",
        "send <presence to='hall@rooms.localhost/Nurse'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
        "expect <presence from='hall@rooms.localhost/Nurse'/>",
      ),
    ).toBe("passed");
  });

  test("faults are armed from the prompt, and gone with fault off", async () => {
    const tried = await tool();
    expect(await run(tried, "fault host-gone", "open")).toContain("host-gone");
    expect(await run(tried, "fault off", "open")).toBe("passed");
  });
});

describe("another server", () => {
  test("does not get the account or the password of the practice server", async () => {
    const tried = await tool();
    const other = await practising();
    expect(await run(tried, `open ${other.address} --to localhost`)).toBe("passed");
    expect(await run(tried, "auth --mechanism PLAIN")).toMatch(/^Cannot auth/);
    expect(tried.shown).not.toContain("<auth ");
  });

  test("is not trusted for the practice server's certificate, nor for one like it", async () => {
    const tried = await tool();
    const other = await practising();
    expect(await run(tried, `open ${other.address} --to localhost`, "starttls")).toMatch(
      /^Cannot trust the server's certificate/,
    );
    expect(tried.clients.current.session.state.connection).toBe("offline");
  });

  test("may be named on the command line, and then nothing is known of any account", async () => {
    const other = await practising();
    const tried = tryOut({ network: () => connectTcp, setup: { address: other.address } });
    expect(await run(tried, "open")).toBe("passed");
    expect(await run(tried, "auth --mechanism PLAIN")).toMatch(/^Cannot auth/);
    await tried.finish();
  });
});

test("it is gone when the tool has ended, and polite about the streams that are open", async () => {
  const tried = await tool();
  await run(tried, "open", "auth", "restart", "bind desk");
  const { state } = tried.clients.current.session;
  await tried.finish();
  expect(tried.shown).toMatch(/C: <\/stream:stream>\n *\d+ S: <\/stream:stream>\n/);
  const later = tryOut({ network: () => connectTcp, setup: { address: `${state.host}:${state.port}` } });
  expect(await run(later, "open")).toContain("nothing listens there");
});
