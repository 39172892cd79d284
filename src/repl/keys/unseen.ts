// What is typed amid a chunk is on the line at once, and on the screen with the last of its keys: where much comes
// without paste brackets, to draw it after each of them would leave the keyboard dead.
import { type Key, type Repl, rememberForUndo } from "../readline.ts";

/** What of the screen is asked here. */
export interface Hiding {
  /** Takes the line off the screen, where it is there. */
  hide(): void;
  draw(): void;
}

export class Unseen {
  readonly #server: Repl;
  readonly #screen: Hiding;
  #hasText = false;

  constructor(server: Repl, screen: Hiding) {
    this.#server = server;
    this.#screen = screen;
  }

  /** Puts text where the cursor stands; false where no other key comes behind it, and it is to be typed as any other. */
  insert(text: string): boolean {
    const server = this.#server;
    if (server.isCompletionEnabled && !this.#hasText) return false;
    // Each time: what was said meanwhile has drawn the line again.
    this.#screen.hide();
    if (!this.#hasText) rememberForUndo(server);
    this.#hasText = true;
    const { line, cursor } = server;
    server.line = line.slice(0, cursor) + text + line.slice(cursor);
    server.cursor = cursor + text.length;
    return true;
  }

  /** Draws what is not seen yet. */
  show(): void {
    if (!this.#hasText) return;
    this.#hasText = false;
    this.#screen.draw();
  }
}

/** Whether the key is a character of the line and nothing else. */
export function isCharacter(text: string, { name, ctrl, meta }: Key): boolean {
  const isKey = ctrl === true || meta === true || name === "paste" || name === "tab";
  return !isKey && /^[^\x00-\x08\x0a-\x1f\x7f-\x9f]+$/.test(text);
}
