// What is JavaScript among the lines, and what is not.
import { runInContext } from "node:vm";
import type { Line } from "../../shell/language/line.ts";
import { isLoneName, whyUnreadable } from "./lacks-end.ts";

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

export class JavaScriptLines {
  readonly #context: object;
  /** The functions of the commands, as JavaScript had them at first. */
  readonly #functions: ReadonlyMap<string, unknown>;

  constructor(context: object, functions: ReadonlyMap<string, unknown>) {
    this.#context = context;
    this.#functions = functions;
  }

  /** Undefined for JavaScript; "" for a lone name that nothing has; else what is wrong with it. */
  whyNot(text: string): string | undefined {
    if (isLoneName(text) && !text.split("-").every((part) => this.#isDefined(part))) return "";
    return whyUnreadable(text);
  }

  /** The command that a value is the function of. */
  commandOf(value: unknown): string | undefined {
    if (typeof value !== "function") return undefined;
    return [...this.#functions].find(([, called]) => called === value)?.[0];
  }

  /** Whether a lone name is a command's, but JavaScript has made something else of it: `const reply = …`. */
  isRedefined({ name, text, client }: Line & { readonly kind: "command" }): boolean {
    if (text.trim() !== name || client !== undefined || !IDENTIFIER.test(name)) return false;
    try {
      return runInContext(name, this.#context) !== this.#functions.get(name);
    } catch {
      return false;
    }
  }

  /** Only an identifier is looked up: whatever else is evaluated may do something, and would do it again when it is run. */
  #isDefined(name: string): boolean {
    if (/^\d+$/.test(name)) return true;
    if (!IDENTIFIER.test(name)) return false;
    try {
      return runInContext(`typeof ${name}`, this.#context) !== "undefined";
    } catch {
      return false;
    }
  }
}
