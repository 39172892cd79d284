import { describe, expect, test } from "vitest";
import { answerSasl } from "../helpers/sasl-answers.ts";
import { MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

/** A tool that has done the handshake, and the numbers of the headers that were sent before and under TLS. */
async function secured(): Promise<{ readonly tool: TryOut; readonly headers: readonly number[] }> {
  const tool = tryOut();
  answerSasl(tool, { mechanisms: ["PLAIN"] });
  for (const line of ["open", "starttls", "restart"]) await tool.run(line);
  const headers = [...tool.transcript.entries].flatMap((entry) =>
    entry.type === "traffic" && entry.event.type === "open" ? [entry.n] : [],
  );
  return { tool, headers };
}

/** What a line shows. */
async function shownBy(tool: TryOut, line: string): Promise<readonly string[]> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before).trimEnd().split("\n");
}

describe("show with a number says when it went over the wire, and whether anybody on the way could read it:", () => {
  test.each([
    ["a header that was sent before TLS", 0, "    -- sent at 00:00:00.000 UTC, not encrypted"],
    ["the answer to it", 1, "    -- received at 00:00:00.000 UTC, not encrypted"],
    ["a header that was sent under TLS", 2, "    -- sent at 00:00:00.000 UTC, over TLS"],
    ["the answer to it", 3, "    -- received at 00:00:00.000 UTC, over TLS"],
  ])("%s (header %d)", async (_what, at, heading) => {
    const { tool, headers } = await secured();
    const n = headers[at] ?? 0;
    const [first, second] = await shownBy(tool, `show ${n}`);
    expect(first).toBe(heading);
    expect(second).toMatch(new RegExp(`^ +${n} [CS]: <\\?xml`));
    expect((await shownBy(tool, `show #${n} --raw`))[0]).toBe(heading);
  });

  test("but not of what did not go over the wire", async () => {
    const { tool } = await secured();
    const connected = [...tool.transcript.entries].find(({ type }) => type === "connection");
    expect(await shownBy(tool, `show ${connected?.n}`)).toEqual([
      "  2 -- connected to localhost:5222 [127.0.0.1:5222]",
    ]);
  });
});

describe("show with several numbers, a time or a filter shows all of these", () => {
  test.each<[line: string, numbers: readonly number[]]>([
    ["show 3-5", [3, 4, 5]],
    ["show 3,5", [3, 5]],
    ["show #3-#4,6", [3, 4, 6]],
    ["show 6-", [6, 7]],
    ["show -2", [6, 7]],
    ["show last 2", [6, 7]],
    ["show 3 5..6", [3, 5, 6]],
    ["show --last 2", [6, 7]],
    ["show 1-6 --last 2", [5, 6]],
    ["show --since 10s", [3, 4, 5, 6, 7]],
    ["show message", [6, 7]],
    ["show --filter 'message and id m2'", [7]],
    ["show message --filter 'id m1'", [6]],
    ["show text hello", [6]],
    ['show text "hello you"', [6]],
    ["show out", [3]],
  ])("%s", async (line, numbers) => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    tool.server.send(`${SERVER_HEADER}${MECHANISMS}<message id='m1'><body>hello you</body></message>`);
    tool.server.send("<message id='m2'/>");
    const rows = await shownBy(tool, line);
    const shown = rows.flatMap((row) => /^ +(\d+) [CS]: /.exec(row)?.[1] ?? []);
    expect(shown.map(Number)).toEqual(numbers);
  });

  test("and says when none fits", async () => {
    expect(await shownBy(tryOut(), "show --filter message")).toEqual(["no entry fits"]);
  });

  test.each(["show -3", "show --last 3", "show 3- --last 3", "show --since 10s"])(
    "the last ones are the last of all there are, but the line that asks: %s",
    async (line) => {
      const tool = tryOut();
      for (const before of ["define a 1", "show state", "ping", "set times none", "set keep entries 4"])
        await tool.run(before);
      expect(await shownBy(tool, line)).toEqual([
        "  3 > ping",
        "  4 > set times none",
        "  5 > set keep entries 4",
      ]);
    },
  );

  test("the line that asks is shown where its own number is asked for", async () => {
    expect(await shownBy(tryOut(), "show 1")).toEqual(["  1 > show 1"]);
  });

  test("a client that a filter names and that is not there is told", async () => {
    const tool = tryOut();
    await tool.run("rename montague");
    await tool.run("open --no-wait");
    expect(await shownBy(tool, "show client montage")).toEqual([
      '    -- there is no client "montage" (yet), but "montague"',
      "no entry fits",
    ]);
    expect(await shownBy(tool, "show client main --last 1")).toEqual([
      '    -- "main" is called "montague" now',
      expect.stringMatching(/^ +4 C: /),
      expect.stringContaining("<stream:stream"),
    ]);
  });
});

test("what is asked for is shown whole, in the view that is asked for", async () => {
  const tool = tryOut({ columns: 80 });
  const text = "word ".repeat(400).trim();
  await tool.run("open --no-wait");
  tool.server.send(`${SERVER_HEADER}<message><body>${text}</body></message>`);
  const words = (rows: readonly string[]) => rows.join(" ").match(/word/g)?.length;
  expect(words(await shownBy(tool, "show 5"))).toBe(400);
  expect((await shownBy(tool, "show 5 --view raw"))[1]).toContain(`<message><body>${text}</body></message>`);
  expect(await shownBy(tool, "show last --raw")).toEqual([`  5 S: <message><body>${text}</body></message>`]);
});

test("as it was on the wire nothing stands before the rows of a text, so that it can be copied", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  const message = "<message><body>row 0\n  row 1\n\nrow 3</body></message>";
  tool.server.send(SERVER_HEADER + message);
  for (const setting of ["set wrap on", "set wrap off"]) {
    await tool.run(setting);
    expect((await shownBy(tool, "show in --last 1 --raw")).join("\n")).toBe(`  5 S: ${message}`);
  }
});

describe("of what was dropped it is said what is kept:", () => {
  async function forgetful(): Promise<TryOut> {
    const tool = tryOut();
    for (const line of ["set keep entries 4", "define a 1", "define b 2", "define c 3"]) await tool.run(line);
    return tool;
  }

  test("where a range begins before it", async () => {
    expect(await shownBy(await forgetful(), "show 1-3")).toEqual([
      "    -- entries before 2 were dropped to save memory (--log has all of them)",
      "  2 > define a 1",
      "  3 > define b 2",
    ]);
  });

  test("where nothing of a range is left", async () => {
    const tool = await forgetful();
    for (let n = 0; n < 4; n += 1) await tool.run("define d 4");
    expect(await tool.run("show 1-3")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot show 1-3: it was dropped to save memory; entries from 6 on are kept (see "set keep entries", and --log for all of them)',
    });
  });
});

describe("is refused:", () => {
  test.each([
    ["show 9-5", "Cannot show 9-5: it goes backwards (write the smaller number first)"],
    ["show 50", "Cannot show 50: the last entry is 1"],
    ["show 50-", "Cannot show 50-: the last entry is 1"],
    ["show 0-5", "Cannot show 0-5: the first entry is 1"],
    ["show 0", "Cannot show 0: the first entry is 1"],
    ["show --last 0", 'Cannot show the last "0": it is a number from 1'],
    ["show --since soon", 'Cannot read the duration "soon": write for example 500ms, 5s or 2m'],
    ["show state --last 3", "Cannot show state with --since, --last or --filter: they select entries"],
    ["show --raw --view tree", "Cannot show: --raw and --view exclude each other"],
    [
      "show stat",
      'Cannot show "stat": it is state, features, header, last, pending, clients, accounts, a number or a filter (did you mean "state"?)',
    ],
    [
      "show ns",
      'Cannot show "ns": it is read as a filter, and "ns" (word 1) needs a value behind it: ns NAMESPACE',
    ],
    ["show not", 'Cannot show "not": it is read as a filter, and something must follow "not"'],
    [
      "show message fron a@b",
      'Cannot show "message fron a@b": it is read as a filter, and "fron" (word 2) is no word of a filter (did you mean "from JID"?)',
    ],
  ])("%s", async (line, reason) => {
    expect(await tryOut().run(line)).toEqual({ status: "wrong usage", reason });
  });
});

test("a hidden secret that began in an entry before is not shown in the next", async () => {
  const tool = tryOut();
  await tool.run("set secrets hide");
  await tool.run("open --no-wait");
  await tool.run("send <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1l");
  await tool.run("send AHRlc3Q=</auth>");
  const sent = [...tool.transcript.entries].filter(({ type }) => type === "traffic").at(-1)?.n;
  expect((await shownBy(tool, `show ${sent} --raw`)).join()).not.toContain("AHRlc3Q=");
  expect((await shownBy(tool, "show --last 9")).join()).not.toContain("AHRlc3Q=");
});

test.each([
  ["show header", "no stream header was sent or received"],
  ["show features", "the server has offered no features"],
  ["show last", "nothing was received"],
])("what was dropped is not said to have never been: %s", async (line, none) => {
  const tool = tryOut();
  expect(await shownBy(tool, line)).toEqual([`${none} (yet)`]);
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + MECHANISMS);
  for (const other of ["set keep entries 2", "define a 1", "define b 2"]) await tool.run(other);
  const { oldest } = tool.transcript;
  expect(await shownBy(tool, line)).toEqual([
    `${none} since entry ${oldest + 1}: those before it were dropped to save memory (--log has all of them)`,
  ]);
});

test("where the header of one side only is kept, that is said", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER);
  for (const line of ["set keep entries 4", "define a 1"]) await tool.run(line);
  const [gone, ...rows] = await shownBy(tool, "show header");
  expect(gone).toBe("    -- entries before 4 were dropped to save memory (--log has all of them)");
  expect(rows.join("\n")).toMatch(/ S: /);
  expect(rows.join("\n")).not.toMatch(/ C: /);
});

test("the headers are shown in their order, also where secrets are hidden and the last one is not answered yet", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + MECHANISMS);
  await tool.run("set secrets hide");
  await tool.run("send <stream:stream xmlns:stream='http://etherx.jabber.org/streams' to='second'>");
  const shown = (await shownBy(tool, "show header")).join("\n");
  expect(shown).toMatch(/ S: [\s\S]* C: [\s\S]*to='second'/);
});

test("in the compact view an entry that is asked for has all its text, and one of several a row", async () => {
  const tool = tryOut({ columns: 80 });
  await tool.run("open --no-wait");
  await tool.run("set view compact");
  tool.server.send(`${SERVER_HEADER}<message><body>${"z ".repeat(2000)}END</body></message><presence/>`);
  const n = [...tool.transcript.entries].findLast(
    (entry) => entry.type === "traffic" && entry.event.raw.startsWith("<message"),
  )?.n;
  expect((await shownBy(tool, `show ${n}`)).at(-1)).toMatch(/z END”$/);
  expect((await shownBy(tool, `show ${n}-`)).find((row) => row.includes("<message>"))).toMatch(/^.{79}…$/);
  await tool.run("log save out.txt");
  expect(tool.saved.get("out.txt")).toContain("z END");
});
