// XML of several rows, while it is typed: all of it is on the line, where it can be mended until it is sent.
import { type Entering, type EnterOptions, entering, unfinishedLabel } from "./enter.ts";
import type { Prompt } from "./prompt.ts";
import type { Key } from "./readline.ts";
import type { Reading } from "./rows-of-line.ts";
import { XmlSoFar } from "./xml-so-far.ts";

export interface XmlOnLineOptions extends Pick<EnterOptions, "amidXml"> {
  readonly reading: Reading;
  readonly prompt: Prompt;
  /** Says why the line was not run. */
  tell(text: string): void;
}

const DROPPED = "The unfinished XML was dropped; nothing of it was sent\n";

export class XmlOnLine {
  readonly #options: XmlOnLineOptions;
  readonly #soFar: XmlSoFar;
  /** What was said of XML that is only not complete: whoever has read it once knows it. */
  readonly #explained = new Set<string>();
  /** The same of what is wrong with the XML that is on the line. */
  readonly #complained = new Set<string>();
  #label: { readonly line: string; readonly label: string | undefined } | undefined;
  /** The key before was a line end that the line has taken in. */
  #isBehindReturn = false;

  /** Takes the Enter key from now on. */
  constructor(options: XmlOnLineOptions) {
    this.#options = options;
    this.#soFar = new XmlSoFar(options.reading);
    options.prompt.keys.take((_text, key) => this.#take(key));
  }

  /** The prompt before XML in several rows that is not complete. */
  get label(): string | undefined {
    const { line } = this.#options.prompt.server;
    if (this.#label?.line !== line)
      this.#label = { line, label: unfinishedLabel(line, this.#options.reading) };
    return this.#label.label;
  }

  /** Leaves such XML where it is on the screen, and says so; false where there is none. It can be recalled. */
  drop(): boolean {
    if (this.label === undefined) return false;
    const { server, screen } = this.#options.prompt;
    this.keep();
    this.#complained.clear();
    this.#put(whole(server.line));
    server.clearLine();
    screen.draw();
    screen.write(DROPPED);
    return true;
  }

  /** Whoever leaves amid it finds it the next time. */
  keep(): void {
    const { server, history } = this.#options.prompt;
    if (this.label !== undefined) history.add(whole(server.line));
  }

  #take(key: Key | undefined): boolean {
    const { server, keys, javaScript } = this.#options.prompt;
    const isBehindReturn = this.#isBehindReturn;
    this.#isBehindReturn = false;
    if ((key?.name !== "return" && key?.name !== "enter") || key.meta || javaScript.isPending) return false;
    // What is pasted in a terminal that does not say so may have \r\n between its rows.
    if (key.name === "enter" && isBehindReturn && keys.isInChunk) return true;
    const isByItself = server.cursor === server.line.length && !keys.isInChunk;
    const pressed = isByItself ? "by itself at the end" : "elsewhere";
    const isTaken = this.#enter(
      entering(server.line, pressed, { soFar: this.#soFar, amidXml: this.#options.amidXml }),
    );
    this.#isBehindReturn = isTaken && key.name === "return";
    return isTaken;
  }

  /** Whether the line is not entered. */
  #enter(what: Entering): boolean {
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
        this.#tell(what);
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

  #tell({ why, isBroken }: Entering & { readonly kind: "goes on" }): void {
    const said = isBroken ? this.#complained : this.#explained;
    if (said.has(why)) return;
    said.add(why);
    this.#options.tell(why);
  }
}

/** Without the empty rows that were to take in more. */
function whole(line: string): string {
  return line.replace(/\n+$/, "");
}
