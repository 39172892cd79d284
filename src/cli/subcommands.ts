/** First words of the command line that are no address. */
export const SUBCOMMANDS: readonly string[] = [
  "calc",
  "run",
  "check",
  "fmt",
  "convert",
  "explain",
  "learn",
  "serve",
];
