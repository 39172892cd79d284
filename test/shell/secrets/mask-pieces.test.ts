import { describe, expect, test } from "vitest";
import { type TryOut, tryOut } from "../../helpers/try-out.ts";

const HEADER =
  "<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>";
const SECRET = "AG1lAHRlc3Q=";

/** Everything that is stored of the lines that were run. */
function storedLines(tool: TryOut): string[] {
  return [...tool.transcript.entries].flatMap((entry) => (entry.type === "command" ? [entry.masked] : []));
}

async function runAll(...lines: string[]): Promise<TryOut> {
  const tool = tryOut();
  for (const line of ["connect", `send ${HEADER}`, ...lines]) {
    expect(await tool.run(line), line).toMatchObject({ status: "passed" });
  }
  return tool;
}

describe("a login sent in pieces is stored without its payload", () => {
  test.each<[string, string[], string[]]>([
    [
      "cut behind the start tag",
      [`send ${AUTH}`, `send ${SECRET}`, "send </auth>"],
      [`send ${AUTH}`, "send [redacted]", "send </auth>"],
    ],
    [
      "cut in the payload",
      [`send ${AUTH}AG1l`, "send AHRlc3Q="],
      [`send ${AUTH}[redacted]`, "send [redacted]"],
    ],
    [
      "cut in the name of the tag",
      ["send <au", `send "${AUTH.slice(3)}${SECRET}</auth>"`],
      ["send <au", `send "${AUTH.slice(3)}[redacted]</auth>"`],
    ],
    [
      "cut in an attribute",
      [`send ${AUTH.slice(0, 30)}`, `send "${AUTH.slice(30)}${SECRET}</auth>"`],
      [`send ${AUTH.slice(0, 30)}`, `send "${AUTH.slice(30)}[redacted]</auth>"`],
    ],
  ])("%s", async (_what, lines, stored) => {
    const tool = await runAll(...lines);
    expect(storedLines(tool).slice(2)).toEqual(stored);
  });

  test("also when the second piece is typed as bytes", async () => {
    const rest = Buffer.from(`${SECRET}</auth>`);
    const tool = await runAll(`send ${AUTH}`, `send --hex ${rest.toString("hex")}`);
    expect(storedLines(tool).join()).not.toContain(rest.toString("hex"));
  });

  test("also when the second piece is typed as bytes in groups", async () => {
    const tool = await runAll(
      "send <au",
      `send --hex ${Buffer.from(`th>${SECRET}`).toString("hex").replace(/../g, "$& ")}`,
    );
    expect(storedLines(tool).join().replaceAll(" ", "")).not.toContain(Buffer.from(SECRET).toString("hex"));
  });

  test("also behind XML that is not well-formed", async () => {
    const tool = await runAll(`send ${AUTH}</b>`, `send ${SECRET}`);
    expect(storedLines(tool).join()).not.toContain(SECRET);
  });

  test("and the next line is stored as it is again", async () => {
    const tool = await runAll(`send ${AUTH}`, `send "${SECRET}</auth>"`, "presence --show away");
    expect(storedLines(tool).at(-1)).toBe("presence --show away");
  });

  test("and another client's lines are stored as they are meanwhile", async () => {
    const tool = await runAll(`send ${AUTH}`, "@juliet connect", "@juliet send hello");
    expect(storedLines(tool).at(-1)).toBe("send hello");
  });
});

test("a line that shows something is stored as it is while a login is unfinished", async () => {
  const tool = await runAll(`send ${AUTH}`, "show state");
  expect(storedLines(tool).at(-1)).toBe("show state");
});

test("a complaint about a password with blanks does not repeat a piece of it", async () => {
  const outcome = await tryOut().run("auth me correct horse battery");
  expect(outcome).toMatchObject({ status: "wrong usage" });
  expect(outcome).toHaveProperty("reason", expect.not.stringMatching(/correct|horse|battery/));
});

test.each([`${AUTH}${SECRET}</auht>`, `send ${AUTH}AG1l`])(
  "a login that was broken, or not finished, hides nothing in the lines behind its connection: %s",
  async (line) => {
    const tool = await runAll(line);
    tool.server.close();
    await tool.run("disconnect");
    expect(tool.shell.mask("message me@localhost after 2")).toBe("message me@localhost after 2");
    expect(await tool.run("alias enter = auth me")).toMatchObject({ status: "passed" });
    await tool.run("connect");
    expect(tool.shell.mask(`send ${SECRET}`)).toBe(`send ${SECRET}`);
  },
);
