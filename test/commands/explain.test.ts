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
  expect(await tool.run("@juliet explain")).toEqual({
    status: "wrong usage",
    reason: 'Cannot explain: nothing was received yet (run "open", or say what, as in "explain bind")',
  });
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

describe("a number that no entry has", () => {
  test("is that of a XEP where it has three digits", async () => {
    expect(await titleOf(tryOut(), "explain 198")).toBe("XEP-0198: Stream Management");
  });

  test("is said to come later where it has fewer", async () => {
    expect(await tryOut().run("explain 12")).toEqual({
      status: "wrong usage",
      reason: 'Cannot explain 12: the last entry is 1 ("explain XEP 12" is about the specification)',
    });
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
  });
});

test("an unknown word gets the nearest, and that of a command its help", async () => {
  expect(await tryOut().run("explain not-autorized")).toEqual({
    status: "wrong usage",
    reason: 'Cannot explain "not-autorized": it is in none of the tables (did you mean "not-authorized"?)',
  });
  expect(await tryOut().run("explain forget")).toEqual({
    status: "wrong usage",
    reason: 'Cannot explain "forget": it is a command (run "help forget")',
  });
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
