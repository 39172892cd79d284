// What a learner is told whose task cannot be done any more, or not yet.
import { describe, expect, it } from "vitest";
import { attend, lessonOf } from "./go-through.ts";

const BLOCK = "```";
const shown = (...rows: readonly string[]) => [`${BLOCK}xmpp shown`, ...rows, BLOCK];
const task = (...rows: readonly string[]) => [`${BLOCK}xmpp`, ...rows, BLOCK];
const PLAIN = "auth me test --mechanism PLAIN";
const ANEW = '("again" begins the lesson anew';

const unwrapped = (said: string) => said.replaceAll("\n     ", " ");

const authenticating = lessonOf("# Trying", ...shown("open"), ...task(PLAIN));

describe("a task that is still open", () => {
  it("waits for the new stream that is due after TLS", async () => {
    const learner = await attend(authenticating);
    expect(unwrapped(await learner.enter("starttls"))).toContain(
      'The task is still open, but a new stream comes first ("restart" begins it)',
    );
    expect(await learner.enter("restart")).toContain("The task is still open (Enter shows it again)");
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
      `still open, but you have authenticated already, and it is too late for that ${ANEW}`,
    );
    await learner.enter("again");
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
      "the task is still open, but a resource is bound already, and a stream has only one",
    );
  });

  it("is given up where the stream has ended", async () => {
    const learner = await attend(authenticating);
    expect(await learner.enter("disconnect")).toContain("the stream it belongs to has ended");
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
    const said = await learner.enter(`starttls --pin ${"0".repeat(64)}`);
    expect(said).toContain("<proceed");
    expect(said).toContain("something else has come of it");
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
