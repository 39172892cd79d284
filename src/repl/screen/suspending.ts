// Ctrl-Z and "fg": the shell gets the terminal as it needs it, and the line is whole again afterwards.
import { PASTE_OFF, PASTE_ON } from "../keys/paste.ts";
import type { Repl } from "../readline.ts";
import type { Screen } from "./screen.ts";

/** All processes of the job, as where the terminal sends it: whoever has started this one is to stop with it. */
const JOB = 0;
/** Where nobody could wake it up, a process is not stopped: then it goes on by itself. In milliseconds. */
const NOT_STOPPED = 50;

/** What is there again behind the sleep. */
interface Asleep {
  /** Whether keys were read as they are pressed. */
  readonly rawMode: Modes;
  giveBack(): void;
}

type Modes = "on" | "off";

export function suspendOnCtrlZ(server: Repl, screen: Screen): void {
  let asleep: Asleep | undefined;
  let timer: NodeJS.Timeout | undefined;
  const goOn = () => {
    clearTimeout(timer);
    const before = asleep;
    asleep = undefined;
    // What another program does with the terminal is its own business.
    if (!before && screen.isLent) return;
    const rawMode = before?.rawMode ?? rawModeOf(server);
    // The shell has changed the modes behind node's back, which sets only what it takes for changed.
    setRawMode(server, "off");
    setRawMode(server, rawMode);
    bracketPastes(server, PASTE_ON);
    server.resume();
    screen.drop();
    if (before) before.giveBack();
    else screen.draw();
  };
  const goOnWhereAsleep = () => {
    if (asleep) goOn();
  };
  server.on("SIGTSTP", () => {
    if (asleep) return;
    // What comes may be read before the signal that wakes this up: until then there is no line to draw it above.
    asleep = { rawMode: rawModeOf(server), giveBack: screen.leave() };
    setRawMode(server, "off");
    bracketPastes(server, PASTE_OFF);
    // The timer has run out as well when the process was stopped, and comes first: the signal is read before it counts.
    timer = setTimeout(() => setImmediate(goOnWhereAsleep), NOT_STOPPED);
    process.kill(JOB, "SIGTSTP");
  });
  // Also behind a stop that was not asked for here.
  process.on("SIGCONT", goOn);
  server.once("close", () => {
    clearTimeout(timer);
    process.off("SIGCONT", goOn);
    asleep?.giveBack();
    asleep = undefined;
  });
}

/** What the line needs of the terminal: keys as they are pressed, and pastes that say what they are. */
export function setModes(server: Repl, modes: Modes): void {
  if (server.terminal) setRawMode(server, modes);
  bracketPastes(server, modes === "on" ? PASTE_ON : PASTE_OFF);
}

/** A terminal that knows no escape sequences gets none. */
export function bracketPastes(
  { terminal, output }: Repl,
  sequence: typeof PASTE_ON | typeof PASTE_OFF,
): void {
  if (terminal) output.write(sequence);
}

export function setRawMode({ input }: Repl, mode: Modes): void {
  if ("setRawMode" in input && typeof input.setRawMode === "function") input.setRawMode(mode === "on");
}

function rawModeOf({ input }: Repl): Modes {
  return "isRaw" in input && input.isRaw === true ? "on" : "off";
}
