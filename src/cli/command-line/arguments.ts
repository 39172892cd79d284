// The command line with options. What asks for words only is answered here; yargs reads the rest.
import { UsageError } from "../../errors.ts";
import { complain } from "../complain.ts";
import { withoutColourWords } from "./colour-words.ts";
import { EXIT } from "./exit-codes.ts";
import { helpAsked, helpFor } from "./help.ts";

/** What is not at a terminal is laid out for one of the usual width. */
const USUAL_WIDTH = 80;

/** Runs what the arguments ask for; returns the exit code. */
export async function runArguments(args: readonly string[], version: string): Promise<number> {
  let known = args;
  try {
    known = withoutColourWords(args);
    const topic = helpAsked(args);
    if (topic) return print(await helpFor(topic, process.stdout.columns ?? USUAL_WIDTH, process.env));
    if (args[0] === "completion") {
      const { completion } = await import("../completion/completion.ts");
      return print(await completion(args.slice(1)));
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return EXIT.usage;
  }
  const { runParsed } = await import("./parse-arguments.ts");
  return await runParsed(known, version);
}

function print(lines: readonly string[]): number {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.passed;
}
