// A program that has the terminal and takes no notice of Ctrl-Z stops with this one, and goes on with it.
import { type ChildProcess, spawnSync } from "node:child_process";

/** Where nobody could wake it up, a process is not stopped: then it goes on by itself. In milliseconds. */
const NOT_STOPPED = 50;

/**
 * From now on Ctrl-Z stops both. Else the shell would share the keyboard with a program that runs on. Returns what ends that.
 */
export function stopTogether(running: ChildProcess): () => void {
  let timer: NodeJS.Timeout | undefined;
  let modes: string | undefined;
  let isStopped = false;
  const goOn = () => {
    // Both the timer and the signal may call.
    if (!isStopped) return;
    isStopped = false;
    process.off("SIGCONT", goOn);
    clearTimeout(timer);
    listen();
    if (modes !== undefined) stty(modes);
    running.kill("SIGCONT");
    // What it has drawn is further up: with this it draws it again.
    running.kill("SIGWINCH");
  };
  const stop = () => {
    isStopped = true;
    // First of all: until it has noticed that it is stopped, what is typed for the shell may be read by it.
    running.kill("SIGSTOP");
    modes = stty("-g");
    giveBackModes(process.stdin);
    process.off("SIGTSTP", stop);
    process.on("SIGCONT", goOn);
    // The timer has run out as well when the process was stopped, and comes first: the signal is read before it counts.
    timer = setTimeout(() => setImmediate(goOn), NOT_STOPPED);
    process.kill(process.pid, "SIGTSTP");
  };
  const listen = () => process.on("SIGTSTP", stop);
  listen();
  return () => {
    isStopped = false;
    process.off("SIGTSTP", stop);
    process.off("SIGCONT", goOn);
    clearTimeout(timer);
  };
}

/** The modes that the terminal had when this program began; node sets only what it takes for changed. */
function giveBackModes(terminal: NodeJS.ReadStream): void {
  if (!terminal.isTTY) return;
  terminal.setRawMode(true);
  terminal.setRawMode(false);
}

/** Node knows the terminal's modes no better than raw and not raw: what is in between must be asked for. */
export function stty(argument: string): string | undefined {
  const { status, stdout } = spawnSync("stty", [argument], {
    stdio: ["inherit", "pipe", "ignore"],
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}
