// What commands may do with the line: put text on it, run another one, lend the terminal.
import { setImmediate } from "node:timers/promises";
import type { LineEditor } from "../shell/line-editor.ts";
import type { Prompt } from "./prompt.ts";
import { setModes } from "./suspending.ts";

/** So long a signal may take, in milliseconds. */
const LATE_SIGNAL = 200;

export function lineEditor({ server, screen, history, entered, put }: Prompt): LineEditor {
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
    lend: async (run) => {
      const giveBack = screen.lend();
      // Ctrl-C is meant for the program that has the terminal, but reaches this one as well.
      const ignore = () => {};
      process.on("SIGINT", ignore);
      setModes(server, "off");
      server.pause();
      // Only when the event loop has turned nothing is read any more.
      await setImmediate();
      try {
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
    },
  };
}
