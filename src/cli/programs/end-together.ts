// A program that has the terminal ends before this one does: else it would read the keys that a shell is to have.
import type { ChildProcess } from "node:child_process";
import { stty } from "./stop-together.ts";

/** How long a program may take to obey a signal, in milliseconds: then comes a ruder one. */
const TO_OBEY = 500;
/** An interactive shell, for one, ends by the second only; the third cannot be refused. */
const RUDER = ["SIGTERM", "SIGHUP", "SIGKILL"] as const;

export type Ended =
  | { readonly kind: "not started"; readonly why: string }
  | { readonly kind: "by itself"; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: "made to" };

/** Not every program that is made to end leaves the terminal as it was: returns what gives it back its modes of now. */
export function keepModes(): () => void {
  const modes = stty("-g");
  return () => {
    if (modes !== undefined) stty(modes);
  };
}

/** Resolves when a program has ended, by itself or because the signal is aborted: this one is to end. */
export function endTogether(running: ChildProcess, ending?: AbortSignal): Promise<Ended> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = ([signal, ...ruder]: readonly NodeJS.Signals[] = RUDER) => {
      if (signal === undefined) return;
      running.kill(signal);
      timer = setTimeout(() => end(ruder), TO_OBEY);
    };
    const onAbort = () => end();
    const done = (ended: Ended) => {
      clearTimeout(timer);
      ending?.removeEventListener("abort", onAbort);
      resolve(ending?.aborted ? { kind: "made to" } : ended);
    };
    running.on("error", ({ message }) => done({ kind: "not started", why: message }));
    running.on("close", (code, signal) => done({ kind: "by itself", code, signal }));
    if (ending?.aborted) end();
    else ending?.addEventListener("abort", onAbort, { once: true });
  });
}
