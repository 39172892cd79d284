import { describe, expect, it } from "vitest";
import { attend, lessonOf } from "./go-through.ts";

const BLOCK = "```";

/** A lesson with these lines as its tasks, each in a block of its own. */
function tasks(...blocks: readonly (readonly string[])[]) {
  const pages = blocks.flatMap((rows, index) => [`Task ${index + 1}.`, `${BLOCK}xmpp`, ...rows, BLOCK]);
  return lessonOf("# Trying", "## Before we begin", `${BLOCK}xmpp`, "open", BLOCK, "## Now", ...pages);
}

const PLAIN = "auth me test --mechanism PLAIN";
const DONE = /Step 1 of \d is done/;

describe("any line that does the job counts", () => {
  it.each([
    ["other quotes", "auth 'me' \"test\" --mechanism PLAIN"],
    ["raw XML", "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>"],
    ["another account", "auth juliet test --mechanism PLAIN"],
  ])("%s", async (_what, line) => {
    const learner = await attend(tasks([PLAIN]));
    expect(await learner.enter(line)).toMatch(DONE);
  });

  it("an equivalent header by hand", async () => {
    const learner = await attend(lessonOf("# Trying", `${BLOCK}xmpp`, "open", "  <stream:features/>", BLOCK));
    const header =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>";
    expect(await learner.enter(header)).toMatch(DONE);
  });

  it("another resource, unless the pattern demands one", async () => {
    const bound = [PLAIN, "restart"];
    const any = lessonOf(
      "# Trying",
      `${BLOCK}xmpp shown`,
      "open",
      ...bound,
      BLOCK,
      `${BLOCK}xmpp`,
      "bind desk",
      BLOCK,
    );
    expect(await (await attend(any)).enter("bind phone")).toMatch(DONE);
    const demanding = lessonOf(
      ...["# Trying", `${BLOCK}xmpp shown`, "open", ...bound, BLOCK, `${BLOCK}xmpp`, "bind desk"],
      ...[
        '  <iq><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>me@localhost/desk</jid></bind></iq>',
        BLOCK,
      ],
    );
    const learner = await attend(demanding);
    expect(await learner.enter("bind phone")).toContain('the text in <resource> is not "desk"');
  });

  it("a command in place of XML whose reply the lesson looks for afterwards", async () => {
    const raw = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
    const success = '  <success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>';
    const learner = await attend(tasks([raw, "expect", success]));
    expect(await learner.enter(PLAIN)).toContain("Well done");
  });

  it("and what is captured is known to the steps behind it", async () => {
    const learner = await attend(
      tasks(
        [PLAIN],
        ["restart"],
        ["bind desk", '  <iq id="{capture:kept}"/>'],
        ['<message id="${kept}" to="me@localhost"/>'],
      ),
    );
    for (const line of [PLAIN, "restart"]) await learner.enter(line);
    const raw = "<iq type='set' id='mine'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";
    expect(await learner.enter(raw)).toContain('<message id="mine" to="me@localhost"/>');
  });
});

describe("a line that does something else", () => {
  it("runs, and the task stays open", async () => {
    const learner = await attend(tasks([PLAIN]));
    const said = await learner.enter("show state");
    expect(said).toContain("stream open");
    expect(said).toContain("The task is still open");
    expect(learner.label).toContain("step 1/1");
  });

  it("is told apart from the right line with the wrong password", async () => {
    const learner = await attend(tasks([PLAIN]));
    expect(await learner.enter("auth me wrong --mechanism PLAIN")).toContain(
      'That is not quite it: the password is "test"',
    );
    expect(await learner.enter(PLAIN)).toMatch(DONE);
  });

  it("by another mechanism is another thing where one is named", async () => {
    const learner = await attend(tasks([PLAIN]));
    expect(await learner.enter("auth me test --mechanism SCRAM-SHA-1")).toContain(
      'That is not quite it: "mechanism" of <auth> is not "PLAIN"',
    );
  });

  it("offers to set the step up again when it ends the stream", async () => {
    const learner = await attend(tasks([PLAIN]));
    expect(await learner.enter("close")).toMatch(/has ended\s+\("back"/);
    await learner.enter("back");
    expect(await learner.enter(PLAIN)).toMatch(DONE);
  });
});

describe("the words of a lesson", () => {
  it("Enter shows the task again", async () => {
    const learner = await attend(tasks([PLAIN]));
    expect(await learner.enter("")).toContain(`Type:  ${PLAIN}`);
  });

  it("show alone shows the line that was not printed; with a word it is the command", async () => {
    const page = lessonOf("# Trying", `${BLOCK}xmpp try`, "open", BLOCK);
    const learner = await attend(page);
    expect(learner.beginning).not.toContain("Type:  open");
    expect(await learner.enter("show")).toContain("Type:  open");
    expect(await learner.enter("show state")).toContain("offline");
  });

  it("again begins anew, without what was made to go wrong meanwhile", async () => {
    const learner = await attend(lessonOf("# Trying", `${BLOCK}xmpp`, "open", BLOCK));
    await learner.enter("fault garbage");
    await learner.enter("again");
    expect(await learner.enter("open")).toMatch(DONE);
  });

  it("skip does it for the learner", async () => {
    const learner = await attend(tasks([PLAIN], ["restart"]));
    const said = await learner.enter("skip");
    expect(said).toContain("<success");
    expect(said).toMatch(DONE);
    expect(learner.label).toContain("step 2/2: authenticated");
  });

  it("back goes to the task before on a fresh connection, without showing how", async () => {
    const learner = await attend(tasks([PLAIN], ["restart"], ["bind"]));
    await learner.enter(PLAIN);
    await learner.enter("restart");
    const said = await learner.enter("back");
    expect(said).not.toContain("<success");
    expect(said).toContain("Task 2.");
    expect(learner.label).toContain("step 2/3: authenticated");
  });

  it("continue goes on behind what was done last time", async () => {
    const learner = await attend(tasks([PLAIN], ["restart"]), { before: { tasks: 1, isDone: false } });
    expect(learner.beginning).toContain('you did 1 of 2 steps: "continue"');
    await learner.enter("continue");
    expect(learner.label).toContain("step 2/2: authenticated");
  });

  it("quit leaves, whoever says it, and what is done is kept", async () => {
    const learner = await attend(tasks([PLAIN], ["restart"]));
    await learner.enter(PLAIN);
    expect(await learner.enter("@romeo quit")).toContain('is kept, 1 of 2 steps: "xmpp-repl learn 1"');
    expect(learner.hasLeft).toBe(true);
    expect(learner.kept).toEqual([{ tasks: 1, isDone: false }]);
  });
});

describe("the end of a lesson", () => {
  const page = ["# Trying", `${BLOCK}xmpp`, "open", BLOCK, "## What you have learnt", "- To begin."];

  it("says what was learnt, and Enter goes on with the next lesson", async () => {
    const next = { ...lessonOf("# Going on", `${BLOCK}xmpp`, "connect", BLOCK), name: "next", number: 2 };
    const learner = await attend(lessonOf(...page), { following: next });
    const said = await learner.enter("open");
    expect(said).toContain("- To begin.");
    expect(said).toContain('lesson 2, "Going on"');
    expect(learner.kept.at(-1)).toEqual({ tasks: 1, isDone: true });
    expect(await learner.enter("")).toContain("Lesson 2: Going on");
    expect(learner.label).toContain("lesson 2, step 1/1: offline");
  });
});

describe("what the lesson runs itself", () => {
  it("stops the lesson where it does not pass, and says what was to come", async () => {
    const success = ["expect --timeout 100ms", '  <success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>'];
    const learner = await attend(tasks(["show state", ...success], ["restart"]));
    const said = await learner.enter("show state");
    expect(said).toContain("The lesson stops here: <success> was to come, and has not come");
    await learner.enter(PLAIN);
    expect(await learner.enter("skip")).toContain("Type:  restart");
  });
});

describe("each hint says more than the one before", () => {
  it.each(["hint", "hint more", "hint 2", "another hint", "more hints"])(
    "also where it is asked for as %s",
    async (asked) => {
      const learner = await attend(tasks([PLAIN]));
      expect(await learner.enter("hint")).toContain("It is the command that does this");
      expect(await learner.enter(asked)).toContain("It is written: auth <user> <password> --mechanism NAME");
    },
  );
});
