// `xmpp-repl serve`, as the command line takes it.
import { COLOR } from "../command-line/connect-options.ts";
import type { Candidate, OptionDefinitions, Subcommand } from "../command-line/definition.ts";

export interface ServeSetup {
  readonly port: number;
  readonly host?: string | undefined;
  readonly expose: boolean;
  readonly domain: string;
  readonly account?: readonly string[] | undefined;
  readonly accounts?: string | undefined;
  readonly tls: "required" | "optional" | "off";
  readonly register: boolean;
  readonly fault?: string | undefined;
  readonly log?: string | undefined;
  readonly verbose: boolean;
  readonly showSecrets: boolean;
  readonly color?: boolean | undefined;
}

const SERVE_OPTIONS = {
  port: {
    type: "number",
    default: 5222,
    requiresArg: true,
    group: "Serving",
    value: "PORT",
    describe: "where to listen; 0 for a free port",
  },
  host: {
    type: "string",
    requiresArg: true,
    group: "Serving",
    value: "HOST",
    describe: "the address to listen on; without it this machine only",
  },
  expose: {
    type: "boolean",
    default: false,
    group: "Serving",
    describe: "let other machines connect, as in a classroom",
  },
  domain: {
    type: "string",
    default: "localhost",
    requiresArg: true,
    group: "Serving",
    value: "DOMAIN",
    describe: "the domain that is served: the part of the JIDs behind the @",
  },
  account: {
    type: "string",
    array: true,
    nargs: 1,
    requiresArg: true,
    group: "Serving",
    value: "NAME:PASSWORD",
    describe: "an account, again for another; without it me, juliet and romeo, password test",
  },
  accounts: {
    type: "string",
    requiresArg: true,
    group: "Serving",
    value: "FILE",
    candidates: "files",
    describe: "a file of accounts, one name:password a line",
  },
  tls: {
    choices: ["required", "optional", "off"],
    default: "optional",
    group: "Serving",
    value: "WHEN",
    describe: "whether clients must encrypt before they authenticate",
  },
  register: {
    type: "boolean",
    default: false,
    group: "Serving",
    describe: "let anybody make an account (XEP-0077)",
  },
  fault: {
    type: "string",
    requiresArg: true,
    group: "Serving",
    value: "NAME",
    candidates: faults,
    describe: 'go wrong in this way ("fault" at the prompt lists the ways)',
  },
  log: {
    type: "string",
    requiresArg: true,
    group: "What is kept",
    value: "FILE",
    candidates: "files",
    describe: "write what happens to this file, as NDJSON",
  },
  "show-secrets": {
    type: "boolean",
    default: false,
    group: "What is kept",
    describe: "do not redact passwords in what is shown and logged",
  },
  verbose: {
    type: "boolean",
    default: false,
    group: "What is shown",
    describe: "show all that is sent and received",
  },
  color: COLOR,
} as const satisfies OptionDefinitions;

async function faults(): Promise<readonly Candidate[]> {
  const { FAULTS } = await import("../../server/faults/index.ts");
  return FAULTS.map(({ name, summary }) => [name, summary] as const);
}

export const SERVE = {
  usage: "serve",
  summary: "run the practice server alone, for others to connect to",
  words: {},
  options: SERVE_OPTIONS,
  examples: [
    ["xmpp-repl serve --expose --verbose", "for a class, with all that happens on your screen"],
    ["xmpp-repl serve --port 0 --fault stall", "one that goes wrong, for a client to be tried"],
  ],
} as const satisfies Subcommand;
