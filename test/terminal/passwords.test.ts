import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Answer, polite } from "../servers/harness/fake-server.ts";
import { at, openStream, typedMeanwhile } from "./harness/prompt.ts";

// NUL me NUL topsecret
const encoded = "AG1lAHRvcHNlY3JldA==";
const restart = "main authenticated, restart next> ";

const accepting: Answer = (text, server) => {
  polite(text, server);
  if (text.includes("</auth>")) server.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
};

describe("a password that is asked for", () => {
  it("is sent, and nothing of it is on the screen, also when keys are taken back", async () => {
    const { server, prompt } = await openStream({ answer: accepting });
    prompt.enter("set secrets hide");
    await prompt.waitFor("secrets is hide");
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.type("wrong");
    prompt.press("ctrl-u");
    prompt.type("topsecrxx");
    prompt.press("backspace");
    prompt.press("backspace");
    prompt.type("et");
    prompt.press("enter");
    await prompt.standsAt(restart);
    expect(server.received()).toContain(encoded);
    expect(prompt.scrollback()).toContain(`${at.opened}auth me\n`);
    expect(prompt.scrollback()).not.toMatch(/topsec|wrong|Password of me: \S/);
    expect(prompt.scrollback()).not.toContain(encoded);
  });

  it("is not in what is told of a line with it, where secrets are hidden", async () => {
    const { prompt } = await openStream({ answer: accepting });
    prompt.enter("set secrets hide");
    await prompt.waitFor("secrets is hide");
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.enter("topsecret");
    await prompt.standsAt(restart);
    prompt.enter("topsecret");
    await prompt.waitFor('Cannot run "[redacted-password]"');
  });

  it("is neither run nor kept where it was typed ahead of the question", async () => {
    const { server, prompt } = await openStream({ answer: accepting });
    prompt.enter("expect <iq/>");
    prompt.enter("auth me");
    prompt.enter("topsecret");
    await prompt.waitFor(typedMeanwhile(`${at.opened}topsecret`, at.opened));
    server.send("<iq type='set' id='i1'/>");
    await prompt.waitFor(/was dropped, and is not kept[\s\S]*Password of me: $/);
    prompt.enter("topsecret");
    await prompt.standsAt(restart);
    expect(server.received()).toContain(encoded);
    prompt.press("up");
    await prompt.standsAt(`${restart}auth me`);
    expect(prompt.scrollback()).not.toContain("Cannot run");
  });

  it("is not recalled with arrow-up", async () => {
    const { prompt } = await openStream({ answer: accepting });
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.enter("topsecret");
    await prompt.standsAt(restart);
    prompt.press("up");
    await prompt.standsAt(`${restart}auth me`);
    prompt.press("up");
    await prompt.standsAt(`${restart}open`);
    prompt.press("up");
    prompt.press("up");
    prompt.type("!");
    await prompt.waitFor(/> (open)?!$/);
    expect(prompt.scrollback()).not.toContain("topsecret");
  });

  it("stays unseen while traffic arrives", async () => {
    const { server, prompt } = await openStream({ answer: accepting });
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.type("topsec");
    server.send("<message><body>hello</body></message>");
    await prompt.waitFor(/hello<\/body>\n.*<\/message>\n[\s\S]*Password of me: $/);
    prompt.enter("ret");
    await prompt.standsAt(restart);
    expect(server.received()).toContain(encoded);
    expect(prompt.scrollback()).not.toContain("topsec");
  });

  it("may be pasted", async () => {
    const { server, prompt } = await openStream({ answer: accepting });
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.paste("topsecret\n");
    await prompt.standsAt(restart);
    expect(server.received()).toContain(encoded);
    expect(prompt.scrollback()).not.toContain("topsecret");
  });
});

it("a password that was pasted behind the line that asks for it is neither run nor shown", async () => {
  const { prompt } = await openStream({ answer: accepting });
  prompt.paste("auth me\ntopsecret\n");
  await prompt.standsAt("Password of me: ");
  prompt.press("ctrl-c");
  await prompt.waitFor(/One more row was not run, nor kept: it may have been the answer/);
  await prompt.waitFor(new RegExp(`${at.opened}$`));
  expect(prompt.scrollback()).not.toContain("topsecret");
});

describe("a password that JavaScript does not wait for", () => {
  it("is given up with Ctrl-C all the same, and what is typed next is a line", async () => {
    const { server, prompt } = await openStream({ answer: accepting });
    prompt.enter('void auth("me")');
    await prompt.standsAt("Password of me: ");
    prompt.press("ctrl-c");
    await prompt.standsAt(`Uncaught Interrupted\n${at.opened}`);
    prompt.enter("send <a/>");
    await server.receives("<a/>");
    expect(server.received()).not.toContain("<auth");
  });

  it("is asked for one after another, so that no line is taken for an answer", async () => {
    const { server, prompt } = await openStream({ answer: accepting });
    prompt.enter('void auth("me"); void auth("juliet")');
    await prompt.standsAt("Password of me: ");
    prompt.enter("topsecret");
    await prompt.waitFor(/<success[\s\S]*\nPassword of juliet: $/);
    expect(server.received()).toContain(encoded);
    prompt.press("ctrl-c");
    await prompt.standsAt(`Uncaught Interrupted\n${restart}`);
    prompt.enter("send <a/>");
    await server.receives("<a/>");
  });
});

describe("a password in a line", () => {
  it.each([
    ["auth me topsecret", "auth me [redacted]"],
    ["@main auth me topsecret", "@main auth me [redacted]"],
    ['await auth("me", "topsecret")', 'await auth("me", "[redacted]")'],
    [
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${encoded}</auth>`,
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>[redacted]</auth>",
    ],
  ])("is masked when %s is recalled", async (line, recalled) => {
    const { server, prompt } = await openStream({ answer: accepting, columns: 160 });
    prompt.enter(line);
    await prompt.standsAt(restart);
    expect(server.received()).toContain(encoded);
    prompt.press("up");
    await prompt.standsAt(restart + recalled);
  });
});

it("a password in the rows of JavaScript is masked by all of them", async () => {
  const { server, prompt } = await openStream({ answer: accepting, columns: 160 });
  prompt.enter("await auth(");
  await prompt.standsAt("JavaScript> await auth(");
  prompt.enter('"me",');
  await prompt.standsAt('JavaScript> await auth(\n"me",');
  prompt.enter('"topsecret")');
  await prompt.standsAt(restart);
  expect(server.received()).toContain(encoded);
  prompt.press("up");
  await prompt.standsAt(`${restart}await auth(\n"me",\n"[redacted]")`);
  prompt.press("ctrl-c");
  prompt.enter("await auth(");
  await prompt.standsAt("JavaScript> await auth(");
  prompt.type('"me", "topsecret",');
  prompt.press("ctrl-c");
  await prompt.standsAt(`The unfinished JavaScript was dropped\n${restart}`);
  prompt.press("up");
  await prompt.standsAt('JavaScript> await auth(\n"me", "[redacted]",');
});

it('"set secrets hide" hides what is sent', async () => {
  const { server, prompt } = await openStream({ answer: accepting, columns: 160 });
  prompt.enter("set secrets hide");
  await prompt.standsAt(`secrets is hide\n${at.opened}`);
  prompt.enter("auth me topsecret");
  await prompt.standsAt(restart);
  expect(server.received()).toContain(encoded);
  expect(prompt.scrollback()).toContain('mechanism="PLAIN">[redacted]</auth>');
  expect(prompt.scrollback()).not.toContain(encoded);
});

it("what is sent is shown as it is until that is set: it is the lesson", async () => {
  const { prompt } = await openStream({ answer: accepting, columns: 160 });
  prompt.enter("auth me topsecret");
  await prompt.standsAt(restart);
  expect(prompt.scrollback()).toContain(`mechanism="PLAIN">${encoded}</auth>`);
});

it("a password that is known only when it is used stands in no file afterwards, though it was stored", async () => {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-passwords-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = join(folder, "walk.ndjson");
  const { prompt } = await openStream({ answer: accepting, columns: 160, env: { XDG_STATE_HOME: folder } });
  prompt.enter(`log ${log}`);
  await prompt.waitFor("from now on");
  prompt.enter("define x topsecret");
  await prompt.waitFor('is "topsecret"');
  prompt.enter("const a = auth");
  await prompt.standsAt(`${at.opened}const a = auth\n${at.opened}`);
  prompt.enter('await a("me", "topsecret")');
  await prompt.standsAt(restart);
  prompt.enter("log off");
  await prompt.waitFor("were written");
  const history = readFileSync(join(folder, "xmpp-repl", "history.jsonl"), "utf8");
  expect(history).toContain("const a = auth");
  expect(history + readFileSync(log, "utf8")).not.toContain("topsecret");
  prompt.press("up");
  prompt.press("up");
  await prompt.standsAt(`${restart}await a("me", "[redacted-password]")`);
});
