// What a learner is told whose line is nearly the right one.
import { describe, expect, it } from "vitest";
import { attend, lessonOf } from "./go-through.ts";

const BLOCK = "```";
const shown = (...rows: readonly string[]) => [`${BLOCK}xmpp shown`, ...rows, BLOCK];
const task = (...rows: readonly string[]) => [`${BLOCK}xmpp`, ...rows, BLOCK];
const quest = (...rows: readonly string[]) => [`${BLOCK}xmpp try`, ...rows, BLOCK];
const SUCCESS = '  <success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>';
const FAILURE = '  <failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>';

/** What is said of a line where another one is asked for. */
async function saidOf(line: string, ...page: readonly string[]): Promise<string> {
  const learner = await attend(lessonOf("# Trying", ...page, ...task("show state")));
  return (await learner.enter(line)).replaceAll("\n     ", " ");
}

const open = shown("open");
const TO_SEND = "That is what to send";

describe("a line that is not quite the right one", () => {
  it.each([
    [
      "a password in place of the wrong one that is asked for",
      "auth me test --mechanism PLAIN",
      "the password is",
    ],
    ["another mechanism", "auth me tset --mechanism SCRAM-SHA-1", '"mechanism" of <auth> is not "PLAIN"'],
  ])("is told apart by %s", async (_what, line, how) => {
    const said = await saidOf(line, ...open, ...task("auth me tset --mechanism PLAIN", FAILURE));
    expect(said).toContain(`That is not quite it: ${how}`);
    expect(said).not.toContain(TO_SEND);
  });

  it("is told apart by a NUL too many", async () => {
    const lost = task(
      "auth --mechanism PLAIN --initial bWUAdGVzdA==",
      `${FAILURE.slice(0, -2)}><malformed-request/></failure>`,
    );
    expect(await saidOf("auth me tset --mechanism PLAIN", ...open, ...lost)).toContain(
      "the message of PLAIN is to have one NUL here, and yours has 2 NULs",
    );
  });

  it("is told apart by a word where nothing on the wire shows it, and what was typed is not repeated", async () => {
    const said = await saidOf("auth me tset", ...open, ...task("auth me test", SUCCESS));
    expect(said).toContain('That is not quite it: the password is "test"');
    expect(said).not.toMatch(/not quite it:[^.]*tset/);
  });

  it("is told apart by a namespace in the header", async () => {
    const header =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='https://etherx.jabber.org/streams'>";
    expect(await saidOf(header, ...quest("open", "  <stream:features/>"))).toContain(
      'That is not quite it: "xmlns:stream" of the stream header is not "http://etherx.jabber.org/streams"',
    );
  });

  it("is the right one only where it sends the same", async () => {
    const wrong = task("auth me tset --mechanism PLAIN", SUCCESS);
    expect(await saidOf("auth me tset --mechanism PLAIN", ...open, ...wrong)).toContain(TO_SEND);
  });

  it.each([
    ["show state", "auth me test", "an element <auth> is to be sent"],
    ["show state", "close", "the end tag </stream:stream> is to be sent"],
    ["show state", "@romeo open", "a stream header is to be sent by the client romeo"],
    ["next", "show features", 'the command "show" is asked for'],
  ])("%s, where it is %s, is told what kind of thing is missing", async (line, wanted, what) => {
    expect(await saidOf(line, ...open, ...task(wanted))).toContain(`The task is still open: ${what}`);
  });
});

describe("a task whose line the learner has to find", () => {
  const ready = shown("open", "auth me test", "restart", "bind desk", "presence");
  const refused = shown("expect", '  <message type="error"/>');
  const nobody = [...ready, ...quest("message nobody@localhost Hello?"), ...refused];

  it.each(["message romulus@localhost anybody?", "<message to='remus@localhost'><body>hi</body></message>"])(
    "is done by any line that has the answer: %s",
    async (line) => {
      expect(await saidOf(line, ...nobody)).toContain("Step 1 of 2 is done");
    },
  );

  it("is not done by a line without that answer", async () => {
    expect(await saidOf("ping", ...nobody)).toContain(
      "The task is still open: <message> has not come of it yet",
    );
  });

  it.each(["auth me test --mechanism SCRAM-SHA-1", "auth romeo test --mechanism PLAIN"])(
    "is done by any way to <success/>: %s",
    async (line) => {
      for (const block of [task, quest]) {
        const said = await saidOf(line, ...open, ...block("auth me test --mechanism SCRAM-SHA-256", SUCCESS));
        expect(said).toContain("Step 1 of 2 is done");
      }
    },
  );

  it("is told once more with the paragraph before it", async () => {
    const page = ["First things.", "", "Write to somebody.", "", ...quest("show state")];
    const learner = await attend(lessonOf("# Trying", ...page));
    const said = await learner.enter("");
    expect(said).toMatch(/Write to somebody\.\n\n {2}Your turn/);
    expect(said).not.toContain("First things.");
  });
});
