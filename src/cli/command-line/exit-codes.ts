import type { Outcome } from "../../shell/outcome.ts";

/** The exit codes of every subcommand. 70 is a bug of ours (EX_SOFTWARE); 128 and more are signals. */
export const EXIT = {
  passed: 0,
  failed: 1,
  usage: 2,
  noConnection: 3,
  bug: 70,
  hungUp: 129,
  interrupted: 130,
  /** Whoever read the output has gone away. */
  outputClosed: 141,
  terminated: 143,
} as const;

/** All of them with what each tells, as the help and the pages have it. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.passed, "all went well"],
  [EXIT.failed, "a step failed"],
  [EXIT.usage, "wrong usage"],
  [EXIT.noConnection, "no connection"],
  [EXIT.bug, "a bug in xmpp-repl"],
  [EXIT.hungUp, "the terminal was closed (SIGHUP)"],
  [EXIT.interrupted, "interrupted (Ctrl-C, SIGINT)"],
  [EXIT.outputClosed, "nobody reads the output any more (SIGPIPE)"],
  [EXIT.terminated, "ended from outside (SIGTERM)"],
];

export function exitCode({ status }: Pick<Outcome, "status">): number {
  switch (status) {
    case "passed":
      return EXIT.passed;
    case "failed":
      return EXIT.failed;
    case "wrong usage":
      return EXIT.usage;
    case "no connection":
      return EXIT.noConnection;
    case "interrupted":
      return EXIT.interrupted;
  }
}
