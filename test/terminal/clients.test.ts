import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningServer, startServer } from "../servers/harness/start-server.ts";
import { startPrompt } from "./harness/prompt.ts";

let prosody: RunningServer;
beforeAll(async () => {
  prosody = await startServer("prosody-seed");
});
afterAll(() => prosody.stop());

it("two clients are shown with their names, and the prompt with that of the one that is meant", async () => {
  const prompt = await startPrompt([`localhost:${prosody.port}`], { columns: 160 });
  for (const [line, next] of [
    ["open", "main stream open, auth next> "],
    ["auth romeo test", "main authenticated, restart next> "],
    ["restart", "main authenticated, bind next> "],
    ["bind", "main bound, presence next> "],
    ["presence", "main available> "],
    ["@juliet", "juliet offline, open next> "],
    ["open", "juliet stream open, auth next> "],
    ["auth juliet test", "juliet authenticated, restart next> "],
    ["restart", "juliet authenticated, bind next> "],
    ["bind", "juliet bound, presence next> "],
    ["presence", "juliet available> "],
  ] as const) {
    prompt.enter(line);
    await prompt.standsAt(next);
  }
  prompt.type("half");
  await prompt.standsAt("juliet available> half");
  prompt.press("ctrl-u");
  prompt.enter("@main message juliet@localhost But soft");
  await prompt.waitFor(/ juliet S: <message [^\n]*\n *<body>But soft<\/body>[\s\S]*\njuliet available> $/);
  expect(prompt.scrollback()).toMatch(/ main C: <message [^\n]*\n *<body>But soft<\/body>/);
  prompt.enter("show clients");
  await prompt.standsAt("juliet available> ");
  await prompt.waitFor(/\n {2}main: .*available.*\n\* juliet: .*available.*\n/);
  prompt.enter("rename main romeo");
  await prompt.waitFor("main is called romeo now");
  prompt.enter("@romeo");
  await prompt.standsAt("romeo available> ");
  prompt.enter("close --all");
  await prompt.waitFor("juliet: closed");
  await prompt.waitFor("romeo: closed");
  await prompt.standsAt("romeo offline, open next> ");
  prompt.press("ctrl-d");
  expect(await prompt.exited).toBe(0);
  for (const side of ["romeo C", "romeo S", "juliet C", "juliet S"])
    expect(prompt.scrollback()).toContain(`${side}: </stream:stream>`);
});
