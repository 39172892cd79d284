// `xmpp-repl calc`, as the command line takes it.
import { CHANNEL_BINDINGS } from "../../xmpp/sasl/gs2.ts";
import type { Subcommand } from "../command-line/definition.ts";

/** Those whose values can be computed, each also with channel binding. */
const SCRAM_MECHANISMS = [
  "SCRAM-SHA-1",
  "SCRAM-SHA-1-PLUS",
  "SCRAM-SHA-256",
  "SCRAM-SHA-256-PLUS",
  "SCRAM-SHA-512",
  "SCRAM-SHA-512-PLUS",
] as const;

const TEXT = { type: "string", requiresArg: true, group: "Options" } as const;

export const SCRAM = {
  usage: "scram",
  summary: "every value of a SCRAM exchange (RFC 5802), as in the examples of the RFCs",
  words: {},
  options: {
    mechanism: {
      ...TEXT,
      choices: SCRAM_MECHANISMS,
      default: "SCRAM-SHA-256",
      value: "NAME",
      describe: "the mechanism",
    },
    user: { ...TEXT, demandOption: true, value: "NAME", describe: "the user name" },
    password: { ...TEXT, value: "PASSWORD", describe: "without it XMPP_PASSWORD" },
    salt: { ...TEXT, demandOption: true, value: "BASE64", describe: "s, in base64" },
    iterations: { ...TEXT, type: "number", demandOption: true, value: "N", describe: "i" },
    "client-nonce": { ...TEXT, demandOption: true, value: "TEXT", describe: "the client's part of r" },
    "server-nonce": {
      ...TEXT,
      demandOption: true,
      value: "TEXT",
      describe: "the server's part of r, or the whole",
    },
    authzid: { ...TEXT, value: "JID", describe: "the identity to act as" },
    "gs2-flag": { ...TEXT, choices: ["n", "y"], default: "n", value: "FLAG", describe: "without -PLUS" },
    "channel-binding": {
      ...TEXT,
      choices: CHANNEL_BINDINGS,
      default: "tls-exporter",
      value: "TYPE",
      describe: "with -PLUS: the type",
    },
    "binding-data": { ...TEXT, value: "HEX", describe: "with -PLUS: the data, in hexadecimal" },
  },
} as const satisfies Subcommand;

export const PLAIN = {
  usage: "plain <user> [password]",
  summary: "the message of PLAIN (RFC 4616), and its base64",
  words: {
    user: { type: "string", demandOption: true, describe: "the user name" },
    password: { type: "string", describe: "without it XMPP_PASSWORD" },
  },
  options: { authzid: { ...TEXT, value: "JID", describe: "the identity to act as" } },
} as const satisfies Subcommand;

export const BASE64 = {
  usage: "base64 [text]",
  summary: "a text as base64, or with -d the other way round",
  words: { text: { type: "string", describe: "without it standard input" } },
  options: {
    decode: {
      alias: "d",
      type: "boolean",
      group: "Options",
      describe: "base64 to text; what is no text is shown as \\0 and \\xHH",
    },
    escapes: {
      alias: "e",
      type: "boolean",
      group: "Options",
      describe: "read \\0, \\xHH, \\n, \\t and \\\\ in the text, as in '\\0me\\0test'",
    },
    raw: { type: "boolean", group: "Options", describe: "with -d: the bytes as they are" },
  },
} as const satisfies Subcommand;

export const CALC = {
  usage: "calc <value>",
  summary: "compute a SASL value outside a session",
  words: {},
  options: {},
  subcommands: [SCRAM, PLAIN, BASE64],
  examples: [
    ["xmpp-repl calc plain me test", "the message, byte by byte"],
    ["xmpp-repl calc base64 -e '\\0me\\0test'", "AG1lAHRlc3Q="],
    [
      "xmpp-repl calc scram --user user --password pencil --mechanism SCRAM-SHA-1 --salt QSXCR+Q6sek8bf92 --iterations 4096 --client-nonce fyko+d2lbbFgONRv9qkxdawL --server-nonce 3rfcNHYJY1ZVvWVs7j",
      "the example of RFC 5802 §5",
    ],
  ],
} as const satisfies Subcommand;
