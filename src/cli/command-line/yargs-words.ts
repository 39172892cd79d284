// What yargs has against a command line, in words of ours and with what to do.
import { nearest } from "../../shell/language/suggest.ts";
import { subcommandIn } from "./command-line.ts";
import { writtenAs } from "./definition.ts";
import { SUBCOMMANDS } from "./subcommands.ts";

export interface Complaint {
  /** As yargs says it. */
  readonly message: string;
  readonly args: readonly string[];
}

export function inOurWords(complaint: Complaint): string {
  return subcommandMeant(complaint) ?? optionMeant(complaint) ?? said(complaint);
}

/** The subcommand that a first word is a slip of; where nothing stands behind it, it is an address. */
function subcommandMeant({ args: [first = "", ...rest] }: Complaint): string | undefined {
  if (rest.length === 0 || SUBCOMMANDS.includes(first) || !/^[a-z]{3,}$/i.test(first)) return undefined;
  const meant = nearest(first, SUBCOMMANDS);
  return meant && `Cannot run "${first}": there is no such subcommand (did you mean "${meant}"?)`;
}

/** An option that there is not comes first: yargs takes its value for something else, or the other way round. */
function optionMeant(complaint: Complaint): string | undefined {
  const { args, message } = complaint;
  if (!/^(Not enough non-option|Unknown arg)/.test(message)) return undefined;
  const { options } = subcommandIn(args).subcommand;
  const known = [...Object.keys(options), "help", "version"];
  const written = Object.entries(options).map(([name, option]) => writtenAs(name, option).slice(2));
  const ends = args.indexOf("--");
  const unknown = (ends < 0 ? args : args.slice(0, ends))
    .flatMap((arg) => /^--([^=]+)/.exec(arg)?.[1] ?? [])
    .find((name) => !known.includes(name.replace(/^no-/, "").replace(/[A-Z]/g, "-$&").toLowerCase()));
  if (unknown === undefined) return undefined;
  const meant = nearest(unknown, [...new Set([...known, ...written])]);
  const remedy = meant === undefined ? seeHelp(complaint) : `did you mean --${meant}?`;
  return `Cannot read --${unknown}: there is no such option (${remedy})`;
}

/** What each needs, and how it is written. */
const NEEDED: Readonly<Record<string, string>> = {
  explain: 'Cannot explain: there is no word (say what, as in "xmpp-repl explain bind")',
  run: 'Cannot run: there is no file (name a script, as in "xmpp-repl run hello.xmpp")',
  check: 'Cannot check: there is no file (name a script, as in "xmpp-repl check hello.xmpp")',
  fmt: 'Cannot format: there is no file (name a script, as in "xmpp-repl fmt hello.xmpp")',
  convert: 'Cannot convert: there is no file (name a script, as in "xmpp-repl convert hello.scs")',
  calc: 'Cannot compute: there is no user (write for example "xmpp-repl calc plain me test")',
};

function said(complaint: Complaint): string {
  const { message, args } = complaint;
  const [first = ""] = args;
  const help = seeHelp(complaint);
  const [, kind = "", rest = ""] = /^([^:]*):?\s*([\s\S]*)$/.exec(message) ?? [];
  switch (kind) {
    case "Not enough non-option arguments":
      return NEEDED[first] ?? `Cannot run "${first}": a word is missing (${help})`;
    case "Not enough arguments following":
      return `Cannot read --${rest}: its value is missing (${help})`;
    case "Missing required argument":
    case "Missing required arguments": {
      const names = rest.split(", ").map((name) => `--${name}`);
      return `Cannot run ${first}: ${names.join(", ")} ${names.length > 1 ? "are" : "is"} missing (${help})`;
    }
    case "Unknown command":
      return `Cannot run "${first} ${rest}": there is no such subcommand (${help})`;
    case "Unknown argument":
    case "Unknown arguments":
      return surplus(rest, complaint);
    case "Invalid values":
      return choice(rest) ?? `${message} (${help})`;
    default:
      return `${message} (${help})`;
  }
}

function surplus(word: string, complaint: Complaint): string {
  const isPort = complaint.args[0] === "serve" && /^\d+$/.test(word);
  const remedy = isPort ? `did you mean "--port ${word}"?` : seeHelp(complaint);
  return `Cannot read "${word}": it is one word too many (${remedy})`;
}

/** `Argument: tls, Given: "maybe", Choices: "required", "optional", "off"`, of which only the first is told. */
function choice(text: string): string | undefined {
  const [, name, given, list = ""] = /^Argument: ([^,]+), Given: "([^"]*)", Choices: (.*)/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const choices = [...list.matchAll(/"([^"]*)"/g)].map(([, one = ""]) => one);
  const last = choices.pop();
  return `Cannot use --${name} "${given}": it is ${[choices.join(", "), last].join(" or ")}`;
}

function seeHelp({ args: [first = ""] }: Complaint): string {
  const subcommand = SUBCOMMANDS.includes(first) ? ` ${first}` : "";
  return `run "xmpp-repl${subcommand} --help" for the options`;
}
