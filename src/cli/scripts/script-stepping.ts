// A script that is gone through at the prompt: run, skipped or looked at step by step.
import type { Theme } from "../../render/themes/theme.ts";
import type { Stepping } from "../../repl/stepping.ts";
import type { Played, Player } from "../../script/player.ts";
import type { Script, Step } from "../../script/script.ts";

export interface ScriptSteppingOptions {
  readonly script: Script;
  readonly player: Player;
  readonly theme: Theme;
  /** Before which line it stops first; 0 for the first step, undefined for none. */
  readonly stopAt: number | undefined;
  write(text: string): void;
  /** What is sent, and a line of the script, as they may be shown. */
  shown(bytes: Uint8Array): string;
  shownLine(line: string): string;
  /** What stands beneath a line, in its rows. */
  shownXml(text: string): string;
  /** The script has ended, by itself or because somebody quit. */
  ended(played: Played): void;
  quit(): void;
}

/** A step that waits for an answer. */
interface Waiting {
  readonly step: Step;
  answer(what: "run" | "skip" | "stop"): void;
}

const KEYS = "Enter runs it, s skips it, c runs on to the end, q quits; anything else is a line of your own";

const WORDS: NonNullable<Stepping["words"]> = [
  { name: "s", summary: "skips the step that waits" },
  { name: "c", summary: "runs on to the end" },
  { name: "q", summary: "quits" },
];

export class ScriptStepping implements Stepping {
  readonly #options: ScriptSteppingOptions;
  readonly #ending = new AbortController();
  #waiting: Waiting | undefined;
  #stopAt: number | undefined;
  /** Called when the script has come to a stop, or to its end. */
  #stopped: () => void = () => {};
  #hasToldKeys = false;
  /** What was said last of what the step will send. */
  #previewed = "";
  /** What was thrown that is no outcome. */
  #bug: unknown;

  constructor(options: ScriptSteppingOptions) {
    this.#options = options;
    this.#stopAt = options.stopAt;
  }

  get label(): string | undefined {
    const step = this.#waiting?.step;
    return step && `${nameOf(this.#options.script)}:${step.at.line} (Enter, s, c, q or a line)`;
  }

  get words(): typeof WORDS {
    return this.#waiting ? WORDS : [];
  }

  async begin(signal: AbortSignal): Promise<void> {
    await this.#until(signal, () => {
      const { player, script, ended } = this.#options;
      const playing = { signal: this.#ending.signal, pace: async (step: Step) => await this.#pace(step) };
      void player.play(script, playing).then(
        (played) => {
          ended(played);
          this.#stopped();
        },
        (error: unknown) => {
          this.#bug = error;
          this.#stopped();
        },
      );
    });
  }

  async take(row: string, signal: AbortSignal): Promise<boolean> {
    const waiting = this.#waiting;
    if (!waiting) return false;
    switch (row.trim()) {
      case "":
        await this.#until(signal, () => this.#answer(waiting, "run"));
        return true;
      case "s":
        this.#options.player.forgetRehearsal();
        await this.#until(signal, () => this.#answer(waiting, "skip"));
        return true;
      case "c":
        this.#stopAt = undefined;
        await this.#until(signal, () => this.#answer(waiting, "run"));
        return true;
      case "q":
        await this.#until(signal, () => this.#answer(waiting, "stop"));
        this.#options.quit();
        return true;
      default:
        // The line draws ids and nonces of its own.
        this.#options.player.forgetRehearsal();
        return false;
    }
  }

  async rowRan(): Promise<void> {
    const step = this.#waiting?.step;
    if (!step) return;
    const before = this.#previewed;
    const preview = await this.#preview(step);
    if (preview !== before) this.#options.write(preview);
  }

  /** Goes on, and resolves at the next stop. What ends the wait ends the script. */
  async #until(signal: AbortSignal, goOn: () => void): Promise<void> {
    const interrupt = () => this.#ending.abort();
    signal.addEventListener("abort", interrupt, { once: true });
    await new Promise<void>((resolve) => {
      this.#stopped = resolve;
      goOn();
    });
    signal.removeEventListener("abort", interrupt);
    if (this.#bug !== undefined) throw this.#bug;
  }

  #answer({ answer }: Waiting, what: "run" | "skip" | "stop"): void {
    this.#waiting = undefined;
    answer(what);
  }

  async #pace(step: Step): Promise<"run" | "skip" | "stop"> {
    const isStop = this.#stopAt !== undefined && lastRowOf(step) >= this.#stopAt;
    this.#options.write(this.#describe(step));
    if (!isStop) return "run";
    // From the first stop on every step is one.
    this.#stopAt = 0;
    this.#options.write(await this.#preview(step));
    if (!this.#hasToldKeys) this.#options.write(`${this.#options.theme.note(`    -- ${KEYS}`)}\n`);
    this.#hasToldKeys = true;
    return await new Promise((resolve) => {
      this.#waiting = { step, answer: resolve };
      this.#stopped();
    });
  }

  #describe({ at, source, block }: Step): string {
    const { theme, script, shownLine, shownXml } = this.#options;
    const place = theme.heading(`${nameOf(script)}:${at.line}`);
    const rows = block === undefined ? [] : shownXml(block.text).split("\n");
    return `${[`${place}  ${shownLine(source)}`, ...rows.map((row) => `  ${row}`)].join("\n")}\n`;
  }

  async #preview(step: Step): Promise<string> {
    const { player, theme, shown } = this.#options;
    const rehearsed = await player.rehearse(step);
    const lines =
      rehearsed === undefined
        ? []
        : rehearsed.sent.length > 0
          ? [`sends: ${shown(rehearsed.sent)}`]
          : [
              rehearsed.problem === undefined
                ? "sends nothing"
                : `what it sends is not known yet: ${rehearsed.problem}`,
            ];
    this.#previewed = lines.map((line) => `${theme.note(`    -- ${line}`)}\n`).join("");
    return this.#previewed;
  }
}

/** Where the step ends, its block included. */
export function lastRowOf({ at, text, block }: Step): number {
  const [first, rows] = block ? [block.at.line, block.text] : [at.line, text];
  return first + rows.split("\n").length - 1;
}

/** The file without its folders. */
function nameOf({ file }: Script): string {
  return file.replace(/^.*[/\\]/, "");
}
