// A question in the place of the prompt: how it begins and ends, whichever way its answer is typed.
import type { Repl } from "../readline.ts";
import type { Screen } from "../screen/screen.ts";

export interface Question {
  readonly server: Repl;
  readonly screen: Screen;
  readonly question: string;
  readonly echo: "shown" | "hidden";
  readonly signal: AbortSignal;
  /** Ctrl-C was pressed. */
  interrupt(): void;
}

/** Takes what is typed from now on, and gives the answer; returns what ends that. */
export type Listen = (answer: (text: string) => void) => () => void;

/** @throws the signal's reason when it is aborted. */
export function putQuestion({ server, screen, question, signal }: Question, listen: Listen): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // What was typed ahead is not meant for the question.
    const before = { line: server.line, cursor: server.cursor };
    const end = listen((text) => {
      done();
      resolve(text);
    });
    const done = () => {
      signal.removeEventListener("abort", abort);
      end();
      screen.change(() => {
        screen.setQuestion(undefined);
        Object.assign(server, before);
      });
    };
    const abort = () => {
      done();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    screen.change(() => {
      screen.setQuestion(question);
      Object.assign(server, { line: "", cursor: 0 });
    });
  });
}
