// Getting back to where one was, on the practice server.
import { expect, it } from "vitest";
import { type Answer, polite } from "../servers/harness/fake-server.ts";
import { at, enterEach, openStream, startPrompt } from "./harness/prompt.ts";

const walk = [
  ["open", "main stream open, starttls next> "],
  ["starttls", "main encrypted, restart next> "],
  ["restart", "main stream open, auth next> "],
  ["auth", "main authenticated, restart next> "],
  ["restart", "main authenticated, bind next> "],
  ["bind desk", "main bound, presence next> "],
  ["presence", "main available> "],
] as const;

it("after a reset, all the steps are told and taken again", async () => {
  const prompt = await startPrompt([], { columns: 100, rows: 200 });
  await prompt.waitFor("The practice server is at ");
  await enterEach(prompt, walk);
  prompt.enter("fault reset");
  await prompt.standsAt("main offline, reconnect next> ");
  prompt.enter("presence");
  await prompt.waitFor('Cannot send presence: not connected (run "reconnect" or "open" first)');
  prompt.enter("fault off");
  await prompt.waitFor("reset is over.");
  prompt.enter("reconnect");
  await prompt.standsAt("main available> ");
  const steps = Array.from(
    prompt.scrollback().matchAll(/-- reconnect runs "(.*)" \((\d) of 7\)/g),
    ([, line]) => line,
  );
  expect(steps).toEqual(walk.map(([line]) => line));
  prompt.press("ctrl-d");
  expect(await prompt.exited).toBe(0);
});

it("where the server is gone still, it says at which step it has stopped", async () => {
  const prompt = await startPrompt([], { columns: 100, rows: 200 });
  await prompt.waitFor("The practice server is at ");
  await enterEach(prompt, walk.slice(0, 4));
  prompt.enter("fault reset");
  await prompt.standsAt("main offline, reconnect next> ");
  prompt.enter("reconnect");
  await prompt.waitFor(/reconnect stopped at "open": no reply/);
  prompt.enter("fault off");
  await prompt.waitFor("reset is over.");
  prompt.enter("reconnect");
  await prompt.standsAt("main authenticated, restart next> ");
});

it("what was connected by JavaScript is connected again", async () => {
  const prompt = await startPrompt([], { columns: 100, rows: 200 });
  await prompt.waitFor("The practice server is at ");
  await enterEach(prompt, [
    ["await open()", "main stream open, starttls next> "],
    ['await auth("juliet", "test")', "main authenticated, restart next> "],
    ["disconnect", "main offline, open next> "],
    ["reconnect", "main authenticated, restart next> "],
  ]);
  expect(prompt.scrollback()).toContain('-- reconnect runs "open" (1 of 2)');
  expect(prompt.scrollback()).toContain('-- reconnect runs "auth ');
});

it("a password that was asked for is asked for again, and shown nowhere", async () => {
  const accepting: Answer = (text, server) => {
    polite(text, server);
    if (text.includes("</auth>")) server.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  };
  const { prompt } = await openStream({ answer: accepting, rows: 200 });
  await enterEach(prompt, [
    ["set base64 leave", at.opened],
    ["auth me", "Password of me: "],
    ["topsecret", "main authenticated, restart next> "],
    ["reconnect", "Password of me: "],
    ["topsecret", "main authenticated, restart next> "],
  ]);
  expect(prompt.scrollback()).toContain('-- reconnect runs "auth me" (2 of 2)');
  prompt.enter("reconnect");
  await prompt.standsAt("Password of me: ");
  prompt.press("ctrl-c");
  await prompt.waitFor('Interrupted: reconnect stopped at "auth me" (2 of 2), the session goes on\n');
  expect(prompt.scrollback()).not.toContain("topsecret");
});
