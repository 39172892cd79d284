// Asks for something: the keys are taken from the line, and of a secret nothing is shown.

import type { Keys } from "../keys/keys.ts";
import { leftOutText, readPaste } from "../keys/paste.ts";
import type { Key } from "../readline.ts";
import { askPlainly } from "./ask-plainly.ts";
import { putQuestion, type Question } from "./question.ts";

export interface Asking extends Question {
  readonly keys: Keys;
}

/** @throws the signal's reason when it is aborted. */
export function askLine(asking: Asking): Promise<string> {
  const { server, screen, keys, question, echo, interrupt } = asking;
  if (!server.terminal) return askPlainly(asking);
  return putQuestion(asking, (answer) => {
    let typed: readonly string[] = [];
    const end = () => answer(typed.join(""));
    const show = () => {
      if (echo === "hidden") return;
      screen.change(() => screen.setQuestion(question + typed.join("")));
    };
    const paste = (text: string) => {
      const { rows, leftOut } = readPaste(text);
      const [first, ...behind] = rows;
      typed = [...typed, ...first];
      // What they are is not told: they may be as secret as the answer.
      const rest = behind.filter((row) => row.trim() !== "").length;
      const note = leftOutText({ "control character": leftOut, row: rest });
      if (behind.length > 0) end();
      else show();
      if (note !== undefined) screen.write(note);
    };
    return keys.take((text, key) => {
      // Readline knows what Ctrl-Z does, and the question is asked again when the program goes on.
      if (key.ctrl && key.name === "z") return false;
      if (key.name === "paste") paste(text);
      else if (key.name === "return") end();
      else if (key.ctrl && (key.name === "c" || key.name === "d")) interrupt();
      else if (key.ctrl && !key.meta && key.name === "l") screen.clear();
      else {
        typed = edited(typed, text, key);
        show();
      }
      return true;
    });
  });
}

/** The characters that are there behind a key. */
function edited(typed: readonly string[], text: string, key: Key): readonly string[] {
  if (key.name === "backspace") return typed.slice(0, -1);
  if (key.ctrl && key.name === "u") return [];
  const isText = !key.ctrl && !key.meta && !/^[\x00-\x1f\x7f]/.test(text);
  return isText ? [...typed, ...text] : typed;
}
