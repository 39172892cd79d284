// `xmpp-repl convert`: a script of Scansion, or the blocks of a page, as `.xmpp`.
import { writeFile } from "node:fs/promises";
import { UsageError } from "../../errors.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { writeScript } from "../../script/write.ts";
import { whyUnwritable } from "../../shell/file-trouble.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import { PLAIN_SETUP } from "../command-line/setup.ts";
import { load } from "./run-one.ts";

export interface ConvertSetup {
  readonly file: string;
  readonly output?: string | undefined;
  /** Whether to write over a file that is there. */
  readonly force: boolean;
  readonly var?: readonly string[] | undefined;
}

/**
 * Writes the script that does the same, and returns the exit code.
 * @throws UsageError where the output cannot be written.
 */
export async function convert({ file, output, force, var: variables }: ConvertSetup): Promise<number> {
  const { script, errors } = await load(file, { ...PLAIN_SETUP, var: variables });
  for (const { message } of errors) process.stderr.write(`${sanitizeLine(message)}\n`);
  if (errors.length > 0) return EXIT.usage;
  const text = writeScript(script);
  if (output === undefined) {
    process.stdout.write(text);
    return EXIT.passed;
  }
  try {
    await writeFile(output, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new UsageError(`Cannot write ${output}: there is such a file (--force writes over it)`);
    }
    throw new UsageError(`Cannot write ${output}: ${whyUnwritable(error)}`);
  }
  return EXIT.passed;
}
