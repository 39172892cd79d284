// A text in the user's own editor, by way of a file that nobody else can read.
import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants as system, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { UsageError } from "../../errors.ts";
import { type Ended, endTogether, keepModes } from "./end-together.ts";
import { inPlaceOfShell } from "./in-place-of-shell.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What is there where nobody has said what to take. */
const USUAL = ["vi", "nano"];

/**
 * Returns what was saved; the file is gone then. The editor ends with the program, which the signal is aborted for.
 * @throws UsageError where there is no editor, it failed, or what it saved is no text.
 */
export async function editFile(
  text: string,
  environment: Environment,
  signal?: AbortSignal,
): Promise<string> {
  const editor = editorIn(environment);
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Whatever ends the program while the editor is there.
  process.once("exit", remove);
  try {
    const file = join(folder, "stanza.xml");
    writeFileSync(file, text === "" ? "" : `${text}\n`, { mode: 0o600 });
    const problem = await run(editor, file, { environment, signal });
    if (problem !== undefined) throw new UsageError(`Cannot edit: ${problem}`);
    return readText(file);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** By custom VISUAL comes before EDITOR, and either may have arguments. */
function editorIn(environment: Environment): string {
  const named = environment.VISUAL?.trim() || environment.EDITOR?.trim();
  if (named) return named;
  const found = USUAL.find((name) => isProgram(name, environment));
  if (found !== undefined) return found;
  throw new UsageError("Cannot edit: no editor is known (set VISUAL or EDITOR to one)");
}

function isProgram(name: string, { PATH = "" }: Environment): boolean {
  return PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Why the editor did not do what it was to do; undefined where it did. */
async function run(
  editor: string,
  file: string,
  { environment, signal }: { readonly environment: Environment; readonly signal: AbortSignal | undefined },
): Promise<string | undefined> {
  // Ctrl-C is the editor's while it has the terminal.
  const ignore = () => {};
  process.on("SIGINT", ignore);
  try {
    const giveBackModes = keepModes();
    // A shell reads the words of the variable, as git and others do.
    const child = spawn("/bin/sh", ["-c", `${inPlaceOfShell(editor)} "$@"`, editor, file], {
      stdio: "inherit",
      env: { ...environment },
    });
    const ended = await endTogether(child, signal);
    if (ended.kind === "made to") giveBackModes();
    return whyFailed(editor, ended);
  } finally {
    process.off("SIGINT", ignore);
  }
}

function whyFailed(editor: string, ended: Ended): string | undefined {
  if (ended.kind === "not started") return `the editor "${editor}" did not start: ${ended.why}`;
  if (ended.kind === "made to") return `the editor "${editor}" was ended, and nothing is taken from it`;
  const { code, signal } = ended;
  if (code === 0) return undefined;
  // POSIX: the shell has not found the program, or may not run it.
  if (code === 127) return `there is no editor "${editor}" (set VISUAL or EDITOR to one that is there)`;
  if (code === 126) return `"${editor}" may not be run (set VISUAL or EDITOR to an editor)`;
  const how = signal === null ? `with exit code ${code}` : `by ${signal} (${system.signals[signal]})`;
  return `the editor "${editor}" ended ${how}, and nothing is taken from it`;
}

function readText(file: string): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    return text.replace(/\r\n/g, "\n").replace(/\n$/, "");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new UsageError(
      isGone
        ? "Cannot edit: the editor has removed the file"
        : "Cannot edit: what was saved is no text in UTF-8 (save it in that encoding)",
    );
  }
}
