// SASL as somebody at a terminal sees it: the work shown, what is asked, what is kept unseen.
import { describe, expect, it } from "vitest";
import { offerScram } from "../helpers/scram-server.ts";
import { at, openStream } from "./harness/prompt.ts";

const restart = "main authenticated, restart next> ";
const challenged = "main challenged, respond next> ";

function scram(options: { readonly iterations?: number } = {}) {
  return offerScram({ username: "me", password: "test", mechanisms: ["SCRAM-SHA-256"], ...options });
}

describe("auth --explain", () => {
  it("shows every value, each on a row of its own where it fits", async () => {
    const { prompt } = await openStream({ answer: scram().answer, columns: 140 });
    prompt.enter("auth me test --mechanism SCRAM-SHA-256 --explain");
    await prompt.waitFor(/v received = [\s\S]*\nmain authenticated, restart next> $/);
    const shown = prompt.scrollback();
    expect(shown).toMatch(
      /^ {7}client-first-message = gs2-header client-first-message-bare\n {9}= n,,n=me,r=\S{24}$/m,
    );
    expect(shown).toMatch(
      /^ {7}SaltedPassword = Hi\(Normalize\(password\), s, i\): PBKDF2 .*\n {9}= [0-9a-f]{64}$/m,
    );
    expect(shown).toMatch(/^ {7}ClientProof = ClientKey XOR ClientSignature\n {9}= [0-9a-f]{64}$/m);
    const [, expected] = /v expected = base64\(ServerSignature\)\n {9}= (\S+)/.exec(shown) ?? [];
    expect(expected).toMatch(/^\S{43}=$/);
    expect(shown).toContain(`v received = ${expected}  (the same: `);
  });

  it("keeps the values to itself with secrets hidden, and shows the names and formulas", async () => {
    const { prompt } = await openStream({ answer: scram().answer, columns: 140 });
    prompt.enter("set secrets hide");
    await prompt.waitFor("secrets is hide");
    prompt.enter("set explain all");
    await prompt.waitFor("explain is all");
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.enter("test");
    await prompt.waitFor(/v received = [\s\S]*\nmain authenticated, restart next> $/);
    const shown = prompt.scrollback();
    expect(shown).toContain("ClientProof = ClientKey XOR ClientSignature\n         = [redacted]\n");
    expect(shown).toContain("Normalize(password) = [redacted]");
    expect(shown).not.toMatch(/[0-9a-f]{64}/);
    expect(shown).not.toMatch(/= test\b/);
  });
});

describe("auth --step", () => {
  it("stops at the challenge, and the prompt says what is due", async () => {
    const { prompt } = await openStream({ answer: scram().answer, columns: 140 });
    prompt.enter("auth me test --step");
    // The prompt is drawn anew with the challenge already, before it is taken apart.
    await prompt.waitFor(/ i = 4096 .*\nmain challenged, respond next> $/);
    expect(prompt.scrollback()).toMatch(
      /server-first-message = what is in the challenge.*\n {9}= r=\S+,s=\S+,i=\d+\n/,
    );
    prompt.enter("respond");
    await prompt.waitFor(/v received = [\s\S]*\nmain authenticated, restart next> $/);
  });

  it("can be given up", async () => {
    const { prompt } = await openStream({ answer: scram().answer, columns: 140 });
    prompt.enter("auth me test --step");
    await prompt.standsAt(challenged);
    prompt.enter("abort");
    await prompt.waitFor(/aborted: [\s\S]*main stream open, auth next> $/);
    prompt.enter("auth me test");
    await prompt.standsAt(restart);
  });

  it("keeps an answer that is typed out of the history", async () => {
    const { prompt } = await openStream({ answer: scram().answer, columns: 140 });
    prompt.enter("auth me test --step");
    await prompt.standsAt(challenged);
    prompt.enter("respond c2VjcmV0");
    await prompt.waitFor(/SASL failure: \S+\n[\s\S]*auth next> $/);
    prompt.press("up");
    await prompt.standsAt(`${at.opened}respond [redacted]`);
    prompt.press("up");
    await prompt.standsAt(`${at.opened}auth me [redacted] --step`);
  });
});

describe("more iterations than usual", () => {
  const question = "The server asks for 1000001 iterations, which may take long. Compute them? [y/N] ";

  it("are asked about, and not computed when the answer is no", async () => {
    const { server, prompt } = await openStream({
      answer: scram({ iterations: 1_000_001 }).answer,
      columns: 140,
    });
    prompt.enter("auth me test");
    await prompt.standsAt(question);
    prompt.type("n");
    await prompt.standsAt(`${question}n`);
    prompt.press("enter");
    await prompt.waitFor(/asks for 1000001 iterations, more than 1000000[\s\S]*respond next> $/);
    expect(server.received()).not.toContain("<response");
  });

  it("are computed when the answer is yes, and Ctrl-C ends that", async () => {
    const { server, prompt } = await openStream({
      answer: scram({ iterations: 2_000_000_000 }).answer,
      columns: 140,
    });
    prompt.enter("auth me test");
    await prompt.waitFor(/Compute them\? \[y\/N\] $/);
    prompt.enter("y");
    await prompt.waitFor(/respond next> $/);
    prompt.press("ctrl-c");
    await prompt.waitFor(/Interrupted[\s\S]*respond next> $/);
    expect(server.received()).not.toContain("<response");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
  });
});
