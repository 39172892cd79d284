// Asks for something: the keys are taken from the line, and of a secret nothing is shown.
import type { Keys } from "./keys.ts";
import { readPaste } from "./paste.ts";
import type { Key } from "./readline.ts";
import type { Screen } from "./screen.ts";

export interface Asking {
  readonly screen: Screen;
  readonly keys: Keys;
  readonly question: string;
  readonly echo: "shown" | "hidden";
  readonly signal: AbortSignal;
  /** Shows another prompt; undefined gives the usual one back. */
  setPrompt(prompt: string | undefined): void;
  /** Ctrl-C was pressed. */
  interrupt(): void;
}

/** @throws the signal's reason when it is aborted. */
export function askLine({
  screen,
  keys,
  question,
  echo,
  signal,
  setPrompt,
  interrupt,
}: Asking): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const press = (text: string, key: Key | undefined) => {
      const [pasted, ...behind] = key?.name === "paste" ? readPaste(text).rows : [];
      if (pasted !== undefined) typed = [...typed, ...pasted];
      if (key?.name === "return" || key?.name === "enter" || behind.length > 0) {
        done();
        resolve(typed.join(""));
        return;
      }
      if (pasted !== undefined) show();
      else if (key?.ctrl && (key.name === "c" || key.name === "d")) interrupt();
      else if (key?.name === "backspace") typed.pop();
      else if (key?.ctrl && key.name === "u") typed = [];
      else if (text && !key?.ctrl && !key?.meta && !/^[\x00-\x1f\x7f]/.test(text)) typed.push(...text);
      else return;
      show();
    };
    const show = () => {
      if (echo === "hidden") return;
      screen.lift();
      setPrompt(question + typed.join(""));
      screen.draw();
    };
    const release = keys.take((text, key) => {
      press(text, key);
      return true;
    });
    const done = () => {
      signal.removeEventListener("abort", abort);
      release();
      screen.lift();
      setPrompt(undefined);
      bringBack();
      screen.draw();
    };
    const abort = () => {
      done();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    // What was typed ahead is not meant for the question.
    const bringBack = screen.putAside();
    setPrompt(question);
    screen.draw();
  });
}
