// What a learner is told whose task cannot be done any more, or not yet.
import { describe, expect, it } from "vitest";
import { attend, lessonOf } from "./go-through.ts";

const BLOCK = "```";
const shown = (...rows: readonly string[]) => [`${BLOCK}xmpp shown`, ...rows, BLOCK];
const task = (...rows: readonly string[]) => [`${BLOCK}xmpp`, ...rows, BLOCK];
const PLAIN = "auth me test --mechanism PLAIN";
const SET_UP = '("back" sets it up again)';

const unwrapped = (said: string) => said.replaceAll("\n     ", " ");

const authenticating = lessonOf("# Trying", ...shown("open"), ...task(PLAIN));

describe("a task that is still open", () => {
  it("waits for the new stream that is due after TLS", async () => {
    const learner = await attend(authenticating);
    expect(unwrapped(await learner.enter("starttls"))).toContain(
      'The task is still open, but a new stream comes first ("restart" begins it)',
    );
    expect(await learner.enter("restart")).toContain("The task is still open: an element <auth>");
    expect(await learner.enter(PLAIN)).toContain("Step 1 of 1 is done");
  });

  it("waits for TLS where that was only agreed on", async () => {
    const learner = await attend(authenticating);
    const said = await learner.enter("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    expect(unwrapped(said)).toContain('The task is still open, but TLS comes first ("tls" begins it)');
  });

  it("is given up where somebody has authenticated in another way", async () => {
    const learner = await attend(authenticating);
    const said = await learner.enter("auth me test --mechanism SCRAM-SHA-1");
    expect(unwrapped(said)).toContain(
      `still open, but you are past what this step needs ${SET_UP}: you have authenticated`,
    );
    await learner.enter("back");
    expect(await learner.enter(PLAIN)).toContain("Step 1 of 1 is done");
  });

  it("is given up where another resource was bound than the one that is asked for", async () => {
    const pattern =
      '  <iq><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>me@localhost/desk</jid></bind></iq>';
    const page = lessonOf(
      "# Trying",
      ...shown("open", "auth me test", "restart"),
      ...task("bind desk", pattern),
    );
    const learner = await attend(page);
    expect(unwrapped(await learner.enter("bind phone"))).toContain(
      `"desk". The task is still open, but you are past what this step needs ${SET_UP}: a resource is bound`,
    );
  });

  it("is given up where the stream has ended", async () => {
    const learner = await attend(authenticating);
    expect(await learner.enter("disconnect")).toContain("the stream that this step needs has ended");
  });
});

describe("a command that only looks", () => {
  const page = lessonOf("# Trying", ...task("open"), ...task("show state"), ...task("close"));

  it("counts only where the lesson has it", async () => {
    const learner = await attend(page);
    await learner.enter("open");
    await learner.enter("close");
    expect(unwrapped(await learner.enter("show state"))).toContain(
      `The task is still open, but the stream that this step needs has ended ${SET_UP}`,
    );
    expect(await learner.enter("back")).toContain("Type:  show state");
    expect(await learner.enter("show state")).toContain("Step 2 of 3 is done");
  });

  it("does not count on a stream where the lesson has none", async () => {
    const learner = await attend(lessonOf("# Trying", ...task("show state"), ...task("open")));
    await learner.enter("open");
    expect(await learner.enter("show state")).toContain("the connection is not as it was");
  });
});

describe("a learner who has gone on by himself", () => {
  it("is told so, and can have the step set up again", async () => {
    const learner = await attend(
      lessonOf(
        "# Trying",
        ...shown("open", PLAIN, "restart", "bind"),
        ...task("ping"),
        ...task("show state"),
      ),
    );
    expect(unwrapped(await learner.enter("presence"))).toContain(
      `you are past what this step needs ${SET_UP}`,
    );
    expect(learner.label).toContain("available");
    await learner.enter("back");
    expect(learner.label).toBe("lesson 1, step 1/2: bound");
  });
});

describe("TLS that was agreed on and refused", () => {
  const encrypting = lessonOf(
    "# Trying",
    ...shown("open"),
    ...task("starttls", '  <proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>'),
  );

  it("is no encryption, although the server has said <proceed/>", async () => {
    const learner = await attend(encrypting);
    const said = unwrapped(await learner.enter(`starttls --pin ${"0".repeat(64)}`));
    expect(said).toContain("<proceed");
    expect(said).toContain("The task is still open");
    expect(learner.label).toContain("step 1/1");
    await learner.enter("again");
    expect(await learner.enter("starttls")).toContain("Step 1 of 1 is done");
  });

  it("is done in two steps as well", async () => {
    const learner = await attend(encrypting);
    await learner.enter("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    expect(await learner.enter("tls")).toContain("Step 1 of 1 is done");
  });
});
