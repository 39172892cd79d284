// `xmpp-repl learn --present`: a lesson for a class, paced by the space bar.
import { setTimeout as pause } from "node:timers/promises";
import type { Lesson } from "../../lessons/lesson.ts";
import { OwnSteps } from "../../lessons/own-steps.ts";
import { presentLesson } from "../../lessons/presentation.ts";
import { Telling } from "../../lessons/telling.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import type { Setup } from "../command-line/setup.ts";
import { startPractice, wantsPractice } from "../practice-server/practice.ts";
import { untilSignal, usesColour } from "../signals.ts";
import type { Terminal } from "../terminal.ts";
import { themeFor } from "../theme.ts";
import { makeWorkbench } from "../workbench.ts";
import { REAL_WORLD } from "../world.ts";

/** It is read from the back of a room. */
const MARGIN = "    ";
const WIDTH = 64;
/** Between two characters that are typed out, in milliseconds. */
const TYPING = 35;

const CLEAR = "\x1b[2J\x1b[H";
const ERASE_ROW = "\r\x1b[K";

export async function present(lesson: Lesson, setup: Setup, version: string): Promise<number> {
  const { stdout, env } = process;
  const { signal: ended, code } = untilSignal();
  const keys = readKeys(process.stdin);
  const signal = AbortSignal.any([ended, keys.left]);
  const theme = await themeFor(usesColour(setup, stdout));
  const columns = () => Math.max(20, (stdout.columns ?? WIDTH) - 2 * MARGIN.length);
  const waiting = `${MARGIN}${theme.markup("(space goes on, q leaves)")}`;
  let isWaiting = false;
  const write = (text: string) => {
    const shown = text.replace(/^(?=.)/gm, MARGIN);
    // Something may come from the server while nobody presses a key.
    stdout.write(isWaiting ? `${ERASE_ROW}${shown}${waiting}` : shown);
  };
  const practice = wantsPractice(setup) ? await startPractice() : undefined;
  const terminal: Terminal = {
    theme,
    columns,
    write,
    warn: write,
    askSecret: async () => "",
    confirm: async () => false,
    quit: keys.leave,
    isInteractive: false,
    isPrivate: true,
    lines: "left out",
    // That the lesson goes on says as much.
    isWanted: (entry) => !(entry.type === "expectation" && entry.outcome === "met"),
    barrier: "off",
    environment: env,
    version,
  };
  const workbench = makeWorkbench(setup, terminal, { ...REAL_WORLD, practice });
  const telling = new Telling({ theme, write, columns: () => Math.min(columns(), WIDTH) });
  try {
    await presentLesson({
      lesson,
      tools: workbench,
      own: new OwnSteps(workbench),
      telling,
      signal,
      clear: () => stdout.write(`${CLEAR}\n`),
      next: async () => {
        telling.lines("");
        stdout.write(waiting);
        isWaiting = true;
        await keys.space(signal);
        isWaiting = false;
        stdout.write(ERASE_ROW);
      },
      typeOut: async (line) => {
        stdout.write(`${MARGIN}${theme.prompt("> ")}`);
        for (const character of line) {
          stdout.write(theme.value(character.replace("\n", `\n${MARGIN}  `)));
          await pause(TYPING);
        }
        stdout.write("\n\n");
      },
    });
  } finally {
    keys.close();
    await workbench.finish();
  }
  return code() ?? EXIT.passed;
}

interface Keys {
  /** Aborted when somebody wants to leave. */
  readonly left: AbortSignal;
  leave(): void;
  /** Resolves with the next press of the space bar, or when the wait is over. */
  space(signal: AbortSignal): Promise<void>;
  close(): void;
}

const ON = /[ \r\n]/;
/** q, Ctrl-C, Ctrl-D */
const LEAVE = /[q\x03\x04]/;

function readKeys(input: NodeJS.ReadStream): Keys {
  const leaving = new AbortController();
  let goOn: (() => void) | undefined;
  const read = (typed: Buffer) => {
    const text = typed.toString("utf8");
    if (LEAVE.test(text)) leaving.abort();
    else if (ON.test(text)) goOn?.();
  };
  input.setRawMode(true);
  input.on("data", read);
  return {
    left: leaving.signal,
    leave: () => leaving.abort(),
    space: (signal) =>
      new Promise((resolve) => {
        const done = () => {
          goOn = undefined;
          signal.removeEventListener("abort", done);
          resolve();
        };
        goOn = done;
        signal.addEventListener("abort", done, { once: true });
        if (signal.aborted) done();
      }),
    close: () => {
      input.setRawMode(false);
      input.off("data", read);
      input.pause();
    },
  };
}
