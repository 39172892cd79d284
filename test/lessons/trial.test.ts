// What a learner ran into who tried out the lessons: what must not count, and what is said then.
import { describe, expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { hintsFor } from "../../src/lessons/hints.ts";
import { listLessons } from "../../src/lessons/list.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { attend, lessonOf } from "./go-through.ts";

const BLOCK = "```";
const shown = (...rows: readonly string[]) => [`${BLOCK}xmpp shown`, ...rows, BLOCK];
const task = (...rows: readonly string[]) => [`${BLOCK}xmpp`, ...rows, BLOCK];
const STREAMS = "http://etherx.jabber.org/streams";
const header = (attributes: string, namespace: string) =>
  `<stream:stream ${attributes} xmlns='jabber:client' xmlns:stream='${namespace}'>`;
const RIGHT = header("to='localhost' version='1.0'", STREAMS);
const unwrapped = (said: string) => said.replaceAll("\n     ", " ");

describe("a stream header that the server refuses", () => {
  it.each([
    ["with https", header("to='localhost' version='1.0'", "https://etherx.jabber.org/streams")],
    ["without the s of streams", header("to='localhost' version='1.0'", "http://etherx.jabber.org/stream")],
    ["for a domain it does not have", header("to='localhos' version='1.0'", STREAMS)],
    ["without a version", header("to='localhost'", STREAMS)],
  ])("%s does not open the stream that is asked for", async (_what, line) => {
    const learner = await attend(lessonOf("# Trying", ...shown("connect"), ...task(RIGHT), ...task("close")));
    expect(unwrapped(await learner.enter(line))).toContain("The task is still open");
    expect(learner.label).toContain("step 1/2");
    expect(await learner.enter(RIGHT)).toContain("Step 1 of 2 is done");
  });

  it("counts where the lesson wants the error", async () => {
    const error =
      '  <stream:error><host-unknown xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>';
    const learner = await attend(lessonOf("# Trying", ...task("open --to nowhere.example", error)));
    expect(await learner.enter("open --to nowhere.example")).toContain("Step 1 of 1 is done");
  });
});

describe("a line that could not be run", () => {
  it.each(["close", "restart", "bind"])("%s without a connection does not do its task", async (line) => {
    const learner = await attend(lessonOf("# Trying", ...task(line), ...task("show state")));
    const said = await learner.enter(line);
    expect(said).toContain("not connected");
    expect(learner.label).toContain("step 1/2");
  });

  it("does not do its task where its words are wrong", async () => {
    const learner = await attend(lessonOf("# Trying", ...task("explain 2"), ...task("connect")));
    await learner.enter("explain 99999");
    expect(learner.label).toContain("step 1/2");
  });
});

describe("the answer that a lesson points at", () => {
  it("is that to the line that did the step, and not to an earlier one", async () => {
    const ready = shown("open", "auth me test", "restart", "bind desk");
    const ping = "<iq type='get' id='q1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
    const learner = await attend(
      lessonOf("# Trying", ...ready, ...task(ping, "expect", '  <iq type="result" from="localhost"/>')),
    );
    await learner.enter("disco localhost");
    const said = await learner.enter(ping);
    expect(said).toContain("Step 1 of 1 is done");
    expect(said).not.toContain("above");
  });
});

describe("a line that is nearly right", () => {
  const page = lessonOf("# Trying", ...shown("open"), ...task("auth me test"));

  it("is told that capitals count", async () => {
    const learner = await attend(page);
    expect(await learner.enter("AUTH me test")).toContain(
      "That is not quite it: only the capitals are different",
    );
  });

  it("is told the password", async () => {
    const learner = await attend(page);
    expect(await learner.enter("auth me wrong")).toContain('That is not quite it: the password is "test"');
  });

  it("is no mistake where it only looks", async () => {
    const learner = await attend(lessonOf("# Trying", ...shown("open"), ...task("show state")));
    const said = await learner.enter("show 1");
    expect(said).toContain("The task is still open");
    expect(said).not.toContain("not quite");
  });
});

describe("after the stream was lost", () => {
  it.each(["", "show"])("the task that is shown again (%j) comes with the way back", async (word) => {
    const learner = await attend(lessonOf("# Trying", ...shown("open", "auth me test"), ...task("restart")));
    await learner.enter("disconnect");
    expect(unwrapped(await learner.enter(word))).toMatch(
      /Type: {2}restart[\s\S]*\("back" sets it up again\)/,
    );
  });
});

describe("other clients that the lesson logs in", () => {
  const romeo = ["@romeo open", "@romeo auth romeo test", "@romeo restart", "@romeo bind garden"];

  it("are one line where that takes more than two steps", async () => {
    const learner = await attend(lessonOf("# Trying", ...shown(...romeo), ...task("show state")));
    expect(unwrapped(learner.beginning)).toMatch(
      /-- @romeo: open, auth romeo, restart, bind garden: done \("show 1" to "show \d+" have it\)/,
    );
    expect(learner.beginning).not.toContain("<stream:stream");
    expect(await learner.enter("@romeo ping")).toContain('type="result"');
  });

  it("are shown where they are few", async () => {
    const learner = await attend(lessonOf("# Trying", ...shown("@romeo open"), ...task("show state")));
    expect(learner.beginning).toContain("<stream:stream");
  });

  it("are shown whole where it does not go well", async () => {
    const learner = await attend(
      lessonOf(
        "# Trying",
        ...shown("@romeo open", "@romeo auth romeo no", "@romeo restart"),
        ...task("connect"),
      ),
    );
    expect(learner.beginning).toMatch(/<failure[\s\S]*The lesson stops here: SASL failure/);
  });
});

describe("the hints", () => {
  const hints = (...rows: readonly string[]) => {
    const [part] = lessonOf("# Trying", ...task(...rows)).parts;
    return part?.kind === "task" ? hintsFor(part, commands) : [];
  };

  it("are sentences of their own, and do not get vaguer behind the whole line", () => {
    expect(hints("# The command is auth me test", "# By hand it is longer.", "auth me test")).toEqual([
      "The command is auth me test. By hand it is longer.",
      '"show" shows the line',
    ]);
  });
});

describe("a hint with blanks", () => {
  it("keeps what was said already", () => {
    const [part] = lessonOf(
      "# Trying",
      ...task("# It is for juliet@localhost.", "ping juliet@localhost --timeout 3s"),
    ).parts;
    expect(part?.kind === "task" && hintsFor(part, commands).at(-2)).toBe(
      "With a _ for each character that is missing: ping juliet@localhost --timeout 3_",
    );
  });
});

describe("a client's name", () => {
  const page = lessonOf("# Trying", ...task("@romeo open"));

  it("without its @ is known as one", async () => {
    const learner = await attend(page);
    expect(await learner.enter("romeo open")).toContain('did you mean "@romeo open"?');
  });

  it("with another capital is told to be another client", async () => {
    const learner = await attend(page);
    expect(await learner.enter("@Romeo open")).toContain(
      '"Romeo" is another client than "romeo": capitals count',
    );
  });
});

it("the list says how to go on with a lesson that was begun", () => {
  const lesson = lessonOf("# Trying", ...task("open"), ...task("close"));
  const progress = new Map([[lesson.name, { tasks: 1, isDone: false }]]);
  const rows = listLessons([lesson], { progress, theme: NO_COLOR, command: "xmpp-repl learn" });
  expect(rows.at(-1)).toBe(
    '"xmpp-repl learn 1" begins with "Trying"; "continue" there goes on behind step 1',
  );
});
