import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AsItComes } from "../../src/repl/as-it-comes.ts";
import { answerHandshake, MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Watched {
  readonly tool: TryOut;
  /** What stands between the traffic and the line. */
  readonly rows: readonly string[];
  receive(text: string): void;
  resized(): void;
}

async function watched(
  options: { readonly rows?: number; readonly columns?: number } = {},
): Promise<Watched> {
  let coming: AsItComes | undefined;
  let rows: readonly string[] = [];
  const tool = tryOut({ columns: options.columns ?? 80, unfinished: (client) => coming?.told(client) });
  coming = new AsItComes({
    ...tool,
    showsSecrets: () => tool.settings.get("secrets") === "show",
    rows: () => options.rows ?? 24,
    show: (next) => {
      rows = next;
    },
  });
  tool.server.onData((text) => {
    if (text.includes("<stream:stream")) tool.server.send(SERVER_HEADER + MECHANISMS);
  });
  await tool.run("open");
  return {
    tool,
    get rows() {
      return rows;
    },
    receive: tool.server.send,
    resized: () => coming?.resized(),
  };
}

describe("an element that is still open after 200 ms", () => {
  test("is shown as far as it has come, with what it waits for", async () => {
    const screen = await watched();
    screen.receive("<message from='romeo@localhost'><body>But so");
    vi.advanceTimersByTime(199);
    expect(screen.rows).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(screen.rows).toEqual([
      "    S: <message from='romeo@localhost'>",
      "         <body>",
      "           But so",
      "    -- 44 characters so far, waits for </body></message>",
    ]);
  });

  test("is brought up to date as more comes, and no timer runs while nothing does", async () => {
    const screen = await watched();
    screen.receive("<message>");
    vi.advanceTimersByTime(200);
    expect(vi.getTimerCount()).toBe(0);
    screen.receive("<bo");
    screen.receive("dy>");
    vi.advanceTimersByTime(100);
    expect(screen.rows.at(-1)).toBe("    -- 15 characters so far, waits for </body></message>");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("gives way to its entry when it is whole", async () => {
    const screen = await watched();
    screen.receive("<message>");
    vi.advanceTimersByTime(200);
    screen.receive("</message>");
    expect(screen.rows).toEqual([]);
    expect(screen.tool.shown).toMatch(/\n {2}6 S: <message><\/message>\n$/);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each<[string, (screen: Watched) => void]>([
    ["the connection breaks", ({ tool }) => tool.server.close(new Error("read ECONNRESET"))],
    ["it turns out to be no XML", ({ receive }) => receive("</presence>")],
  ])("is taken away when %s", async (_what, happens) => {
    const screen = await watched();
    screen.receive("<message>");
    vi.advanceTimersByTime(200);
    expect(screen.rows).toHaveLength(2);
    happens(screen);
    expect(screen.rows).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("takes a third of the screen at most: its end, and how much is hidden above", async () => {
    const screen = await watched({ rows: 15 });
    screen.receive(`<iq type='result'><query>${"<item jid='a@b'/>".repeat(1000)}<item jid='last@b'/>`);
    vi.advanceTimersByTime(200);
    expect(screen.rows).toEqual([
      "    -- its beginning is hidden until it is whole",
      "           <item jid='a@b'/>",
      "           <item jid='a@b'/>",
      "           <item jid='last@b'/>",
      "    -- 17,045 characters so far, waits for </query></iq>",
    ]);
  });

  test("is never wider than the terminal, in any view", async () => {
    const screen = await watched({ columns: 40 });
    for (const view of ["pretty", "raw", "compact", "hex", "tree"]) {
      await screen.tool.run(`set view ${view}`);
      screen.receive(`<message to='${"long".repeat(30)}'><body>${"日本語 ".repeat(40)}`);
      vi.advanceTimersByTime(200);
      expect(screen.rows.length).toBeGreaterThan(1);
      // What is wide takes two columns.
      const wide = (row: string) => row.match(/\p{Script=Han}/gu)?.length ?? 0;
      expect(screen.rows.filter((row) => row.length + wide(row) > 40)).toEqual([]);
      screen.receive("</body></message>");
    }
  });

  test("is made safe for the terminal, and its secrets are taken out where those are hidden", async () => {
    const screen = await watched();
    await screen.tool.run("set secrets hide");
    screen.receive("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>dj1");
    screen.receive("zZWNy\u009b\u202e");
    vi.advanceTimersByTime(200);
    screen.receive("ZXQ=");
    vi.advanceTimersByTime(100);
    const text = screen.rows.join("\n");
    expect(text).toContain("[redacted]\n");
    expect(text).not.toContain("[redacted][redacted]");
    await screen.tool.run("set secrets show");
    screen.receive("=");
    vi.advanceTimersByTime(100);
    expect(screen.rows.join("\n")).toContain("dj1zZWNy\\x9b\\u202eZXQ==");
  });
});

test("where a filter is on it says that the element may be hidden when it is whole", async () => {
  const screen = await watched({ columns: 100 });
  await screen.tool.run("filter text zzz");
  screen.receive("<message><body>slow");
  vi.advanceTimersByTime(200);
  expect(screen.rows.at(-1)).toBe(
    "    -- 19 characters so far, waits for </body></message>; the filter may hide it when whole",
  );
  screen.receive(" abc</body></message>");
  expect(screen.rows).toEqual([]);
  expect(screen.tool.shown).not.toContain("slow");
});

test("what is whole in time is never shown in parts", async () => {
  const screen = await watched();
  for (let n = 0; n < 10; n += 1) {
    screen.receive("<message>");
    vi.advanceTimersByTime(150);
    screen.receive("</message>");
    vi.advanceTimersByTime(150);
    expect(screen.rows).toEqual([]);
  }
});

test.each([
  ["<message><body lang='e", "'> and </message>"],
  ["<message a='x>y' b=\"", '">'],
  ["<message", ">"],
  ["<message><body/", "> and </message>"],
  ["<message>a &am", "; and </message>"],
  ["<message a='&", ";'>"],
  ["<message><!-- a > <b/> < ", "--> and </message>"],
  ["<message><!-- a --", "> and </message>"],
  ["<message><?pi a > b ", "?> and </message>"],
  ["<message><![CDATA[ </message> ", "]]> and </message>"],
  ["<message><body>hal</bo", "the rest of </body> and </message>"],
  ["<message>x</message ", "the rest of </message>"],
  ["</stream:st", "the rest of an end tag"],
])("of %s it says that it waits for %s", async (text, awaited) => {
  const screen = await watched();
  screen.receive(text);
  vi.advanceTimersByTime(200);
  expect(screen.rows.at(-1)).toBe(`    -- ${text.length} characters so far, waits for ${awaited}`);
});

test("what it waits for is known where only its end is kept, too", async () => {
  const screen = await watched();
  screen.receive(`<message><!-- ${"< ".repeat(20_000)}`);
  vi.advanceTimersByTime(200);
  expect(screen.rows.at(-1)).toMatch(/waits for --> and <\/message>$/);
});

test("whitespace between stanzas is nothing that is unfinished", async () => {
  const screen = await watched();
  screen.receive(" \n ");
  expect(vi.getTimerCount()).toBe(0);
  expect(screen.rows).toEqual([]);
});

test("each client has its own, with its name, and they share the room", async () => {
  const screen = await watched();
  answerHandshake(screen.tool.server);
  screen.receive("<message><body>");
  await screen.tool.run("@juliet connect");
  vi.advanceTimersByTime(200);
  expect(screen.rows[0]).toBe("    main S: <message>");
  expect(screen.rows.at(-1)).toBe("    -- main: 15 characters so far, waits for </body></message>");
});

test("where there is little room each shows whose it is, and its end", async () => {
  const screen = await watched({ rows: 15, columns: 40 });
  answerHandshake(screen.tool.server);
  screen.receive("<message from='romeo@localhost/o'><body>half two");
  await screen.tool.run("@juliet connect");
  screen.receive(`${SERVER_HEADER}<message from='romeo@localhost/o'><body>half three`);
  vi.advanceTimersByTime(200);
  expect(screen.rows).toEqual([
    "    main S: … half two",
    "    -- main: 48 characters so far, waits",
    "       for </body></message>",
    "    juliet S: … half three",
    "    -- juliet: 50 characters so far,",
    "       waits for </body></message>",
  ]);
});

test("it is laid out anew where the terminal gets another size", async () => {
  let rows = 9;
  const screen = await watched({
    get rows() {
      return rows;
    },
  });
  screen.receive("<message><body>one<a/>two<b/>");
  vi.advanceTimersByTime(200);
  expect(screen.rows[0]).toBe("    S: … two");
  rows = 60;
  screen.resized();
  screen.resized();
  vi.advanceTimersByTime(100);
  expect(screen.rows[0]).toBe("    S: <message>");
});
