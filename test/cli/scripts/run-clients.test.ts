// Several clients in one script: whose line it is, and that they do not race.
import { afterEach, describe, expect, test } from "vitest";
import {
  type Handler,
  type ObligingServer,
  startObligingServer,
} from "../../servers/harness/obliging-server.ts";
import { endingOf, logIn, useScripts } from "../../servers/harness/use-scripts.ts";

const scripts = useScripts();
let server: ObligingServer;
afterEach(() => server.stop());
const play = async (script: string, handler: Handler, ...args: readonly string[]) => {
  server = await startObligingServer(handler);
  return await scripts.play(script, "--server", `127.0.0.1:${server.port}`, "--domain", "localhost", ...args);
};
const usual: Handler = () => false;

describe("@client", () => {
  test("before a line is for that line, and alone it is for all that follow", async () => {
    const script =
      "open\n@juliet open\nsend <a/>\n@juliet\nsend <b/>\n@main send <c/>\nsend <d/>\nclose\n@main\nclose\n";
    expect(endingOf(await play(script, usual))).toBe("passed");
    expect(server.received(1)).toMatch(/<a\/><c\/><\/stream:stream>$/);
    expect(server.received(2)).toMatch(/<b\/><d\/><\/stream:stream>$/);
  });

  test("acts with the account that --account names for it", async () => {
    const juliet = logIn.replace(/^(?=.)/gm, "@juliet ");
    const script = `${logIn}${juliet}send <x a="\${jid} \${juliet.jid}"/>\n`;
    expect(endingOf(await play(script, usual))).toBe("passed");
    expect(server.received(1)).toContain('<x a="me@localhost/desk juliet@localhost/desk"/>');
    const said = (connection: number) => />([^<]*)<\/auth>/.exec(server.received(connection))?.[1] ?? "";
    expect([1, 2].map((number) => Buffer.from(said(number), "base64").toString())).toEqual([
      "\0me\0test",
      "\0juliet\0test",
    ]);
  });

  test("without an account cannot log in, and nothing is sent instead", async () => {
    const run = await play("@nurse open\n@nurse auth\n", usual);
    expect(endingOf(run)).toMatch(/^script\.xmpp:2:1: Cannot .*--account/);
    expect(run.code).toBe(2);
    expect(server.received()).not.toContain("<auth");
  });
});

/** Reads what one client has sent only when it has to answer: without a question two clients race. */
function lazy(): Handler {
  let [isHere, isUnread] = [false, false];
  return (piece, { send }) => {
    if (piece.includes("urn:xmpp:ping")) isHere ||= isUnread;
    if (piece.includes("<presence")) isUnread = true;
    if (!piece.includes("urn:x:who")) return false;
    send(`<iq type='result' id='1'><query xmlns='urn:x:who'>${isHere ? "<item/>" : ""}</query></iq>`);
    return true;
  };
}

describe("when the acting client changes", () => {
  const who =
    '@juliet open\n@juliet iq get --id 1 <query xmlns="urn:x:who"/>\n  <iq><query xmlns="urn:x:who"><item/></query></iq>\n';
  const script = `@juliet open\n${logIn}presence\n${who.slice(who.indexOf("\n") + 1)}`;

  test("the server has read what the other sent, and the ping is shown as the runner's own", async () => {
    const { code, messages } = await play(script, lazy(), "--verbose");
    expect(code).toBe(0);
    expect(messages).toContain(
      "the runner's own ping: juliet goes on when the server has read what main sent",
    );
    expect(server.received(2)).toMatch(/<presence\/><iq [^>]*><ping xmlns="urn:xmpp:ping"\/><\/iq>/);
  });

  test("two clients race with --no-barrier, which leaves the ping out", async () => {
    expect(endingOf(await play(script, lazy(), "--no-barrier"))).toMatch(
      /^script\.xmpp:7:1: the reply \(#\d+\) is not what was expected$/,
    );
    expect(server.received()).not.toContain("urn:xmpp:ping");
  });

  test("an error answers the ping as well", async () => {
    const refuse: Handler = (piece, { send }) => {
      if (!piece.includes("urn:xmpp:ping")) return false;
      const id = /id="([^"]*)/.exec(piece)?.[1];
      send(`<iq type='error' from='localhost' id='${id}'><error type='cancel'/></iq>`);
      return true;
    };
    const run = await play(`${logIn}presence\n@juliet open\nexpect nothing --for 20ms\n`, refuse);
    expect(endingOf(run)).toBe("passed");
    expect(server.received(1)).toContain("urn:xmpp:ping");
  });

  test("no answer to the ping fails the step", async () => {
    const silent: Handler = (piece) => piece.includes("urn:xmpp:ping");
    const run = await play(`${logIn}presence\n@juliet open\n`, silent, "--timeout", "100ms");
    expect(endingOf(run)).toMatch(
      /^script\.xmpp:6:1: the runner's own ping to localhost was not answered within 100ms/,
    );
    expect(run.code).toBe(1);
  });

  test.each([
    ["before bind", "open\nsend <x/>\n@juliet open\n"],
    ["amid an unfinished element", `${logIn}send <message\n@juliet open\n`],
    ["after a violation", `${logIn}send <a></b>\n@juliet open\n`],
    ["after close", `${logIn}send <x/>\nclose\n@juliet open\n`],
    ["when the same client goes on", `${logIn}presence\npresence\n`],
    [
      "when a reply has shown that all was read",
      `${logIn}iq get --id 1 <query xmlns="urn:x:who"/>\n@juliet open\n`,
    ],
  ])("nothing is asked %s", async (_when, lines) => {
    expect(endingOf(await play(lines, lazy()))).toBe("passed");
    expect(server.received()).not.toContain("urn:xmpp:ping");
  });
});

test("a reply that nobody waits for goes to the inbox, and answers no newer command", async () => {
  const late: Handler = (piece, { send }) => {
    if (piece.includes("urn:x:slow")) return true;
    if (!piece.includes("urn:x:next")) return false;
    send("<iq type='result' id='1'><slow/></iq><iq type='result' id='2'><next/></iq>");
    return true;
  };
  const script = `${logIn}iq get --id 1 --no-wait <x xmlns="urn:x:slow"/>\niq get --id 2 <x xmlns="urn:x:next"/>\n  <iq id="2"><next/></iq>\nexpect\n  <iq id="1"><slow/></iq>\n`;
  expect(endingOf(await play(script, late))).toBe("passed");
});
