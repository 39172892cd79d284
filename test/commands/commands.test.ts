import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Command } from "../../src/shell/command.ts";
import { helpOf, usageOf } from "../../src/shell/language/usage.ts";
import { tryOut } from "../helpers/try-out.ts";

const names = commands.map(({ name }) => name);

test("the list has every command, sorted, in a file of its own name", () => {
  const files = readdirSync(new URL("../../src/commands", import.meta.url));
  expect(names).toEqual(
    files
      .filter((file) => file.endsWith(".ts") && file !== "index.ts")
      .map((file) => file.replace(/\.ts$/, "")),
  );
  expect(names).toEqual([...names].sort());
});

test("no command has the name of something that JavaScript sees", () => {
  const taken = [
    "client",
    "clients",
    "transcript",
    "last",
    "features",
    "xml",
    "await",
    "if",
    "for",
    "let",
    "import",
    "new",
  ];
  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

/** Runs the lines of an example and returns what went out and what was shown by its last line. */
async function runExample({ example }: Command) {
  const { file } = example;
  const tool = tryOut({ files: file ? { [file.name]: file.text } : {} });
  for (const step of example.after ?? []) {
    if ("line" in step) expect(await tool.run(step.line)).toEqual({ status: "passed" });
    else tool.server.send(step.receives);
  }
  const before = { sent: tool.server.received.length, shown: tool.shown.length };
  const line =
    example.sends?.startsWith("<iq") && !example.line.startsWith("reply") ? `${example.line}` : example.line;
  // What waits for a reply never ends here, but it has sent something.
  await Promise.race([tool.run(line), until(() => tool.server.received.length > before.sent)]);
  if (tool.hasQuit) await Promise.race([tool.finish(), new Promise((resolve) => setImmediate(resolve))]);
  const shown = tool.shown.slice(before.shown);
  const sent = tool.server.received.slice(before.sent);
  tool.server.close();
  return { sent, shown };
}

describe.each(commands.map((command) => [command.name, command] as const))("%s", (_name, command) => {
  test("its example does what it says", async () => {
    const { sent, shown } = await runExample(command);
    const { sends, shows } = command.example;
    expect(sends ?? shows, "an example shows something or sends something").toBeDefined();
    if (sends) expect(sent.replace(/id="id-\d+"/, 'id="{id}"')).toBe(sends);
    else expect(sent).toBe("");
    if (shows) expect(shown).toContain(shows);
  });

  test("its help names every argument and option, and the specification", () => {
    const help = helpOf(command, NO_COLOR);
    for (const name of [...Object.keys(command.args), ...Object.keys(command.options)])
      expect(help).toContain(name);
    expect(help).toContain(usageOf(command));
    expect(help).toContain(command.example.line);
    if (command.spec) expect(help).toContain(command.spec);
  });

  test("a mistyped option gets the usage", async () => {
    const outcome = await tryOut().run(`${command.name} --no-such-option`);
    expect(outcome).toMatchObject({ status: "wrong usage" });
    expect(outcome).toHaveProperty("reason", expect.stringContaining(`usage: ${usageOf(command)}`));
  });
});

test("a command that sends something says so where nothing is connected", async () => {
  const sending = commands.filter(({ needs }) => needs === "connection");
  expect(sending.map(({ name }) => name)).toContain("bind");
  for (const { name, action = name, args } of sending) {
    const words = Object.values(args).flatMap(({ optional }) => (optional ? [] : ["get"]));
    const outcome = await tryOut().run([name, ...words].join(" "));
    expect(outcome).toEqual({
      status: "no connection",
      reason: `Cannot ${action}: not connected (run "open" first)`,
    });
  }
});
