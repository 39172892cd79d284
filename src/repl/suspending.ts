// Ctrl-Z and "fg": the shell gets the terminal as it needs it, and the line is whole again afterwards.
import { PASTE_OFF, PASTE_ON } from "./paste.ts";
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen.ts";

/** All processes of the job, as where the terminal sends it: whoever has started this one is to stop with it. */
const JOB = 0;
/** Where nobody could wake it up, a process is not stopped: then it goes on by itself. In milliseconds. */
const NOT_STOPPED = 50;

export function suspendOnCtrlZ(server: Repl, screen: Screen): void {
  let isAsleep = false;
  let timer: NodeJS.Timeout | undefined;
  const goOn = () => {
    clearTimeout(timer);
    isAsleep = false;
    // What another program does with the terminal is its own business.
    if (screen.isLent) return;
    // The shell has changed the modes behind node's back, which sets only what it takes for changed.
    setRawMode(server, "off");
    setModes(server, "on");
    server.resume();
    screen.drop();
    screen.draw();
  };
  const goOnWhereAsleep = () => {
    if (isAsleep) goOn();
  };
  server.on("SIGTSTP", () => {
    if (isAsleep) return;
    isAsleep = true;
    screen.leave();
    setModes(server, "off");
    // The timer has run out as well when the process was stopped, and comes first: the signal is read before it counts.
    timer = setTimeout(() => setImmediate(goOnWhereAsleep), NOT_STOPPED);
    process.kill(JOB, "SIGTSTP");
  });
  // Also behind a stop that was not asked for here.
  process.on("SIGCONT", goOn);
  server.once("close", () => {
    clearTimeout(timer);
    isAsleep = false;
    process.off("SIGCONT", goOn);
  });
}

/** What the line needs of the terminal: keys as they are pressed, and pastes that say what they are. */
export function setModes(server: Repl, modes: "on" | "off"): void {
  setRawMode(server, modes);
  bracketPastes(server, modes === "on" ? PASTE_ON : PASTE_OFF);
}

/** A terminal that knows no escape sequences gets none. */
export function bracketPastes(
  { terminal, output }: Repl,
  sequence: typeof PASTE_ON | typeof PASTE_OFF,
): void {
  if (terminal) output.write(sequence);
}

function setRawMode({ input, terminal }: Repl, mode: "on" | "off"): void {
  if (terminal && "setRawMode" in input && typeof input.setRawMode === "function")
    input.setRawMode(mode === "on");
}
