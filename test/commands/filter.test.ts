import { describe, expect, test } from "vitest";
import { MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

const CHAT = "<message id='m1' type='chat' from='romeo@localhost/a'><body>hello</body></message>";
const ROOM = "<message id='m2' type='groupchat' from='hall@rooms.localhost/nurse'><body>ay</body></message>";

async function opened(): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + MECHANISMS);
  return tool;
}

/** What is shown while something is done. */
async function shownBy(tool: TryOut, act: () => unknown): Promise<string> {
  const before = tool.shown.length;
  await act();
  return tool.shown.slice(before);
}

test("a filter hides what it does not let through, says how much, and the transcript has it all", async () => {
  const tool = await opened();
  expect(await shownBy(tool, () => tool.run("filter type chat"))).toBe(
    'only this is shown from now on: type chat ("filter off" ends it)\n',
  );
  const shown = await shownBy(tool, () => tool.server.send(ROOM + CHAT + ROOM));
  expect(shown).toContain("hello");
  expect(shown).not.toContain("ay");
  expect(await shownBy(tool, () => tool.run("filter"))).toBe(
    'only this is shown: type chat (2 entries were hidden; "filter off" ends it)\n',
  );
  const hidden = tool.transcript.last?.n ?? 0;
  expect(await shownBy(tool, () => tool.run(`show ${hidden - 1}`))).toContain("<body>ay</body>");
  expect(await shownBy(tool, () => tool.run("filter off"))).toBe(
    "everything is shown again (2 entries were hidden)\n",
  );
  expect(await shownBy(tool, () => tool.server.send(ROOM))).toContain("ay");
});

test("what is no traffic is shown whatever the filter says", async () => {
  const tool = await opened();
  await tool.run("filter message");
  expect(await shownBy(tool, () => tool.server.close())).toContain("disconnected");
});

test("a remark on what is hidden is hidden as well, but not one on what is shown", async () => {
  const tool = await opened();
  await tool.run("filter not text /^q$/");
  const remarked = "<iq id='q' type='result' from='localhost'/>";
  const append = (text: string, about = tool.transcript.last?.n ?? 0) =>
    tool.transcript.append("main", { type: "note", by: "tool", text, about });
  tool.server.send(remarked);
  expect(await shownBy(tool, () => append("on q"))).toBe("");
  tool.server.send(CHAT);
  expect(await shownBy(tool, () => append("on chat"))).toContain("on chat");
});

test("what a line makes the tool say is shown, also behind what is hidden, and not counted", async () => {
  const tool = await opened();
  await tool.run("filter message");
  const hidden = "<presence from='romeo@localhost/a'/>";
  const shown = await shownBy(tool, async () => {
    tool.server.send(hidden);
    await tool.run("auth me pw --no-wait", AbortSignal.timeout(1000));
  });
  expect(shown).toContain("-- PLAIN, the only mechanism");
  expect(tool.filters.hidden).toBe(2);
});

test("a name of a million characters does not hold up who looks for text", async () => {
  const tool = await opened();
  await tool.run("filter text hello");
  tool.server.send(`<${"a".repeat(1_000_000)}/>`);
  expect(await shownBy(tool, () => tool.server.send(CHAT))).toContain("hello");
  expect(tool.filters.hidden).toBe(1);
});

describe("named filters", () => {
  test("stand for what they were said to be, in other filters too, and change with it", async () => {
    const tool = await opened();
    await tool.run("filter chat = message and type chat");
    await tool.run('filter mine = chat or text "ay"');
    await tool.run("filter mine");
    expect(await shownBy(tool, () => tool.server.send(CHAT + ROOM))).toMatch(/hello[\s\S]*ay/);
    await tool.run("filter chat = presence");
    expect(await shownBy(tool, () => tool.server.send(CHAT))).toBe("");
    expect(await shownBy(tool, () => tool.run("filter"))).toBe(
      'only this is shown: mine (1 entry was hidden; "filter off" ends it)\n' +
        '  chat  presence\n  mine  chat or text "ay"\n',
    );
  });

  test("can be forgotten, unless something uses them", async () => {
    const tool = await opened();
    await tool.run("filter chat = type chat");
    await tool.run("filter mine = chat in");
    expect(await tool.run("filter chat =")).toMatchObject({
      reason: 'Cannot forget the filter "chat": the filter "mine" uses it (change that first)',
    });
    expect(await shownBy(tool, () => tool.run("filter mine ="))).toBe("the filter mine is forgotten\n");
    await tool.run("filter chat");
    expect(await tool.run("filter chat =")).toMatchObject({
      reason: 'Cannot forget the filter "chat": the filter that is on uses it (change that first)',
    });
    await tool.run("filter off");
    await tool.run("filter chat =");
    expect(await tool.run("filter chat =")).toMatchObject({
      reason: 'Cannot forget the filter "chat": there is none of that name (run "filter" for a list)',
    });
  });

  test("may be used by many others, over and over", async () => {
    const tool = tryOut();
    await tool.run("filter f0 = message");
    for (let n = 1; n <= 40; n += 1) await tool.run(`filter f${n} = f${n - 1} or not f${n - 1}`);
    expect(await tool.run("filter f40 f0")).toEqual({ status: "passed" });
    expect(await tool.run("grep f40")).toMatchObject({ status: "passed" });
  });

  test.each<[line: string, reason: string]>([
    ["filter a = b", 'Cannot make the filter "a": it would use itself, by way of "b"'],
    ["filter b = not b", 'Cannot make the filter "b": it would use itself'],
    [
      "filter in = out",
      'Cannot make the filter "in": that is a word of every filter (a value stands behind it without "=")',
    ],
    [
      "filter 1st = out",
      'Cannot make the filter "1st": a name has letters, digits, "-" and "_" only, and begins with a letter',
    ],
    ["filter c = x", 'Cannot filter: "x" (word 1) is no word of a filter'],
  ])("%s is refused", async (line, reason) => {
    const tool = await opened();
    await tool.run("filter a = in");
    await tool.run("filter b = a");
    const outcome = await tool.run(line);
    expect(outcome).toMatchObject({ status: "wrong usage", reason: expect.stringContaining(reason) });
    expect(tool.filters.named).toEqual([
      { name: "a", expression: "in" },
      { name: "b", expression: "a" },
    ]);
  });
});

test("a filter that cannot be read leaves the one that is on", async () => {
  const tool = await opened();
  await tool.run("filter message");
  expect(await tool.run("filter mesage")).toMatchObject({ status: "wrong usage" });
  expect(tool.filters.current).toBe("message");
});

describe("a filter follows the client that it names:", () => {
  const OPEN = /C: <[?]xml/;

  test("it is shown whatever it is called by now, and a new one of its old name is not", async () => {
    const tool = tryOut();
    await tool.run("rename montague");
    await tool.run("filter client montague");
    await tool.run("rename romeo");
    expect(await shownBy(tool, () => tool.run("filter"))).toBe(
      'only this is shown: client montague ("montague" is called "romeo" now; 0 entries were hidden; "filter off" ends it)\n',
    );
    expect(await shownBy(tool, () => tool.run("@montague open --no-wait"))).not.toMatch(OPEN);
    expect(await shownBy(tool, () => tool.run("@romeo open --no-wait"))).toMatch(OPEN);
  });

  test("also where it is named in a filter that another one uses", async () => {
    const tool = tryOut();
    await tool.run("filter own = out and client main");
    await tool.run("filter own or error");
    await tool.run("rename romeo");
    expect(await shownBy(tool, () => tool.run("open --no-wait"))).toMatch(OPEN);
    expect(await shownBy(tool, () => tool.run("filter"))).toBe(
      'only this is shown: own or error ("main" is called "romeo" now; 0 entries were hidden; "filter off" ends it)\n' +
        '  own  out and client main ("main" is called "romeo" now)\n',
    );
  });

  test("one that is not there yet is told, and shown when it comes", async () => {
    const tool = tryOut();
    expect(await shownBy(tool, () => tool.run("filter client julia"))).toBe(
      'only this is shown from now on: client julia (there is no client "julia" (yet); "filter off" ends it)\n',
    );
    expect(await shownBy(tool, () => tool.run("filter hers = client julia"))).toBe(
      'hers = client julia (there is no client "julia" (yet))\n',
    );
    expect(await shownBy(tool, () => tool.run("@julia open --no-wait"))).toMatch(OPEN);
    expect(await shownBy(tool, () => tool.run("filter"))).toBe(
      'only this is shown: client julia (0 entries were hidden; "filter off" ends it)\n  hers  client julia\n',
    );
  });
});

test("one client's traffic can be looked at alone, by the name it has by now", async () => {
  const tool = tryOut();
  const juliet = tool.clients.named("juliet");
  await tool.run("filter client julia");
  tool.clients.rename(juliet, "julia");
  expect(await shownBy(tool, () => tool.run("open --no-wait"))).not.toContain("<stream:stream");
  expect(await shownBy(tool, () => tool.run("@julia open --no-wait"))).toContain("<stream:stream");
});
