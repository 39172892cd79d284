import { describe, expect, test } from "vitest";
import { fakeEditor } from "../helpers/fake-editor.ts";
import { MECHANISMS, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

/** What a line shows on a terminal of so many columns. */
async function shown(line: string, columns: number): Promise<readonly string[]> {
  const tool = tryOut({ columns });
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.trimEnd().split("\n");
}

/** An address, an example of what is typed, or one long word is never broken. */
const isProse = (row: string) => !/^Example: |https?:\/\/|urn:|^ *\S+$/.test(row);

describe("what is long is broken at words, and no row is wider than the terminal:", () => {
  const lines = [
    "help",
    "help auth",
    "help open",
    "help component",
    "help explain",
    "set",
    "set limit",
    "next",
  ];
  lines.push(
    "help fault",
    "help expect",
    "explain RFC 6121",
    "explain bare JID",
    "explain bind next",
    "explain <presence/>",
  );

  test.each(lines.flatMap((line) => [80, 40].map((columns) => ({ line, columns }))))(
    "$line in $columns columns",
    async ({ line, columns }) => {
      const rows = (await shown(line, columns)).filter(isProse);
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.filter((row) => row.length > columns)).toEqual([]);
    },
  );
});

test("the usage line goes on indented, and an option that is too long has a row of its own", async () => {
  const rows = await shown("help component", 40);
  expect(rows.slice(0, 4)).toEqual([
    "component <domain> [secret]",
    "    [--host HOST] [--port PORT]",
    "    [--explain] [--no-wait]",
    "    [--timeout DURATION]",
  ]);
  expect(rows[rows.indexOf("  --timeout DURATION") + 1]).toMatch(/^ {10,20}how long to wait/);
});

test("on no terminal a row is as long as it is", async () => {
  expect(await shown("set explain", 0)).toHaveLength(5);
  expect(await shown("help ping", 0)).toContain(
    "  --timeout DURATION  how long to wait for the reply, as 500ms, 5s or 2m; 0s waits for ever",
  );
});

test("show state is wrapped as well, and its longest words are broken", async () => {
  const tool = tryOut({ columns: 40 });
  await tool.run("open --no-wait");
  tool.server.send(
    `<stream:stream id='${"x".repeat(50)}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
  );
  const before = tool.shown.length;
  await tool.run("show state");
  const rows = tool.shown.slice(before).trimEnd().split("\n");
  expect(rows.filter((row) => row.length > 40)).toEqual([]);
  expect(rows.join("").replace(/\s/g, "")).toContain("x".repeat(50));
});

describe("what looks something up keeps to 40 columns:", () => {
  const lines = [
    "grep localhost",
    "grep Verona",
    "grep Verona --raw",
    "filter",
    "filter chat = message and from romeo@localhost/orchard and ns http://jabber.org/protocol/disco#info",
    "diff 7 8",
    "history",
    "show pending",
    "show state",
    "show clients",
    "alias",
    "template",
  ];

  test.each(lines)("%s", async (line) => {
    const tool = await withTraffic();
    const before = tool.shown.length;
    expect(await tool.run(line)).toEqual({ status: "passed" });
    const rows = tool.shown.slice(before).trimEnd().split("\n");
    expect(rows.filter((row) => row.length > 40)).toEqual([]);
  });

  async function withTraffic() {
    const editor = fakeEditor(["message me@localhost hello my dear friend, how are you this morning"]);
    const tool = tryOut({ columns: 40, editor });
    await tool.run("open --no-wait");
    tool.server.send(
      SERVER_HEADER +
        MECHANISMS +
        "<message from='romeo@localhost/orchard'><body>in fair Verona, where we lay our scene</body></message>" +
        "<message from='romeo@localhost/orchard'><body>in fair Padua, where we lay our scene</body></message>" +
        "<iq type='get' id='an-id-that-is-too-long-for-any-row-1234567890'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
    );
    await tool.run("filter disco = ns http://jabber.org/protocol/disco#info");
    await tool.run("alias hi = message juliet@localhost/balcony good morning my dear Juliet");
    return tool;
  }
});
