// The options of `xmpp-repl run`.
import type { Argv } from "yargs";
import { connectOptions } from "./connect-options.ts";

/** What the help lists first. */
const RUNNING = [
  "server",
  "jid",
  "account",
  "var",
  "timeout",
  "only-tags",
  "skip-tags",
  "bail",
  "repeat",
  "jobs",
  "step",
  "until",
  "interactive",
  "report",
  "log-dir",
  "barrier",
  "quiet",
  "verbose",
];

export function runOptions<T>(command: Argv<T>) {
  const running = command
    .positional("file", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "scripts (.xmpp, .scs, .md), folders of them, globs; - is standard input",
    })
    .option("server", {
      type: "string",
      requiresArg: true,
      describe: "the server that the scripts are for: host, host:port, xmpps://host:port",
    })
    .option("timeout", {
      type: "string",
      requiresArg: true,
      describe: "how long a step waits; without it 5s",
    })
    .option("only-tags", tagList('run only scripts with this tag, as slow or "status: stable"'))
    .option("skip-tags", tagList("leave out scripts with this tag"))
    .option("bail", { type: "boolean", default: false, describe: "begin no more when one did not pass" })
    .option("repeat", {
      type: "number",
      default: 1,
      requiresArg: true,
      describe: "run everything so many times",
    })
    .option("jobs", { type: "number", default: 1, requiresArg: true, describe: "run so many at once" })
    .option("step", { type: "boolean", describe: "stop before each step and show what it will send" })
    .option("until", {
      type: "string",
      requiresArg: true,
      describe: "run up to FILE:LINE, and give you the prompt there",
    })
    .option("interactive", { type: "boolean", describe: "give you the prompt when it has ended or failed" })
    .option("report", {
      type: "string",
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: "tap, json or junit on standard output, or in a file as junit=report.xml",
    })
    .option("log-dir", {
      type: "string",
      requiresArg: true,
      describe: "write each script's transcript into this folder, as NDJSON",
    })
    .option("barrier", {
      type: "boolean",
      default: true,
      describe: "wait, when the client changes, until the server has read (--no-barrier: do not)",
    })
    .option("quiet", { type: "boolean", default: false, describe: "tell only of what did not pass" })
    .option("verbose", { type: "boolean", default: false, describe: "show the transcripts as they come" });
  return connectOptions(running).group(RUNNING, "Running:");
}

function tagList(describe: string) {
  return { type: "string", array: true, nargs: 1, requiresArg: true, describe } as const;
}
