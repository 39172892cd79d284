import { expect, test } from "vitest";
import { binds, stage } from "../helpers/stage.ts";
import { logIn, tryOut } from "../helpers/try-out.ts";

const PING = "<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";

/** Two clients, of which main is the current one; juliet is asked for something. */
async function julietIsAsked() {
  const { tool, servers, play } = stage();
  await play(...binds("main", "a"), ...binds("juliet", "b"));
  const { length } = tool.shown;
  servers[1]?.send(PING);
  const [request] = tool.clients.named("juliet").session.state.requests;
  return { tool, n: request?.n, since: length, sent: () => servers[1]?.received ?? "" };
}

test("another client's request is remarked on with the line that answers it", async () => {
  const { tool, n, since, sent } = await julietIsAsked();
  expect(tool.shown.slice(since)).toContain(`(run "@juliet reply ${n}"; RFC 6120 §8.2.3)`);
  await tool.run(`@juliet reply ${n}`);
  expect(sent()).toMatch(/<iq type="result" id="p1" to="localhost"\/>$/);
});

test("show pending names the client in the line that answers its request, where it is not the current one", async () => {
  const { tool, n, since } = await julietIsAsked();
  await tool.run("show pending");
  expect(tool.shown.slice(since)).toContain(`0 s ago (run "@juliet reply ${n}")`);
  await tool.run("@juliet");
  const { length } = tool.shown;
  await tool.run("show pending");
  expect(tool.shown.slice(length)).toContain(`0 s ago (run "reply ${n}")`);
});

test("whoever answers another client's request is told whose it is", async () => {
  const { tool, n } = await julietIsAsked();
  expect(await tool.run(`reply ${n}`)).toEqual({
    status: "wrong usage",
    reason: `Cannot reply to "${n}": that request is juliet's (run "@juliet reply ${n}")`,
  });
  expect(await tool.run("reply 1")).toEqual({
    status: "wrong usage",
    reason: 'Cannot reply to "1": it is no request without an answer (run "show pending" for those)',
  });
});

test("that a request wants an answer is said in full once", async () => {
  const tool = tryOut();
  await tool.run("set explain off");
  await logIn(tool);
  const { length } = tool.shown;
  tool.server.send(PING);
  const first = (tool.transcript.last?.n ?? 0) - 1;
  tool.server.send(PING.replace("p1", "p2"));
  expect(tool.shown.slice(length).split("\n    -- a request")).toEqual([
    expect.anything(),
    expect.stringContaining("every iq get and set wants an answer"),
    ` again (run "reply ${first + 2}"; #${first} says more)\n`,
  ]);
});
