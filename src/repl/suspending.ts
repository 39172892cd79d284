// Ctrl-Z and "fg": the shell gets the terminal as it needs it, and the line is whole again afterwards.
import { PASTE_OFF, PASTE_ON } from "./paste.ts";
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen.ts";

/** All processes of the job, as where the terminal sends it: whoever has started this one is to stop with it. */
const JOB = 0;
/** Where nobody could wake it up, a process is not stopped: then it goes on by itself. In milliseconds. */
const NOT_STOPPED = 50;

export function suspendOnCtrlZ(server: Repl, screen: Screen): void {
  const goOn = () => {
    // What another program does with the terminal is its own business.
    if (screen.isLent) return;
    // The shell has changed the modes behind node's back, which sets only what it takes for changed.
    setRawMode(server, "off");
    setRawMode(server, "on");
    server.output.write(PASTE_ON);
    server.resume();
    screen.drop();
    screen.draw();
  };
  server.on("SIGTSTP", () => {
    screen.leave();
    server.output.write(PASTE_OFF);
    setRawMode(server, "off");
    const begun = setTimeout(goOn, NOT_STOPPED);
    process.once("SIGCONT", () => clearTimeout(begun));
    process.kill(JOB, "SIGTSTP");
  });
  // Also behind a stop that was not asked for here.
  process.on("SIGCONT", goOn);
  server.once("close", () => process.off("SIGCONT", goOn));
}

export function setRawMode({ input }: Repl, mode: "on" | "off"): void {
  if ("setRawMode" in input && typeof input.setRawMode === "function") input.setRawMode(mode === "on");
}
