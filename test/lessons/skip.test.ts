// How a lesson goes on where the learner has left its path, and what is said then.
import { describe, expect, it } from "vitest";
import { attend, lessonOf } from "./go-through.ts";

const BLOCK = "```";
const shown = (...rows: readonly string[]) => [`${BLOCK}xmpp shown`, ...rows, BLOCK];
const task = (...rows: readonly string[]) => [`${BLOCK}xmpp`, ...rows, BLOCK];
const PLAIN = "auth me test --mechanism PLAIN";

describe("skip", () => {
  const page = lessonOf(
    "# Trying",
    ...shown("open"),
    ...task(PLAIN),
    ...task("restart"),
    ...task("bind desk"),
  );

  it.each(["close", "auth me test --mechanism SCRAM-SHA-1", "starttls", "disconnect"])(
    "goes on after %s, with the step set up again out of sight",
    async (line) => {
      const learner = await attend(page);
      await learner.enter(line);
      const said = await learner.enter("skip");
      expect(said).toContain("on a fresh connection");
      expect(said).toContain("<success");
      expect(said).not.toContain("<stream:features>");
      expect(learner.label).toBe("lesson 1, step 2/3: authenticated");
    },
  );

  it("goes on where the step cannot be done at all", async () => {
    const impossible = lessonOf("# Trying", ...shown("open"), ...task("auth me wrong"), ...task("close"));
    const learner = await attend(impossible);
    expect(await learner.enter("skip")).toContain("the lesson goes on behind it");
    expect(learner.label).toContain("step 2/2");
  });
});

describe("what the lesson expects", () => {
  const ready = shown("open", "auth me test", "restart", "bind desk", "presence");
  const error = ["expect --timeout 300ms", '  <message type="error"/>'];

  it("is not what came before its step", async () => {
    const learner = await attend(
      lessonOf("# Trying", ...ready, ...task("show state"), ...task("ping"), ...shown(...error)),
    );
    await learner.enter("message nobody@localhost hello");
    await learner.enter("show state");
    expect(await learner.enter("ping")).toContain("<message> was to come, and has not come");
  });

  it("is not spoken of where it is right above, and pointed at where it is not", async () => {
    const learner = await attend(lessonOf("# Trying", ...ready, ...task("ping"), ...shown(...error)));
    await learner.enter("message nobody@localhost hello");
    const said = await learner.enter("ping");
    expect(said).toMatch(/-- That is #\d+ above/);
    expect(said).not.toContain("as expected");
  });

  it("may be nothing, in plain words", async () => {
    const nothing = shown("expect nothing --for 30ms", "  <message/>");
    const learner = await attend(lessonOf("# Trying", ...ready, ...task("show state"), ...nothing));
    const said = await learner.enter("show state");
    expect(said).toContain("-- Nothing came");
    expect(said).not.toContain("as expected");
  });

  it("may have been spoilt by another line: what has come is named, and how to begin anew", async () => {
    const nothing = shown("expect nothing --for 30ms", "  <message/>");
    const learner = await attend(
      lessonOf("# Trying", ...ready, ...task("message me@localhost hello"), ...nothing),
    );
    const said = await learner.enter("message me@localhost hello");
    expect(said).toContain("<message> was not to come, and has come");
    expect(said).toMatch(/What has come: .*<message> \(#\d+\)/);
    expect(said).toMatch(/"again" begins\s+the lesson anew/);
  });
});

describe("what a lesson does before it begins", () => {
  const page = (...rows: readonly string[]) =>
    lessonOf(
      "# Trying",
      "What it is about.",
      "## Before we begin",
      ...task(...rows),
      "## Now",
      ...task("show state"),
    );

  it("is one line above its title, without the wire", async () => {
    const { beginning } = await attend(page("open", PLAIN, "restart", "expect nothing --for 10ms"));
    expect(beginning).toMatch(
      /open, auth me, restart: done \("show 1" to "show \d+" have it\)[\s\S]*Lesson 1: Trying[\s\S]*What it is about\./,
    );
    expect(beginning).not.toContain("<stream:stream");
  });

  it("is shown whole where it does not go well", async () => {
    const learner = await attend(page("open", "auth me wrong", "restart"));
    expect(learner.beginning).toMatch(
      /What it is about\.[\s\S]*<failure[\s\S]*The lesson stops here: SASL failure/,
    );
    expect(await learner.enter("skip")).toContain("Type:  show state");
  });
});

describe("what a lesson says", () => {
  it("comes behind all that comes over the wire", async () => {
    const end = lessonOf(
      "# Trying",
      ...shown("open"),
      ...task("<a>Fish & chips</a>"),
      "## What you have learnt",
      "- It.",
    );
    const learner = await attend(end);
    const said = await learner.enter("<a>Fish & chips</a>");
    expect(said).toMatch(/<not-well-formed[\s\S]*disconnected by the server[\s\S]*Well done/);
    expect(said).not.toMatch(/Well done[\s\S]*disconnected/);
  });

  it("has the words of the lesson before the commands in its help", async () => {
    const learner = await attend(lessonOf("# Trying", ...task("open")));
    expect(await learner.enter("help")).toMatch(/Enter {5}shows[\s\S]*skip[\s\S]*Steps on the wire/);
  });

  it("does not tell at the prompt what else could be done", async () => {
    const learner = await attend(lessonOf("# Trying", ...task("connect"), ...task("open")));
    expect(learner.label).toBe("lesson 1, step 1/2: offline");
    await learner.enter("connect");
    expect(learner.label).toBe("lesson 1, step 2/2: connected");
  });
});
