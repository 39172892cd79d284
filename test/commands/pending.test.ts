// `show pending` and `show clients`.
import { expect, test } from "vitest";
import { binds, stage } from "../helpers/stage.ts";
import { logIn, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

const PING = "<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const GET =
  "iq get --no-wait --to juliet@localhost --id x1 <query xmlns='http://jabber.org/protocol/disco#info'/>";

/** What a line shows. */
async function shownBy(tool: TryOut, line: string): Promise<string> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before);
}

async function loggedIn(): Promise<TryOut> {
  const tool = tryOut();
  await logIn(tool);
  return tool;
}

test("where nothing waits, show pending says so", async () => {
  expect(await shownBy(await loggedIn(), "show pending")).toBe("no request waits for an answer\n");
});

test("a request of ours is pending until its answer has come", async () => {
  const tool = await loggedIn();
  await tool.run(GET);
  expect(await shownBy(tool, "show pending")).toMatch(
    /^#\d+ get of <query xmlns='http:\/\/jabber.org\/protocol\/disco#info'\/> to juliet@localhost, id "x1", sent 0 s ago\n$/,
  );
  tool.server.send("<iq type='error' id='x1' from='juliet@localhost'/>");
  expect(await shownBy(tool, "show pending")).toBe("no request waits for an answer\n");
});

test("what this side owes and what the server does stand in the order of their numbers", async () => {
  const tool = await loggedIn();
  await tool.run(GET);
  tool.server.send(PING);
  const rows = (await shownBy(tool, "show pending")).split("\n");
  expect(rows[0]).toContain("to juliet@localhost");
  expect(rows[1]).toMatch(
    /^#(\d+) get of <ping xmlns='urn:xmpp:ping'\/> from localhost, id "p1", 0 s ago \(run "reply \1"\)$/,
  );
  await tool.run("reply");
  expect(await shownBy(tool, "show pending")).not.toContain("p1");
});

test("what is no stanza is pending, too, and what may be secret in it is not shown", async () => {
  const tool = tryOut();
  tool.server.onData(() => {});
  await tool.run("open --no-wait");
  expect(await shownBy(tool, "show pending")).toMatch(/^#\d+ stream header to localhost, sent 0 s ago\n$/);
  tool.server.send(`${SERVER_HEADER}<stream:features/>`);
  await tool.run("auth me hidden --mechanism PLAIN --no-wait");
  expect(await shownBy(tool, "show pending")).toMatch(/^#\d+ <auth\/>, sent 0 s ago\n$/);
});

test("a message is not pending, and the error that comes back for it names it", async () => {
  const tool = tryOut({ columns: 80 });
  await logIn(tool);
  await tool.run("message nosuch@localhost hi --id mm1");
  expect(await shownBy(tool, "show pending")).toBe("no request waits for an answer\n");
  tool.server.send("<message type='error' id='mm1' from='nosuch@localhost'/>");
  const [, sent] = /(\d+) C: <message/.exec(tool.shown) ?? [];
  expect(tool.shown).toMatch(
    new RegExp(
      `S: <message type='error' id='mm1' from='nosuch@localhost'/>\\s+-- answers #${sent}, under 1 ms\n$`,
    ),
  );
});

test("an end tag of the server's waits for ours", async () => {
  const tool = await loggedIn();
  tool.server.send("</stream:stream>");
  expect(await shownBy(tool, "show pending")).toMatch(
    /^#\d+ <\/stream:stream> from the server, 0 s ago \(run "close"\)\n$/,
  );
});

test("where there are several clients, each request stands with the name of its own", async () => {
  const { tool, servers, play } = stage();
  await play(...binds("main", "a"), ...binds("juliet", "b"));
  servers[1]?.send(PING);
  expect(await shownBy(tool, "show pending")).toMatch(/^juliet: #\d+ get of <ping /);
});

test("what a server puts into a request is shown, and not obeyed", async () => {
  const tool = await loggedIn();
  tool.server.send("<iq type='get' id='\u202ex\u009b' from='localhost'/>");
  expect(await shownBy(tool, "show pending")).toContain('id "\\u202ex\\x9b"');
});

test("show clients says of each where it stands, as whom, how safely, and what is pending", async () => {
  const { tool, servers, play } = stage();
  await play(...binds("main", "a"), "@juliet open");
  servers[0]?.send(PING);
  expect(await shownBy(tool, "show clients")).toBe(
    [
      "* main: bound, presence next as me@localhost/a, not encrypted, last traffic 0 s ago, 1 request pending",
      "  juliet: stream open, auth next, not encrypted, last traffic 0 s ago",
      "",
    ].join("\n"),
  );
});

test("show clients knows when there was traffic last, also where its entries were dropped", async () => {
  const tool = await loggedIn();
  for (const line of ["set keep entries 2", "define a 1", "define b 2"]) await tool.run(line);
  expect(await shownBy(tool, "show clients")).toContain(", not encrypted, last traffic 0 s ago");
});

test("show clients leaves out a client that has never connected, unless it is the current one", async () => {
  const tool = tryOut();
  await tool.run("@rome next");
  expect(await shownBy(tool, "show clients")).toBe("* main: offline, open next\n");
  await tool.run("@rome");
  expect(await shownBy(tool, "show clients")).toBe("* rome: offline, open next\n");
});
