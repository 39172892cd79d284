// What is JavaScript among the lines, and what is not.
import { runInContext, Script } from "node:vm";
import type { Line } from "../shell/line.ts";

export class JavaScriptLines {
  readonly #context: object;
  /** The functions of the commands, as JavaScript had them at first. */
  readonly #functions: ReadonlyMap<string, unknown>;

  constructor(context: object, functions: ReadonlyMap<string, unknown>) {
    this.#context = context;
    this.#functions = functions;
  }

  /** Undefined for JavaScript, also unfinished; "" for a lone name that nothing has; else what is wrong with it. */
  whyNot(text: string): string | undefined {
    if (/^[\w$-]+$/.test(text) && !/^[\d.]+$/.test(text)) return this.#isDefined(text) ? undefined : "";
    try {
      new Script(`(async () => {${text}\n})`);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return /unexpected end|unterminated template|missing \)|missing \}/i.test(message) || isCutShort(text)
        ? undefined
        : message;
    }
  }

  /** Whether a lone name is a command's, but JavaScript has made something else of it: `const reply = …`. */
  isRedefined({ name, text, client }: Line & { readonly kind: "command" }): boolean {
    if (text.trim() !== name || client !== undefined) return false;
    try {
      return runInContext(name, this.#context) !== this.#functions.get(name);
    } catch {
      return false;
    }
  }

  #isDefined(name: string): boolean {
    try {
      return runInContext(`typeof ${name}`, this.#context) !== "undefined";
    } catch {
      return false;
    }
  }
}

/** Whether text only lacks its end: it becomes readable with some brackets closed. */
function isCutShort(text: string): boolean {
  return /[{([,`=+\-*/&|?:]\s*$/.test(text);
}
