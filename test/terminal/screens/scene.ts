// A scene is what somebody does at the prompt, and the screens that are seen on the way.
import type { Key } from "../harness/keys.ts";
import { argumentsFor, type Prompt, startServer } from "../harness/prompt.ts";
import { type Files, folderWith, startIn } from "../harness/scripts.ts";

export interface Scene {
  readonly name: string;
  /** Where it plays: the practice server, or a server that sends what the scene tells it to. */
  readonly at: "practice server" | "told server";
  /** What is in the home folder, where the program runs as well. */
  readonly home?: Files;
  /** Somebody who has never typed anything here is told more. */
  readonly by?: "newcomer";
  readonly rows?: number;
  readonly steps: readonly Step[];
}

interface Stage {
  readonly prompt: Prompt;
  /** What the told server sends. */
  send(text: string): void;
  /** The screens so far, by their names. */
  readonly screens: Map<string, string>;
}

export type Step = (stage: Stage) => Promise<void>;

/** A screen of 80 columns, and of more rows than most have, so that nothing is scrolled away. */
const SIZE = { columns: 80, rows: 48 };

/** Plays a scene; returns its screens by their names. */
export async function play({
  at,
  home = {},
  by,
  rows = SIZE.rows,
  steps,
}: Scene): Promise<Map<string, string>> {
  const folder = folderWith(home);
  const server = at === "told server" ? await startServer() : undefined;
  const args = server ? argumentsFor(server) : [];
  const state = by === "newcomer" ? { XDG_STATE_HOME: folder } : {};
  const prompt = startIn(folder, args, { ...SIZE, rows, env: { HOME: folder, ...state } });
  await prompt.waitFor(server ? /open next> $/ : /The practice server is at [\s\S]*next> $/);
  const screens = new Map<string, string>();
  const stage: Stage = { prompt, send: (text) => server?.send(text), screens };
  for (const step of steps) await step(stage);
  return new Map(
    Array.from(screens, ([name, screen]) => [name, withoutBlanks(screen.replaceAll(folder, HOME))]),
  );
}

/** A home that could be anybody's. */
const HOME = "/home/me";

/** A page has no blanks at the ends of its rows. */
function withoutBlanks(screen: string): string {
  return screen.replace(/ +$/gm, "").trimEnd();
}

/** Types a line and presses Enter; waits for the prompt below it, and for a text between the two. */
export function enter(line: string, between: string): Step {
  // A long line is wrapped.
  const echo = `> ${line.slice(0, 40)}`;
  return async ({ prompt }) => {
    prompt.enter(line);
    await prompt.waitFor((screen) => {
      const begins = screen.lastIndexOf(echo);
      const rows = screen.slice(begins);
      return begins >= 0 && rows.includes(between) && PROMPT.test(rows);
    });
  };
}

/** Below other rows, and of no line that goes on there. */
const PROMPT = /\n[\w ,]+>$/;

/** Types, and waits until it stands at the end of the screen, or for another pattern. */
export function type(text: string, until: RegExp | string = text): Step {
  return async ({ prompt }) => {
    prompt.type(text);
    await prompt.waitFor(until);
  };
}

export function press(key: Key, until: RegExp | string): Step {
  return async ({ prompt }) => {
    prompt.press(key);
    await prompt.waitFor(until);
  };
}

export function paste(text: string, until: RegExp): Step {
  return async ({ prompt }) => {
    prompt.paste(text);
    await prompt.waitFor(until);
  };
}

/** The told server sends something. */
export function arrives(text: string, until: RegExp | string): Step {
  return async ({ prompt, send }) => {
    send(text);
    await prompt.waitFor(until);
  };
}

/** Keeps the screen by that name. */
export function look(name: string): Step {
  return async ({ prompt, screens }) => {
    screens.set(name, prompt.screen());
  };
}

/** Keeps those rows by that name that a pattern finds in all that was shown. */
export function lookBack(name: string, rows: RegExp): Step {
  return async ({ prompt, screens }) => {
    const [found = ""] = prompt.scrollback().match(rows) ?? [];
    screens.set(name, found);
  };
}

/** Drops the line, and clears the screen. */
export const clear: Step = async ({ prompt }) => {
  prompt.press("ctrl-e");
  prompt.press("ctrl-u");
  await prompt.waitFor(/> $/);
  prompt.press("ctrl-l");
  await prompt.waitFor(/^[^\n]*> $/);
};
