import { describe, expect, test } from "vitest";
import { readScript } from "../../src/script/read.ts";
import type { Connect } from "../../src/stream/transport.ts";
import { answersPings, binds, idIn, type Stage, type StageOptions, stage } from "../helpers/stage.ts";
import { logIn, tryOut } from "../helpers/try-out.ts";

/** Two clients that are bound: main and juliet. */
function bound(options: StageOptions = {}): Stage {
  return stage({ behaviour: answersPings(), ...options });
}

const BOUND = [...binds("main", "desk"), ...binds("juliet", "hall")];

function pings({ servers }: Stage): readonly number[] {
  return servers.map(({ received }) => received.split("urn:xmpp:ping").length - 1);
}

/** How many pings each of the connections sees because of these rows. */
async function pingsOf(played: Stage, ...rows: readonly string[]): Promise<readonly number[]> {
  await played.play(...BOUND);
  const before = pings(played);
  expect(await played.play(...rows)).toEqual({ status: "passed" });
  return pings(played).map((count, at) => count - (before[at] ?? 0));
}

function notes({ tool }: Stage): readonly string[] {
  return [...tool.transcript.entries].flatMap((entry) =>
    entry.type === "note" && entry.by === "runner" ? [entry.text] : [],
  );
}

describe("when another client acts after something was sent", () => {
  test("the server is asked whether it has read that", async () => {
    expect(await pingsOf(bound(), "@main send <a/>", "@juliet send <b/>")).toEqual([1, 0]);
  });

  test("the ping is for the domain, and the other waits for its answer", async () => {
    const order: string[] = [];
    const played = stage({
      behaviour: (text, server) => {
        if (text.includes("<b/>")) order.push("juliet sends");
        if (!text.includes("urn:xmpp:ping")) return;
        expect(text).toMatch(
          /^<iq type="get" id="id-\d+" to="localhost"><ping xmlns="urn:xmpp:ping"\/><\/iq>$/,
        );
        setImmediate(() => {
          order.push("the server answers");
          server.send(`<iq type='result' id='${idIn(text)}' from='localhost'/>`);
        });
      },
    });
    await played.play(...BOUND);
    await played.play("@main send <a/>", "@juliet send <b/>");
    expect(order).toEqual(["the server answers", "juliet sends"]);
  });

  test("an error is an answer, too", async () => {
    const played = stage({
      behaviour: (text, server) => {
        if (text.includes("urn:xmpp:ping"))
          server.send(`<iq type='error' id='${idIn(text)}' from='localhost'/>`);
      },
    });
    expect(await pingsOf(played, "@main send <a/>", "@juliet send <b/>")).toEqual([1, 0]);
  });

  test("no answer fails the step that would have been next", async () => {
    const { play, tool, servers } = stage();
    await play(...BOUND);
    tool.settings.set("timeout", "1ms");
    expect(await play("@main send <a/>", "@juliet send <b/>")).toEqual({
      status: "failed",
      reason:
        "main.xmpp:2:1: the runner's own ping to localhost was not answered within 1ms (--no-barrier leaves it out)",
    });
    expect(servers[1]?.received).not.toContain("<b/>");
  });

  test("it is shown as the runner's own, and its answer is not in the inbox", async () => {
    const played = bound();
    await pingsOf(played, "@main send <a/>", "@juliet send <b/>");
    expect(notes(played).at(-1)).toBe(
      "the runner's own ping: juliet goes on when the server has read what main sent (--no-barrier leaves it out)",
    );
    const inboxes = [...played.tool.clients].flatMap(({ session }) => session.inbox.unclaimed);
    expect(inboxes.filter(({ event }) => event.raw.includes("<iq"))).toEqual([]);
  });

  test("what the server has sent meanwhile is there for the other", async () => {
    const played = stage({
      behaviour: (text, server, at) => {
        if (text.includes("<message")) played.servers[1 - at]?.send("<message id='m'/>");
        answersPings()(text, server, at);
      },
    });
    await played.play(...BOUND);
    expect(await played.play("@main send <message/>", "@juliet expect --next <message id='m'/>")).toEqual({
      status: "passed",
    });
  });

  test("every other client that has sent is asked for, once", async () => {
    const rows = [
      "@main send <a/>",
      "@juliet send <b/>",
      "@nurse open",
      "@nurse send <c/>",
      "@nurse send <d/>",
    ];
    expect(await pingsOf(bound(), ...rows)).toEqual([1, 1, 0]);
  });
});

describe("nobody is asked", () => {
  test.each<[string, readonly string[]]>([
    [
      "where the same client goes on",
      ["@main send <a/>", "@main send <b/>", "@main expect nothing --for 1ms <c/>"],
    ],
    ["where nothing was sent since", ["@main define a b", "@juliet define c d"]],
    ["where a reply has shown it already", ["@main ping", "@juliet define a b"]],
  ])("%s", async (_what, rows) => {
    const counts = await pingsOf(bound(), ...rows);
    const own = rows.filter((row) => row.endsWith(" ping")).length;
    const forNothing = rows.some((row) => row.includes("expect nothing")) ? 1 : 0;
    expect(counts).toEqual([own + forNothing, 0]);
  });

  test.each<[string, readonly string[]]>([
    ["before bind", ["@nurse open", "@nurse send <a/>", "@juliet send <b/>"]],
    ["amid an unfinished element", ["@main send <a>", "@juliet send <b/>"]],
    ["amid an unfinished tag", ["@main send '<a b='", "@juliet send <b/>"]],
    ["after XML was sent that is broken", ["@main send <a></b>", "@juliet send <b/>"]],
    ["after close", ["@main close", "@juliet send <b/>"]],
    ["after a close that was not waited for", ["@main close --no-wait", "@juliet send <b/>"]],
    ["after disconnect", ["@main send <a/>", "@main disconnect", "@juliet send <b/>"]],
  ])("%s", async (_when, rows) => {
    expect((await pingsOf(bound(), ...rows)).slice(0, 2)).toEqual([0, 0]);
  });

  test("after the server has sent what cannot be read: its answer could not be either", async () => {
    const played = bound({
      behaviour: (text, server, at) => {
        if (text.includes("<bad/>")) server.send("<x></y>");
        answersPings()(text, server, at);
      },
    });
    played.tool.settings.set("timeout", "50ms");
    expect(await pingsOf(played, "@main send <bad/>", "@juliet send <b/>")).toEqual([0, 0]);
  });

  test("by lines that somebody types", async () => {
    const played = bound();
    await played.play(...BOUND);
    const before = pings(played);
    for (const line of ["@main send <a/>", "@juliet send <b/>", "@juliet expect nothing --for 1ms <c/>"])
      await played.tool.run(line);
    expect(pings(played)).toEqual(before);
  });
});

describe("expect nothing in a script", () => {
  test("asks on its own client first: what the server had to say is there then", async () => {
    const played = stage({ behaviour: answersPings("<message id='m'/>") });
    await played.play(...BOUND);
    expect(await played.play("@main send <a/>", "@main expect nothing --for 0s <message/>")).toMatchObject({
      status: "failed",
    });
  });

  test("fails where it is not answered", async () => {
    const { play, tool } = stage();
    await play(...BOUND);
    tool.settings.set("timeout", "1ms");
    expect(await play("@main send <a/>", "@main expect nothing --for 0s")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("the runner's own ping to localhost was not answered"),
    });
  });
});

test("a stream that ends meanwhile fails the next step of its own client only", async () => {
  const played = stage({
    behaviour: (text, server) => {
      if (!text.includes("urn:xmpp:ping")) return;
      server.send("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
      server.close();
    },
  });
  await played.play(...BOUND);
  expect(await played.play("@main send <a/>", "@juliet define a b", "@main send <c/>")).toMatchObject({
    status: "failed",
    reason: expect.stringMatching(
      /^main\.xmpp:3:1: before this step the stream ended with the error conflict$/,
    ),
  });
});

test("a connection that is just being closed by the server is no bug of ours", async () => {
  let isClosing = false;
  const closing =
    (connect: Connect): Connect =>
    async (...given) => {
      const transport = await connect(...given);
      return Object.defineProperty(transport, "isWritable", { get: () => !isClosing });
    };
  const tool = tryOut({ network: closing });
  await logIn(tool);
  await tool.run("send <a/>");
  isClosing = true;
  const { script } = readScript("b.xmpp", Buffer.from("@juliet define a b\n"), new Set(["define"]));
  const { outcome } = await tool.player.play(script, { signal: new AbortController().signal });
  expect(outcome).toEqual({ status: "passed" });
});
