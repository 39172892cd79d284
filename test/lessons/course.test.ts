// How a lesson goes on, and how it begins anew.
import { describe, expect, it } from "vitest";
import { attend, type Class, lessonOf, present } from "./go-through.ts";

const BLOCK = "```";
const shown = (...rows: readonly string[]) => [`${BLOCK}xmpp shown`, ...rows, BLOCK];
const task = (...rows: readonly string[]) => [`${BLOCK}xmpp`, ...rows, BLOCK];

describe("what was done before its turn", () => {
  it("is noticed where nobody can do it again, and the lesson goes on", async () => {
    const learner = await attend(lessonOf("# Trying", ...task("connect"), ...task("open"), ...task("close")));
    const said = await learner.enter("open");
    expect(said).toContain("You have done this already: open");
    expect(said).toContain("Step 2 of 3 is done");
    expect(said).toContain("Type:  close");
    expect(learner.kept.at(-1)).toEqual({ tasks: 2, isDone: false });
  });

  it("is noticed for another client as well", async () => {
    const learner = await attend(
      lessonOf("# Trying", ...task("show state"), ...task("@romeo open", "  <stream:features/>")),
    );
    await learner.enter("@romeo open");
    expect(await learner.enter("show state")).toContain("Well done");
  });

  it("is to be done again where the stream has ended meanwhile", async () => {
    const learner = await attend(lessonOf("# Trying", ...task("show state"), ...task("@romeo open")));
    await learner.enter("@romeo open");
    await learner.enter("@romeo close");
    expect(await learner.enter("show state")).toContain("Type:  @romeo open");
  });

  it("is not what did the task before", async () => {
    const header =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>";
    const learner = await attend(
      lessonOf("# Trying", ...task("open"), "A second header is no good.", ...task(header)),
    );
    expect(await learner.enter("open")).toContain("Type:  <stream:stream");
  });

  it("is to be done again where that can be done", async () => {
    const learner = await attend(
      lessonOf(
        "# Trying",
        ...shown("open", "auth me test", "restart", "bind"),
        ...task("ping"),
        ...task("presence"),
      ),
    );
    await learner.enter("presence");
    expect(await learner.enter("ping")).toContain("Type:  presence");
  });
});

describe("a text that is longer than the screen", () => {
  const paragraphs = (count: number) =>
    Array.from({ length: count }, (_, n) => ["", `Paragraph ${n + 1}.`]).flat();
  const page = lessonOf("# Trying", ...paragraphs(12), "", ...task("open"));

  it("is shown page by page with Enter, and the task beneath it", async () => {
    const learner = await attend(page, { rows: 24 });
    expect(learner.beginning).toContain("Paragraph 1.");
    expect(learner.beginning).not.toContain("Paragraph 12.");
    expect(learner.label).toBe("lesson 1, step 1/1, Enter shows the rest");
    const said = await learner.enter("");
    expect(said).toContain("Paragraph 12.");
    expect(said).toContain("Type:  open");
    expect(learner.label).toContain("step 1/1: offline");
  });

  it("leaves room for the task on each page", async () => {
    const learner = await attend(page, { rows: 24 });
    const rows = learner.beginning.split("\n").length;
    expect(rows).toBeLessThanOrEqual(24 - 3);
  });

  it("is shown to its end when a line is typed, which then does the task", async () => {
    const learner = await attend(page, { rows: 12 });
    const said = await learner.enter("open");
    expect(said).toMatch(/Paragraph 12\.[\s\S]*Type: {2}open[\s\S]*<stream:features/);
    expect(said).toContain("Well done");
  });

  it("waits where a slip is typed, so that its error stands at the end", async () => {
    const learner = await attend(page, { rows: 12 });
    expect(await learner.enter("opne")).not.toContain("Paragraph");
    expect(learner.label).toContain("Enter shows the rest");
  });

  it("is shown to its end before the task is skipped", async () => {
    const learner = await attend(page, { rows: 12 });
    expect(await learner.enter("skip")).toMatch(/Paragraph 12\.[\s\S]*Well done/);
  });

  it("is not told again behind the beginning of a lesson", async () => {
    const learner = await attend(page, { rows: 12 });
    const said = await learner.enter("again");
    expect(said.match(/Paragraph 1\./g)).toHaveLength(1);
    expect(said).not.toContain("Paragraph 12.");
  });

  it("is shown at once where the terminal has room for it", async () => {
    expect((await attend(page, { rows: 60 })).beginning).toContain("Type:  open");
  });
});

describe("a lesson that begins anew", () => {
  const bound = ["open", "auth me test", "restart", "bind"];
  const page = lessonOf("# Trying", ...shown(...bound), ...task("show state"));
  const enterAll = async (learner: Class, ...lines: readonly string[]) => {
    let said = "";
    for (const line of lines) said += await learner.enter(line);
    return said;
  };
  const juliet = ["@juliet open", "@juliet auth", "@juliet restart", "@juliet bind balcony"];
  // The answer comes behind all that has waited.
  const presence = ["@juliet presence", "@juliet ping"];

  it("finds nobody in the roster, and no message that waits", async () => {
    const learner = await attend(page);
    const add = ["roster add nurse@localhost", "message juliet@localhost hello", "ping"];
    expect(await enterAll(learner, ...add, "roster get")).toContain('<item jid="nurse@localhost"');
    await learner.enter("again");
    expect(await learner.enter("roster get")).not.toContain("nurse");
    expect(await enterAll(learner, ...juliet, ...presence)).not.toContain("hello");
  });

  it("finds no session that waits for its client", async () => {
    const learner = await attend(page);
    const enable = '@juliet <enable xmlns="urn:xmpp:sm:3" resume="true"/>';
    await enterAll(learner, ...juliet, enable, ...presence, "@juliet disconnect");
    await learner.enter("again");
    expect(await learner.enter("ping juliet@localhost/balcony --timeout 1s")).toContain(
      "service-unavailable",
    );
  });

  it.each(["again", "back", ""])("is not troubled by a fault that is left from before (%j)", async (word) => {
    const next = { ...page, name: "next", number: 2 };
    const learner = await attend(lessonOf("# Trying", ...task("connect")), { following: next });
    await learner.enter("connect");
    await learner.enter("fault garbage");
    const said = await learner.enter(word);
    expect(said).not.toContain("cannot go on");
    expect(await learner.enter("fault")).toContain("No fault is armed");
  });
});

describe("what a lesson shows", () => {
  // A value that a server has sent stands in a variable as it is.
  const page = lessonOf(
    "# Trying",
    ...shown("open", "define x \u009b31mred\u202e"),
    ...task("<message id='${x}'/>", "expect closed"),
  );
  const message = "<message id='\\x9b31mred\\u202e'/>";

  it("has nothing in it that a terminal would obey", async () => {
    const learner = await attend(page);
    const said = learner.beginning + (await learner.enter("skip"));
    expect(said).toContain(`  Type:  ${message}`);
    expect(said).toContain(`  The lesson types:  ${message}`);
    expect(said).not.toMatch(/[\u009b\u202e]/);
  });

  it("has nothing of that either when it is typed out for a class", async () => {
    const { said } = await present(page);
    expect(said).toContain(`> ${message}`);
    expect(said).not.toMatch(/[\u009b\u202e]/);
  });
});
