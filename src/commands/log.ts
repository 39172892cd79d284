import { UsageError } from "../errors.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { type Context, defineCommand, type Options } from "../shell/command.ts";
import { nearest } from "../shell/language/suggest.ts";
import type { Log } from "../shell/logs.ts";
import { PASSED } from "../shell/outcome.ts";

const OPTIONS = {
  all: { summary: "begin with the oldest entry that is kept" },
  force: { summary: "write over a file that is there" },
} as const;

/** What other tools have there: none of these is meant as the name of a file. */
const BEGINNINGS = ["on", "start", "begin"];
const ENDS = ["stop", "end", "none"];
/** What is no file behind the command's name. */
const WORDS = ["off", "save"];

export const log = defineCommand({
  name: "log",
  kind: "console",
  inScripts: "refused",
  summary: "Write what happens to a file, or stop writing it",
  detail:
    "log FILE: every entry from now on. log off: no more of them. log save FILE: those that are kept. log alone says where they go. A name " +
    "that ends with .txt gets text, laid out and with times whatever the view is, any other one JSON object a line (docs/transcripts.md). Only its owner may read " +
    "the file, and it is without secrets unless the program was started with --show-secrets. What --log writes is written besides.",
  args: {
    what: { optional: true, names: "file", suggests: WORDS, summary: "the file, off, or save" },
    file: { optional: true, names: "file", summary: "behind save: the file" },
  },
  options: OPTIONS,
  due: ([what]) => (what === undefined ? "[FILE, off, or save FILE]" : what === "save" ? "<FILE>" : ""),
  example: {
    line: "log save walk.ndjson",
    after: [{ line: "open --no-wait" }],
    shows: "saved 4 entries to walk.ndjson",
  },
  async run({ args, options, ...context }) {
    const { what, file } = args;
    checkWords(what, file, options);
    const existing = options.force ? "replaced" : "kept";
    if (what === undefined) context.print(statusText(context));
    else if (what === "off") await stop(context);
    else if (what === "save" && file !== undefined) {
      const { text, entries } = context.logs.kept(file);
      await context.writeFile(file, text, { mode: "private", existing });
      context.print(`saved ${counted(entries)} to ${sanitizeLine(file)}`);
      tellDropped(context);
    } else {
      context.logs.start(what, { from: options.all ? "oldest" : "now", existing });
      context.print(`what happens is written to ${sanitizeLine(what)} from now on ("log off" ends it)`);
      if (options.all) tellDropped(context);
    }
    return PASSED;
  },
});

/** @throws UsageError for words that do not go together. */
function checkWords(
  what: string | undefined,
  file: string | undefined,
  { all, force }: Options<typeof OPTIONS>,
): void {
  if (what === "" || file === "")
    throw new UsageError('Cannot log: the name of the file is empty (write "log FILE")');
  if (what !== undefined) checkName(what);
  if (what === "save" && file === undefined)
    throw new UsageError('Cannot save: no file is named (write "log save FILE")');
  if (what !== "save" && file !== undefined)
    throw new UsageError(
      `Cannot log: "${file}" is one word too many (write "log FILE", "log save FILE" or "log off")`,
    );
  if (
    (all && (what === undefined || what === "off" || what === "save")) ||
    (force && (what === undefined || what === "off"))
  )
    throw new UsageError(`Cannot log: ${all ? "--all" : "--force"} goes with a file (write "log FILE")`);
}

/** @throws UsageError for a word that means something else than a file, or nearly does. */
function checkName(what: string): void {
  const meant = ENDS.includes(what) ? "off" : nearlyMeant(what);
  if (meant !== undefined) {
    throw new UsageError(
      `Cannot log to "${what}": that is no file's name here (did you mean "log ${meant}"? write ./${what} for the file)`,
    );
  }
  if (BEGINNINGS.includes(what)) {
    throw new UsageError(
      `Cannot log: "${what}" names no file (write "log FILE", as in "log walk.ndjson", or ./${what} for the file)`,
    );
  }
}

/** A slip would leave a file of that name behind; a dot or a slash in it says that a file is meant. */
function nearlyMeant(what: string): string | undefined {
  if (WORDS.includes(what) || !/^\p{L}+$/u.test(what)) return undefined;
  const near = nearest(what, WORDS);
  return near === "save" ? "save FILE" : near;
}

/** Whoever reads the file later must not take it for all that has happened. */
function tellDropped({ transcript: { dropped }, print }: Context): void {
  if (dropped === 0) return;
  const are = dropped === 1 ? "is" : "are";
  print(
    `  ${counted(dropped)} from before ${are} not in it: dropped to save memory (--log, from the start, has all of them)`,
  );
}

async function stop({ logs, print }: Context): Promise<void> {
  const ended = await logs.stop();
  const always =
    logs.always === undefined ? "" : `; --log writes to ${sanitizeLine(logs.always)} until the program ends`;
  if (!ended) return print(`no line has begun a log${always}`);
  const lost = ended.isWhole ? "" : " (not all of them: see above)";
  print(
    `${counted(ended.entries)} ${ended.entries === 1 ? "was" : "were"} written to ${sanitizeLine(ended.file)}${lost}${always}`,
  );
}

function statusText({ logs: { current, always } }: Context): string {
  const rows = [
    ...(current ? [runningText(current)] : []),
    ...(always === undefined ? [] : [`--log writes to ${sanitizeLine(always)} until the program ends`]),
  ];
  return rows.length > 0
    ? rows.join("\n")
    : 'nothing is written to a file (run "log FILE", or "log save FILE" for what is kept)';
}

function runningText({ file, entries }: Log): string {
  return `what happens is written to ${sanitizeLine(file)}: ${counted(entries)} so far ("log off" ends it)`;
}

function counted(entries: number): string {
  return `${entries} ${entries === 1 ? "entry" : "entries"}`;
}
