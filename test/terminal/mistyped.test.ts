import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { at, enterEach, startPrompt } from "./harness/prompt.ts";

/** A prompt with a history of its own, and the lines in it. */
async function startWithHistory() {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-mistyped-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const prompt = await startPrompt(["localhost"], { columns: 120, env: { XDG_STATE_HOME: folder } });
  const kept = () => {
    const text = readFileSync(join(folder, "xmpp-repl", "history.jsonl"), "utf8");
    return text.split("\n").flatMap((row): unknown[] => (row.trim() === "" ? [] : [JSON.parse(row)]));
  };
  return { prompt, kept };
}

it("a mistyped line comes back whole with arrow-up, also in a later session; of a password there is only a mask", async () => {
  const { prompt, kept } = await startWithHistory();
  const lines = [
    "iq gte --to juliet@localhost <ping xmlns='urn:xmpp:ping'/>",
    "message --typ chat romeo@localhost a long text",
    "ping --timout 3s",
    "next --doo",
    "show --sinc 5s",
    "bind a b c",
    'message me@localhost "unclosed',
    "foo bar",
    "mymsg romeo@localhost hi",
    "history abc def",
  ];
  for (const line of lines) {
    prompt.enter(line);
    await prompt.waitFor(`${at.start}${line}\n`);
    await prompt.waitFor(/\n[^\n]+\nmain offline, open next> $/);
    prompt.press("up");
    await prompt.standsAt(at.start + line);
    prompt.press("ctrl-u");
    await prompt.standsAt(at.start);
  }
  prompt.enter("auth me topsecret --mechansim PLAIN");
  await prompt.waitFor(/did you mean --mechanism[\s\S]*\nmain offline, open next> $/);
  prompt.press("up");
  await prompt.standsAt(`${at.start}auth me [redacted] --mechansim PLAIN`);
  expect(kept()).toEqual([...lines, "auth me [redacted] --mechansim PLAIN"].map((line) => ({ line })));
});

it("a line that runs again is one line of the history, and not two", async () => {
  const { prompt, kept } = await startWithHistory();
  await enterEach(prompt, [
    ["set view raw", `view is raw\n${at.start}`],
    ["set fold 7", `fold is 7\n${at.start}`],
    ["again set view", `view is raw\n${at.start}`],
  ]);
  expect(kept()).toEqual([{ line: "set view raw" }, { line: "set fold 7" }, { line: "set view raw" }]);
  prompt.press("up");
  await prompt.standsAt(`${at.start}set view raw`);
  prompt.press("up");
  await prompt.standsAt(`${at.start}set fold 7`);
});
