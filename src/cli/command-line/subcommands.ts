/** First words of the command line that are no address. They are the names in command-line.ts, which is read when one is used. */
export const SUBCOMMANDS: readonly string[] = [
  "learn",
  "explain",
  "run",
  "check",
  "fmt",
  "convert",
  "serve",
  "calc",
  "completion",
  "help",
];
