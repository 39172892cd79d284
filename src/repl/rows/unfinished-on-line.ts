// XML and JavaScript of several rows, while they are typed: all of it is on the line, where it can be mended until it runs.
import type { Prompt } from "../prompt.ts";
import type { Key } from "../readline.ts";
import { type Entering, type EnterOptions, entering, type Pressed, withoutEmptyRows } from "./enter.ts";
import { type OpenLine, openLine } from "./open-line.ts";
import type { Reading } from "./rows-of-line.ts";
import { UnfinishedSoFar } from "./unfinished-so-far.ts";

export interface UnfinishedOnLineOptions extends Pick<EnterOptions, "amidXml" | "helpAmidXml"> {
  readonly reading: Reading;
  readonly prompt: Prompt;
  /** Says why the line was not run. */
  tell(text: string): void;
}

const DROPPED = {
  XML: "The unfinished XML was dropped; nothing of it was sent\n",
  JavaScript: "The unfinished JavaScript was dropped\n",
};

export class UnfinishedOnLine {
  readonly #options: UnfinishedOnLineOptions;
  readonly #soFar: UnfinishedSoFar;
  /** What was said of what is only not complete: whoever has read it once knows it. */
  readonly #explained = new Set<string>();
  /** The same of what is wrong with the XML that is on the line, while it comes in one go. */
  readonly #complained = new Set<string>();
  #open: { readonly line: string; readonly what: OpenLine | undefined } | undefined;
  #isBehindAltEnter = false;

  /** Takes the Enter key from now on. */
  constructor(options: UnfinishedOnLineOptions) {
    this.#options = options;
    this.#soFar = new UnfinishedSoFar(options.reading);
    options.prompt.keys.take((_text, key) => this.#take(key));
  }

  /** What is not complete in several rows. */
  get open(): OpenLine | undefined {
    const { prompt, reading } = this.#options;
    const { line } = prompt.server;
    if (this.#open?.line !== line) this.#open = { line, what: openLine(line, this.#soFar, reading) };
    return this.#open.what;
  }

  /** Leaves it where it is on the screen, and says so; false where there is none. It can be recalled. */
  drop(): boolean {
    const { open } = this;
    if (!open) return false;
    const { server, screen } = this.#options.prompt;
    this.keep();
    this.#complained.clear();
    this.#put(withoutEmptyRows(server.line));
    server.clearLine();
    screen.draw();
    screen.write(DROPPED[open.kind]);
    return true;
  }

  /** Whoever leaves amid it finds it the next time. */
  keep(): void {
    const { server, history } = this.#options.prompt;
    if (this.open) history.add(withoutEmptyRows(server.line));
  }

  #take(key: Key | undefined): boolean {
    const { server, keys } = this.#options.prompt;
    const isBehindAltEnter = this.#isBehindAltEnter;
    this.#isBehindAltEnter = false;
    if (key?.name !== "return") return false;
    if (key.meta) {
      this.#isBehindAltEnter = true;
      return false;
    }
    const alone = isBehindAltEnter ? "behind Alt-Enter" : "by itself";
    const pressed = keys.isInChunk ? "amid a chunk" : alone;
    const { amidXml, helpAmidXml } = this.#options;
    const how = { soFar: this.#soFar, amidXml, helpAmidXml };
    return this.#enter(entering(server, pressed, how), pressed);
  }

  /** Whether the line is not entered. */
  #enter(what: Entering, pressed: Pressed): boolean {
    const { server, screen, keys, entered } = this.#options.prompt;
    switch (what.kind) {
      case "runs":
        // The prompt that named what was open until this row is not true any more.
        if (server.line.includes("\n")) screen.draw();
        this.#complained.clear();
        return false;
      case "runs as it stands":
        this.#put(what.line);
        this.#complained.clear();
        return false;
      case "goes on":
        keys.insert("\n");
        this.#tellOnce(what.why, this.#explained);
        return true;
      case "is held":
        if (what.row === "new") keys.insert("\n");
        // Of what comes in one go every row would say the same.
        if (pressed !== "amid a chunk") this.#complained.clear();
        this.#tellOnce(what.why, this.#complained);
        return true;
      case "steps":
        this.#put(`${what.above}\n`);
        if (what.xml === "dropped") this.drop();
        entered.add([what.row], "last");
        return true;
    }
  }

  #put(line: string): void {
    const { server, screen } = this.#options.prompt;
    screen.change(() => Object.assign(server, { line, cursor: line.length }));
  }

  #tellOnce(why: string, said: Set<string>): void {
    if (said.has(why)) return;
    said.add(why);
    this.#options.tell(why);
  }
}
