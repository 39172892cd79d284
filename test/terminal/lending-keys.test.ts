// Ctrl-C and Ctrl-Z belong to the program that has the terminal.
import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { at, openStream, type Prompt, startPromptInJobs } from "./harness/prompt.ts";
import { folderWith } from "./harness/scripts.ts";

describe("Ctrl-C where Tab has completed JavaScript before", () => {
  const completed: readonly [string, string][] = [
    ["Math.fl", "Math.floor"],
    ["client.sta", "client.state"],
  ];

  it.each(completed)("in a pager is the pager's (%s)", async (typed, whole) => {
    const folder = folderWith({ "pager.sh": "echo the pager is there; exec sleep 600" });
    const { server, prompt } = await openStream({ rows: 20, env: { PAGER: `sh ${folder}/pager.sh` } });
    await complete(prompt, typed, whole);
    prompt.enter("help");
    await prompt.waitFor("the pager is there");
    prompt.press("ctrl-c");
    await prompt.waitFor(/the pager is there\n.*> $/);
    prompt.enter("send <a/>");
    await server.receives("<a/>");
  });
});

async function complete(prompt: Prompt, typed: string, whole: string): Promise<void> {
  prompt.type(typed);
  prompt.press("tab");
  await prompt.standsAt(`${at.opened}${whole}`);
  prompt.press("ctrl-c");
  await prompt.standsAt(at.opened);
}

/** As less where it may run no program: it takes no notice of Ctrl-Z, and draws again when it is told to. */
const LESS = `#!${process.execPath}
const { spawnSync } = require("node:child_process");
const { openSync, read } = require("node:fs");
const terminal = openSync("/dev/tty");
const stty = (...modes) => spawnSync("stty", modes, { stdio: [terminal, "inherit", "inherit"] });
process.on("SIGTSTP", () => {});
process.on("SIGWINCH", () => console.log("the pager draws"));
stty("-icanon", "-echo");
const next = (typed) => read(terminal, (error, count, bytes) => {
  const line = typed + bytes.toString("utf8", 0, count);
  if (!error && !line.endsWith("\\n")) return next(line);
  stty("icanon", "echo");
  console.log("the pager read " + line.trim());
});
console.log("the pager is there");
next("");
`;

function fakeLess(): string {
  const folder = folderWith({ less: LESS });
  chmodSync(`${folder}/less`, 0o755);
  return `${folder}/less`;
}

describe("Ctrl-Z in a pager", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ["", {}],
    [", also where it was told so by the user", { LESSSECURE: "1" }],
  ])(
    "that takes no notice of it%s stops it all the same, and fg brings it back with its modes",
    async (_, env) => {
      const prompt = await startPromptInJobs(["localhost"], "job control", { PAGER: fakeLess(), ...env });
      await prompt.resize(80, 24);
      prompt.enter("help");
      await prompt.waitFor(/the pager is there$/);
      for (let n = 0; n < 2; n += 1) {
        prompt.press("ctrl-z");
        await prompt.waitFor(/Stopped[^$]*\n\$ $/);
        prompt.enter(`test "$modes" = "$(stty -g)" && echo the modes are the same, ${n}`);
        await prompt.waitFor(new RegExp(`\nthe modes are the same, ${n}\n\\$ $`));
        prompt.enter("fg");
        await prompt.waitFor(/\$ fg\n[^$]*\nthe pager draws\n*$/);
      }
      prompt.type("key\r");
      await prompt.waitFor(/\nthe pager read key\n.*> $/);
      expect(prompt.scrollback()).not.toMatch(/^key/m);
      prompt.enter("20 + 22");
      await prompt.standsAt(`42\n${at.start}`);
    },
  );

  it("goes by where nobody can wake it up again", async () => {
    const prompt = await startPromptInJobs(["localhost"], "without job control", { PAGER: fakeLess() });
    await prompt.resize(80, 24);
    prompt.enter("help");
    await prompt.waitFor(/the pager is there$/);
    prompt.press("ctrl-z");
    await prompt.waitFor("the pager draws");
    prompt.type("key\r");
    await prompt.waitFor(/\nthe pager read key\n.*> $/);
  });
});
