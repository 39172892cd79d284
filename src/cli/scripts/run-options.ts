// `xmpp-repl run`, as the command line takes it.
import { CONNECT_OPTIONS } from "../command-line/connect-options.ts";
import type { OptionDefinitions, Subcommand, Typed } from "../command-line/definition.ts";

export const FILES = {
  type: "string",
  array: true,
  demandOption: true,
  candidates: "files",
  describe: "scripts (.xmpp, .scs, .md), folders of them, globs; - is standard input",
} as const;

const RUN_OPTIONS = {
  server: {
    type: "string",
    requiresArg: true,
    group: "Where to connect",
    value: "ADDRESS",
    describe:
      "the server that the scripts are for: host, host:port, xmpps://host:port; without it the practice server",
  },
  timeout: {
    type: "string",
    requiresArg: true,
    group: "Running",
    value: "DURATION",
    describe: "how long a step waits; without it 5s",
  },
  "only-tags": tagList('run only scripts with this tag, as slow or "status: stable"'),
  "skip-tags": tagList("leave out scripts with this tag"),
  bail: {
    type: "boolean",
    default: false,
    group: "Running",
    describe: "begin no more when one did not pass",
  },
  repeat: {
    type: "number",
    default: 1,
    requiresArg: true,
    group: "Running",
    value: "N",
    describe: "run everything so many times",
  },
  jobs: {
    type: "number",
    default: 1,
    requiresArg: true,
    group: "Running",
    value: "N",
    describe: "run so many at once",
  },
  step: { type: "boolean", group: "Running", describe: "stop before each step and show what it will send" },
  until: {
    type: "string",
    requiresArg: true,
    group: "Running",
    value: "FILE:LINE",
    candidates: "files",
    describe: "run up to FILE:LINE, and give you the prompt there",
  },
  interactive: {
    type: "boolean",
    group: "Running",
    describe: "give you the prompt when it has ended or failed",
  },
  barrier: {
    type: "boolean",
    default: true,
    group: "Running",
    describe: "do not wait, when the client changes, until the server has read",
  },
  report: {
    type: "string",
    array: true,
    nargs: 1,
    requiresArg: true,
    group: "What is kept",
    value: "FORMAT",
    candidates: reports,
    describe: "tap, json or junit on standard output, or in a file as junit=report.xml",
  },
  "log-dir": {
    type: "string",
    requiresArg: true,
    group: "What is kept",
    value: "FOLDER",
    candidates: "folders",
    describe: "write each script's transcript into this folder, as NDJSON",
  },
  quiet: {
    type: "boolean",
    default: false,
    group: "What is shown",
    describe: "tell only of what did not pass",
  },
  verbose: {
    type: "boolean",
    default: false,
    group: "What is shown",
    describe: "show the transcripts as they come",
  },
} as const satisfies OptionDefinitions;

function tagList(describe: string) {
  return {
    type: "string",
    array: true,
    nargs: 1,
    requiresArg: true,
    group: "Running",
    value: "TAG",
    describe,
  } as const;
}

async function reports({ word }: Typed) {
  if (word.includes("=")) return "files";
  return [
    ["tap", "Test Anything Protocol 14"],
    ["json", "all that is known of the run"],
    ["junit", "JUnit's XML, for CI"],
  ] as const;
}

export const RUN = {
  usage: "run <file..>",
  summary: "run scripts against a server, and tell what differs",
  words: { file: FILES },
  options: { ...RUN_OPTIONS, ...CONNECT_OPTIONS },
  examples: [
    ["xmpp-repl run hello.xmpp", "against a practice server of its own"],
    ["xmpp-repl run hello.xmpp --step", "each step when you say so"],
    ["xmpp-repl run tests/ --server localhost:5222 --report junit=report.xml", "a folder, for CI"],
  ],
} as const satisfies Subcommand;
