// Asks for something where the terminal edits the line by itself: a secret is read key by key, so that nothing shows it.
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen.ts";

export interface PlainAsking {
  readonly server: Repl;
  readonly screen: Screen;
  readonly question: string;
  readonly echo: "shown" | "hidden";
  readonly signal: AbortSignal;
  /** Ctrl-C was pressed. */
  interrupt(): void;
}

/** @throws the signal's reason when it is aborted. */
export function askPlainly({
  server,
  screen,
  question,
  echo,
  signal,
  interrupt,
}: PlainAsking): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    let typed: readonly string[] = [];
    const read = (chunk: string) => {
      for (const character of chunk) {
        if (character === "\x03" || character === "\x04") return interrupt();
        if (character === "\r" || character === "\n") {
          done();
          return resolve(typed.join(""));
        }
        typed = edited(typed, character);
      }
    };
    const release = takeInput(server, read);
    const before = { line: server.line, cursor: server.cursor };
    const done = () => {
      signal.removeEventListener("abort", abort);
      if (echo === "hidden") setEcho(server, "on");
      else screen.drop();
      release();
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
    if (echo === "hidden") setEcho(server, "off");
    screen.change(() => {
      screen.setQuestion(question);
      Object.assign(server, { line: "", cursor: 0 });
    });
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

function setEcho({ input }: Repl, echo: "on" | "off"): void {
  if ("setRawMode" in input && typeof input.setRawMode === "function") input.setRawMode(echo === "off");
}
