import { spawn } from "@lydell/node-pty";
import { expect, onTestFinished, test } from "vitest";
import { stateFolder } from "../helpers/state-folder.ts";
import { program } from "../servers/harness/piped.ts";
import { node } from "./harness/node.ts";
import { argumentsFor, at, endsWith, startPrompt, startPromptInJobs, startServer } from "./harness/prompt.ts";

const env = { TERM: "dumb" };
const interrupted = "Interrupted: the wait has ended, the session goes on\n";

test("Where TERM is dumb, Backspace and Ctrl-U edit the line, which runs as it then stands", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server), { env });
  prompt.type("message me");
  prompt.press("ctrl-u");
  prompt.enter("opex\x7fn");
  await prompt.waitFor(endsWith(at.opened));
  expect(prompt.screen()).not.toContain("Cannot");
});

test("Where TERM is dumb, XML goes on until it is complete, and an empty row sends it as it stands", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server), { env });
  prompt.enter("open");
  await prompt.waitFor(endsWith(at.opened));
  prompt.enter("<message><body>one");
  await prompt.waitFor(/message body> <message><body>one\n?$/);
  prompt.enter("two</body></message>");
  await prompt.waitFor(/C: <message>\n[\s\S]*one\n[\s\S]*two/);
  await prompt.waitFor(endsWith(at.opened));
});

test("Where TERM is dumb, JavaScript goes on until it is complete, and Ctrl-C drops it", async () => {
  const prompt = await startPrompt(["localhost"], { env });
  prompt.enter("[20,");
  await prompt.waitFor(/JavaScript> \[20,\n?$/);
  prompt.press("ctrl-c");
  await prompt.waitFor(endsWith(`The unfinished JavaScript was dropped\n${at.start}`));
  prompt.enter("[20,");
  await prompt.waitFor(/dropped\n[\s\S]*JavaScript> \[20,\n?$/);
  prompt.enter("22].reduce((a, b) => a + b)");
  await prompt.waitFor(endsWith(`42\n${at.start}`));
  prompt.enter("[20,");
  await prompt.waitFor(/42\n[\s\S]*JavaScript> \[20,\n?$/);
  prompt.enter("");
  const why = "Cannot run it: it is JavaScript that lacks its end: Unexpected token '}'";
  await prompt.waitFor(endsWith(`${why}\n${at.start}`));
});

test("Where TERM is dumb, Ctrl-C ends a wait, and a password is not shown", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server), { env });
  prompt.enter("open");
  await prompt.waitFor(endsWith(at.opened));
  prompt.enter("auth me --mechanism PLAIN");
  await prompt.waitFor(/[Pp]assword[^\n]*: $/);
  prompt.type("hiddeb\x7fn");
  prompt.press("ctrl-c");
  const unanswered = "Interrupted: the question was not answered, the session goes on\n";
  await prompt.waitFor(endsWith(`${unanswered}${at.opened}`));
  prompt.enter("expect <iq/>");
  await prompt.waitFor(endsWith(`expect <iq/>\n${at.opened}`));
  prompt.press("ctrl-c");
  await prompt.waitFor(endsWith(`^C\n${interrupted}${at.opened}`));
  prompt.enter("ver\x7f\x7f\x7fhistory 1");
  await prompt.waitFor(/history 1\n\d+ {2}/);
  expect(prompt.screen()).not.toContain("hidde");
});

test("Where TERM is dumb, Ctrl-Z at the question for a password asks again, and nothing of it is shown", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server), { env });
  prompt.enter("open");
  await prompt.waitFor(endsWith(at.opened));
  prompt.enter("auth me --mechanism PLAIN");
  await prompt.waitFor(/Password of me: $/);
  prompt.type("topsec");
  prompt.press("ctrl-z");
  await prompt.waitFor(/Password of me: \nPassword of me: $/);
  prompt.enter("ret");
  // NUL me NUL topsecret
  await server.receives("AG1lAHRvcHNlY3JldA==");
  expect(prompt.screen()).not.toMatch(/topsec|Password of me: \S/);
});

test("Where TERM is dumb, Ctrl-D leaves the shell a row of its own", async () => {
  const prompt = await startPromptInJobs(["localhost"], "job control", env);
  prompt.press("ctrl-d");
  await prompt.waitFor(endsWith(`${at.start}\n$ `));
});

test("JavaScript that calls a command and is not closed is told as what it is", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server), { env });
  prompt.enter('message("1');
  await prompt.waitFor(/Cannot run it: it is JavaScript that cannot be read: [^(]*\(is every quote/);
});

test("Where TERM is dumb, nothing that is written is an escape sequence", async () => {
  const state = stateFolder();
  onTestFinished(() => state.remove());
  const plain = { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C.UTF-8", ...env, ...state.environment };
  const running = spawn(node, [program, "--no-config"], { cols: 80, rows: 24, env: plain, name: "dumb" });
  const steps = [
    [/open next> $/, "open\r"],
    [/starttls next> $/, "1 + 1\r"],
    [/2\r\n[^\n]*next> $/, "quit\r"],
  ] as const;
  let at = 0;
  let written = "";
  running.onData((text) => {
    written += text;
    const [awaited, typed] = steps[at] ?? [];
    if (!awaited?.test(written)) return;
    at += 1;
    running.write(typed ?? "");
  });
  await new Promise((resolve) => running.onExit(resolve));
  expect(at).toBe(steps.length);
  expect(written).not.toContain("\x1b");
});
