// Starts the built program in a pseudo-terminal, and a server to talk to; both end with the test.
import { onTestFinished } from "vitest";
import { type Answer, type FakeServer, polite, startFakeServer } from "../../servers/harness/fake-server.ts";
import { program } from "../../servers/harness/piped.ts";
import { node } from "./node.ts";
import { openTerminal, type TerminalOptions, type TestTerminal } from "./terminal.ts";

export interface Prompt extends TestTerminal {
  /** Types a line and presses Enter. */
  enter(line: string): void;
  /** Waits until the rows above the cursor end with these, which begin a row: a prompt and what is typed there. */
  standsAt(rows: string): Promise<void>;
}

export type PromptOptions = Partial<Pick<TerminalOptions, "columns" | "rows" | "env">>;

/** What the prompt says, by where one stands. */
export const at = {
  start: "main offline, open next> ",
  opened: "main stream open, auth next> ",
} as const;

/** How wide a terminal is where nothing else is said. */
const COLUMNS = 80;

/** The same in a terminal of that width: what is due is left out where it would take more than half of the row. */
export function atIn(columns = COLUMNS): Readonly<Record<keyof typeof at, string>> {
  const fitting = (prompt: string) =>
    prompt.trimEnd().length >= columns / 2 ? prompt.replace(/, \w+ next/, "") : prompt;
  return { start: fitting(at.start), opened: fitting(at.opened) };
}

/** Starts the program with these arguments and waits for its prompt. */
export async function startPrompt(args: readonly string[], options: PromptOptions = {}): Promise<Prompt> {
  const prompt = promptOn(node, [program, ...args], options);
  await prompt.standsAt(atIn(options.columns).start);
  return prompt;
}

/** The same from a shell, which says how the program ended, and then what it reads: one line, and another that ends it. */
export async function startPromptInShell(
  args: readonly string[],
  { before = ":", after = ":" }: { readonly before?: string; readonly after?: string } = {},
): Promise<Prompt> {
  const told = 'echo "ended with $code"; read -r line; echo "the shell read $line"; read -r line';
  const script = `${before}; "$@"; code=$?; ${after}; ${told}`;
  const prompt = promptOn("/bin/sh", ["-c", script, "sh", node, program, ...args], {});
  await prompt.standsAt(at.start);
  return prompt;
}

/**
 * The same from a shell with job control, whose prompt is "$ ", and whose variable modes has the terminal's as they were;
 * or as the only program of the terminal, where no shell can wake it up again.
 */
export async function startPromptInJobs(
  args: readonly string[],
  jobs: "job control" | "without job control" = "job control",
  env: PromptOptions["env"] = {},
): Promise<Prompt> {
  if (jobs === "without job control") return await startPrompt(args, { env });
  const shell = { ...env, PS1: "$ ", HISTFILE: "" };
  const prompt = promptOn("/bin/bash", ["--norc", "--noprofile", "-i"], { env: shell });
  await prompt.waitFor(/\$ $/);
  prompt.enter(`modes=$(stty -g); clear; ${[node, program, ...args].join(" ")}`);
  await prompt.standsAt(at.start);
  return prompt;
}

function promptOn(command: string, args: readonly string[], options: PromptOptions): Prompt {
  const terminal = openTerminal({ command, args, rows: 60, columns: COLUMNS, ...options });
  onTestFinished(() => terminal.stop());
  return {
    ...terminal,
    enter: (line) => terminal.type(`${line}\r`),
    standsAt: (rows) => terminal.waitFor(new RegExp(`(?:^|\n)${escapePattern(rows)}$`)),
  };
}

/** Enters each line and waits for the prompt that it leads to. */
export async function enterEach(
  prompt: Prompt,
  steps: readonly (readonly [line: string, next: string])[],
): Promise<void> {
  for (const [line, next] of steps) {
    prompt.enter(line);
    await prompt.standsAt(next);
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

export async function startServer(answer: Answer = polite): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.stop());
  return server;
}

/** The arguments for a fake server, whose stream is that of localhost. */
export function argumentsFor({ port }: FakeServer): readonly string[] {
  return [`127.0.0.1:${port}`, "--domain", "localhost"];
}

export interface Opened {
  readonly server: FakeServer;
  readonly prompt: Prompt;
}

/** A prompt with an open stream to a fake server. */
export async function openStream(
  options: PromptOptions & { readonly answer?: Answer } = {},
): Promise<Opened> {
  const { answer, ...rest } = options;
  const server = await startServer(answer);
  const prompt = await startPrompt(argumentsFor(server), rest);
  prompt.enter("open");
  await prompt.waitFor(endsWith(atIn(rest.columns).opened));
  return { server, prompt };
}

/** A pattern for a screen that ends with this, also in the middle of a row. */
export function endsWith(text: string): RegExp {
  return new RegExp(`${escapePattern(text)}$`);
}

/** A pattern for rows that are entered while a line runs, and what is typed below them: it may be said what runs. */
export function typedMeanwhile(rows: string, last: string): RegExp {
  return new RegExp(`(?:^|\n)${escapePattern(rows)}\n(?: {4}-- .*\n)?${escapePattern(last)}$`);
}

/** A stanza that a server sends meanwhile. */
export const message = "<message><body>hello</body></message>";
/** How it is shown, as entry n. */
export const shown = (n: number) =>
  `${String(n).padStart(3)} S: <message>\n         <body>hello</body>\n       </message>\n`;

/** Waits for the cursor to stand behind so many characters of the last line, counted in cells from its beginning. */
export function cursorStandsBehind(prompt: Prompt, cells: number, columns: number): Promise<void> {
  return prompt.waitFor((screen) => {
    const { row, column } = prompt.cursor();
    const first = screen.split("\n").findLastIndex((line) => line.startsWith("main "));
    return (row - first) * columns + column === cells;
  });
}
