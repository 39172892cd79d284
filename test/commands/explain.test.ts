import { describe, expect, test } from "vitest";
import { stage } from "../helpers/stage.ts";
import { answerHandshake, logIn, type TryOut, tryOut } from "../helpers/try-out.ts";

/** The first line that a line shows. */
async function titleOf(tool: TryOut, line: string): Promise<string> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before).split("\n")[0] ?? "";
}

test("alone it is about the last thing that the acting client received", async () => {
  const tool = tryOut();
  await logIn(tool);
  expect(await titleOf(tool, "explain")).toBe(
    "<iq type='result'> with <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>, from the server",
  );
  tool.server.send("<presence from='romeo@localhost'/>");
  expect(await titleOf(tool, "explain")).toBe("<presence>, from the server");
  tool.clients.named("juliet");
  expect(await tool.run("@juliet explain")).toEqual({
    status: "wrong usage",
    reason: 'Cannot explain: nothing was received yet (run "open", or say what, as in "explain bind")',
  });
});

test("last is that very thing, as for show", async () => {
  const tool = tryOut();
  await logIn(tool);
  tool.server.send("<presence from='romeo@localhost'/>");
  expect(await titleOf(tool, "explain last")).toBe("<presence>, from the server");
});

test("a number is an entry, with and without #", async () => {
  const tool = tryOut();
  answerHandshake(tool.server);
  await tool.run("open");
  const open = [...tool.transcript.entries].find(
    (entry) => entry.type === "traffic" && entry.from === "client",
  );
  expect(await titleOf(tool, `explain ${open?.n}`)).toBe("<stream:stream>, the stream header of the client");
  expect(await titleOf(tool, `explain #${open?.n}`)).toBe("<stream:stream>, the stream header of the client");
});

test("an entry that is a line says which, and what its command does", async () => {
  const tool = tryOut();
  answerHandshake(tool.server);
  await tool.run("open");
  expect(await tool.run("explain 1")).toEqual({ status: "passed" });
  expect(tool.shown).toContain("A line that was run: open\n  Open a stream: connect if need be");
  expect(tool.shown).toContain('"help open" says how it is written.');
});

test("an entry that is XML, or a switch, says that it was typed", async () => {
  const tool = tryOut();
  await logIn(tool);
  const n = 1 + (tool.transcript.last?.n ?? 0);
  await tool.run("<presence/>");
  expect(await titleOf(tool, `explain #${n}`)).toBe("A line that was run: <presence/>");
  expect(tool.shown).toContain("XML that was typed: it was sent as it stands");
  const next = 1 + (tool.transcript.last?.n ?? 0);
  await tool.run("@juliet");
  expect(await titleOf(tool, `explain ${next}`)).toBe("A line that was run: @juliet");
  expect(tool.shown).toContain("It says who runs the lines behind it: juliet.");
});

test("an entry that is a line keeps its secret", async () => {
  const tool = tryOut();
  await tool.run("auth me s3cret");
  await tool.run("explain 1");
  expect(tool.shown).toContain("A line that was run: auth me");
  expect(tool.shown).not.toContain("s3cret");
});

test("an empty word is no word", async () => {
  const tool = tryOut();
  await logIn(tool);
  expect(await titleOf(tool, 'explain ""')).toMatch(/^<iq type='result'>/);
  expect(await titleOf(tool, "explain ' '")).toMatch(/^<iq type='result'>/);
});

describe("a number that no entry has", () => {
  test("is that of a XEP where it has three digits", async () => {
    expect(await titleOf(tryOut(), "explain 198")).toBe("XEP-0198: Stream Management");
  });

  test.each([
    ["explain 999", "Cannot explain 999: the last entry is 1"],
    ["explain #198", "Cannot explain 198: the last entry is 1"],
    ["explain 12", 'Cannot explain 12: the last entry is 1 ("explain XEP 12" is about the specification)'],
    ["explain 98765", "Cannot explain 98765: the last entry is 1"],
    ["explain 0", "Cannot explain 0: the first entry is 1"],
    ["explain #0", "Cannot explain 0: the first entry is 1"],
  ])("is said not to be there: %s", async (line, reason) => {
    expect(await tryOut().run(line)).toEqual({ status: "wrong usage", reason });
  });

  test("is a XEP's where it begins with 0, whatever entries there are", async () => {
    const tool = tryOut();
    for (let entries = 0; entries < 5; entries++) await tool.run("show");
    expect(await titleOf(tool, "explain 0004")).toBe("XEP-0004: Data Forms");
  });

  test("was dropped where there were too many", async () => {
    const tool = tryOut();
    await tool.run("set keep entries 2");
    await logIn(tool);
    expect(await tool.run("explain 3")).toMatchObject({
      reason: expect.stringMatching(
        /^Cannot explain 3: it was dropped to save memory; entries from \d+ on are kept/,
      ),
    });
    expect(await tool.run("explain 0")).toMatchObject({ reason: "Cannot explain 0: the first entry is 1" });
  });
});

test("an unknown word gets the nearest, and that of a command what it does", async () => {
  expect(await tryOut().run("explain not-autorized")).toEqual({
    status: "wrong usage",
    reason: 'Cannot explain "not-autorized": it is in none of the tables (did you mean "not-authorized"?)',
  });
  expect(await titleOf(tryOut(), "explain forget")).toBe("forget, a command of this tool");
});

test("the words of the prompt are explained", async () => {
  expect(await titleOf(tryOut(), "explain offline, open next")).toBe("offline");
  expect(await titleOf(tryOut(), "explain bind next")).toBe("bind next, in the prompt");
});

test("a start tag can be typed as it was seen", async () => {
  expect(await titleOf(tryOut(), "explain <enable xmlns='urn:xmpp:sm:3' resume='true'/>")).toBe(
    "<enable xmlns='urn:xmpp:sm:3'/>",
  );
});

test("scripts may use it", async () => {
  const { play, tool } = stage();
  expect(await play("open", "explain", "explain XEP-0198")).toMatchObject({ status: "passed" });
  expect(tool.shown).toContain("XEP-0198: Stream Management");
});
