// What commands may do with the line: put text on it, run another one, lend the terminal.
import { setImmediate } from "node:timers/promises";
import { UsageError } from "../errors.ts";
import type { LineEditor } from "../shell/line-editor.ts";
import type { Prompt } from "./prompt.ts";
import { InTurn } from "./questions/in-turn.ts";
import { setModes } from "./screen/suspending.ts";

/** So long a signal may take, in milliseconds. */
const LATE_SIGNAL = 200;

export interface PromptEditor extends LineEditor {
  /** Resolves when no other program has the terminal. */
  givenBack(): Promise<void>;
}

export function lineEditor({ server, screen, history, entered, put }: Prompt): PromptEditor {
  const loans = new InTurn();
  const lend = async <T>(run: () => Promise<T>): Promise<T> => {
    const giveBack = screen.lend();
    // Ctrl-C is meant for the program that has the terminal, but reaches this one as well.
    const ignore = () => {};
    process.on("SIGINT", ignore);
    setModes(server, "off");
    server.pause();
    // Only when the event loop has turned nothing is read any more.
    await setImmediate();
    try {
      // Who waited for it must not get it when the program ends.
      if (server.closed)
        throw new UsageError("Cannot lend the terminal: the prompt was left (start it again)");
      return await run();
    } finally {
      // From now on Ctrl-C is a key here, but the one that has ended the other program may still be on its way.
      setTimeout(() => process.off("SIGINT", ignore), LATE_SIGNAL).unref();
      // A signal may have ended the prompt meanwhile: then the terminal stays as it is.
      if (!server.closed) {
        setModes(server, "on");
        server.resume();
      }
      giveBack();
    }
  };
  return {
    get history() {
      return history.lines;
    },
    put: (text, cursor = text.length) => put(text, cursor),
    enter: (line, instead) => {
      if (instead) history.remove(instead);
      entered.add(line.split("\n"), "first");
    },
    forget: (secret) => history.forget(secret),
    lend: async (run) => await loans.run(async () => await lend(run)),
    givenBack: async () => await loans.run(async () => {}),
  };
}
