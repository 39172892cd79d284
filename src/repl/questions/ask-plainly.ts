// Asks for something where the terminal edits the line by itself: a secret is read key by key, so that nothing shows it.

import type { Repl } from "../readline.ts";
import { setRawMode } from "../screen/suspending.ts";
import { putQuestion, type Question } from "./question.ts";

/** @throws the signal's reason when it is aborted. */
export function askPlainly(asking: Question): Promise<string> {
  const { server, screen, echo, interrupt } = asking;
  return putQuestion(asking, (answer) => {
    let typed: readonly string[] = [];
    const release = takeInput(server, (chunk) => {
      for (const character of chunk) {
        if (character === "\x03" || character === "\x04") return interrupt();
        if (character === "\r" || character === "\n") return answer(typed.join(""));
        // Where the keys come here, the terminal makes no signal of Ctrl-Z.
        if (character === "\x1a") server.emit("SIGTSTP");
        else typed = edited(typed, character);
      }
    });
    if (echo === "hidden") setRawMode(server, "on");
    return () => {
      if (echo === "hidden") setRawMode(server, "off");
      else screen.drop();
      release();
    };
  });
}

function edited(typed: readonly string[], character: string): readonly string[] {
  if (character === "\x7f" || character === "\b") return typed.slice(0, -1);
  if (character === "\x15") return [];
  return character < " " ? typed : [...typed, character];
}

/** What is typed is not for readline, which would keep the beginning of an answer that is given up. */
function takeInput({ input }: Repl, read: (chunk: string) => void): () => void {
  const emit = input.emit.bind(input);
  Object.assign(input, {
    emit: (event: string, ...values: readonly unknown[]) => {
      if (event !== "data") return emit(event, ...values);
      read(String(values[0]));
      return true;
    },
  });
  return () => Reflect.deleteProperty(input, "emit");
}
