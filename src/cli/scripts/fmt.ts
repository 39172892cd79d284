// `xmpp-repl fmt`: scripts in one layout.
import { writeFile } from "node:fs/promises";
import { commands } from "../../commands/index.ts";
import { ScriptError, UsageError } from "../../errors.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { decodeScript } from "../../script/decode.ts";
import { formatText } from "../../script/format.ts";
import { formatOf } from "../../script/read.ts";
import { whyUnwritable } from "../../shell/file-trouble.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import { gatherFiles } from "./gather.ts";
import { readScriptFile } from "./script-file.ts";

export interface FmtSetup {
  readonly file: readonly string[];
  /** Only tell which files would change. */
  readonly check: boolean;
}

/**
 * Rewrites the files, and returns the exit code. Standard input is written to standard output.
 * @throws UsageError where a file cannot be read or written.
 */
export async function fmt({ file, check }: FmtSetup): Promise<number> {
  const names = new Set(commands.map(({ name }) => name));
  let code: number = EXIT.passed;
  const files = await gatherFiles(file);
  // A folder may have scripts of both kinds; one that is named must be ours.
  for (const name of files.filter((one) => file.includes(one) || formatOf(one) !== "scansion")) {
    try {
      const text = decodeScript(name, await readScriptFile(name));
      const formatted = formatText(name, text, names);
      if (name === "-") process.stdout.write(formatted);
      else if (formatted !== text) {
        if (check) code = Math.max(code, EXIT.failed);
        else await write(name, formatted);
        process.stderr.write(`${sanitizeLine(name)} ${check ? "would change" : "changed"}\n`);
      }
    } catch (error) {
      if (!(error instanceof ScriptError || error instanceof UsageError)) throw error;
      process.stderr.write(`${sanitizeLine(error.message)}\n`);
      code = EXIT.usage;
    }
  }
  return code;
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${whyUnwritable(error)}`);
  }
}
