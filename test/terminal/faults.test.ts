// Every fault of the practice server beside the prompt, as somebody who tries it out sees it.
import { expect, it } from "vitest";
import { FAULTS } from "../../src/server/faults/index.ts";
import { OFFLINE, OPENED, TRIALS, type Trial, type Trying, typed } from "./fault-trials.ts";
import { type Prompt, startPrompt } from "./harness/prompt.ts";

it.each(FAULTS.map(({ name }) => name))(
  "%s is told clearly, leaves the prompt whole, and is over when it is ended",
  async (name) => {
    const trial = TRIALS[name];
    if (!trial) throw new Error(`Nobody has tried "${name}" yet (test/terminal/fault-trials.ts)`);
    const prompt = await startPrompt([], { columns: 100, rows: 120 });
    await prompt.waitFor("The practice server is at ");
    const lines = linesOf(name, trial);
    for (const line of lines) await take(prompt, line);

    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    const shown = prompt.scrollback();
    // Each prompt stands in a row of its own, with the line that was typed, and nothing else was written there.
    const prompts = lines.map(({ line }, index) => `${lines[index - 1]?.at ?? OFFLINE} ${line}`);
    expect(shown.match(/^.*next>.*$/gm)).toEqual([...prompts, `${lines.at(-1)?.at} `]);
    // Nothing was cleared or overwritten, and no title was set.
    expect(shown).toMatch(/^xmpp-repl \S+ No server is given/);
    expect(prompt.titles()).toEqual([]);
    // Nowhere has it gone by itself.
    const opened = lines.filter(({ line }) => line === "open").length;
    expect(shown.match(/-- connected to \S+/g)).toEqual(
      Array(opened).fill(`-- connected to ${address(shown)}`),
    );
  },
);

/** All that is typed, up to a stream on which everything is as always. */
function linesOf(
  name: string,
  { before, says, at, during = [], over, after = [] }: Trial,
): readonly Trying[] {
  const made = [...before, typed(`fault ${name}`, at, `${name} is armed on `, ...says), ...during];
  const place = made.at(-1)?.at ?? OFFLINE;
  const ended = typed("fault off", place, `${name} is over.`, ...(over?.says ?? []));
  const left = place === OFFLINE ? [] : [typed("disconnect", OFFLINE, "-- disconnected by this side")];
  return [...made, ended, ...left, typed("open", OPENED, "S: <stream:features>"), ...after];
}

/** Types a line, and waits for what it shows, and for the prompt behind that with the cursor in it. */
async function take(prompt: Prompt, { line, says, at }: Trying): Promise<void> {
  const before = prompt.scrollback().length;
  prompt.enter(line);
  await prompt.waitFor((screen) => {
    if (screen.split("\n").at(-1) !== at || prompt.cursor().column !== at.length + 1) return false;
    return isInOrder(says, inOneRow(prompt.scrollback().slice(before)));
  });
}

function isInOrder(texts: readonly string[], shown: string): boolean {
  let from = 0;
  return texts.every((text) => {
    const found = shown.indexOf(text, from);
    from = found + text.length;
    return found >= 0;
  });
}

function inOneRow(text: string): string {
  return text.replace(/\s+/g, " ");
}

function address(shown: string): string {
  return /practice server is at (\S+);/.exec(shown)?.[1] ?? "";
}
