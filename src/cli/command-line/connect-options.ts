// The options of everything that connects.
import { TLS_VERSIONS } from "../../stream/security.ts";
import type { OptionDefinitions } from "./definition.ts";

export const COLOR = {
  type: "boolean",
  group: "What is shown",
  describe: "colours, also when the output is no terminal (--no-color: none)",
  negated: "no colours, also at a terminal",
} as const;

export const VARIABLES = {
  type: "string",
  array: true,
  nargs: 1,
  requiresArg: true,
  group: "At the start",
  value: "NAME=VALUE",
  describe: "what a variable stands for, as room=lobby",
} as const;

export const CONNECT_OPTIONS = {
  domain: {
    type: "string",
    requiresArg: true,
    group: "Where to connect",
    value: "DOMAIN",
    describe: 'the domain for the stream\'s "to", when it is not the host',
  },
  host: {
    type: "string",
    requiresArg: true,
    group: "Where to connect",
    value: "HOST",
    describe: "connect to this host, whatever DNS says of the address",
  },
  port: {
    type: "string",
    requiresArg: true,
    group: "Where to connect",
    value: "PORT",
    describe: "and to this port",
  },
  "component-port": {
    type: "string",
    requiresArg: true,
    group: "Where to connect",
    value: "PORT",
    describe: "where components connect (XEP-0114); without it 5347",
  },
  "allow-hosts": {
    type: "string",
    array: true,
    nargs: 1,
    requiresArg: true,
    group: "Where to connect",
    value: "HOST",
    describe: "a host that scripts may reach beside the one they are pointed at",
  },
  jid: {
    type: "string",
    requiresArg: true,
    group: "As whom",
    value: "JID",
    describe: "your account; the password comes from XMPP_PASSWORD",
  },
  account: {
    type: "string",
    array: true,
    nargs: 1,
    requiresArg: true,
    group: "As whom",
    value: "NAME=JID",
    describe: "the account of a client, as juliet=juliet@localhost; password from XMPP_PASSWORD_JULIET",
  },
  "allow-plaintext": {
    type: "boolean",
    default: false,
    group: "As whom",
    describe: "let PLAIN send a password unencrypted to another machine",
  },
  "direct-tls": {
    type: "boolean",
    group: "TLS",
    describe: "TLS from the first byte (XEP-0368), as with xmpps://",
  },
  insecure: { type: "boolean", group: "TLS", describe: "accept any certificate" },
  ca: {
    type: "string",
    requiresArg: true,
    group: "TLS",
    value: "FILE",
    candidates: "files",
    describe: "trust the certificates in this PEM file, in place of the usual ones",
  },
  pin: {
    type: "string",
    requiresArg: true,
    group: "TLS",
    value: "FINGERPRINT",
    describe: "accept the certificate with this SHA-256 fingerprint and no other",
  },
  cert: {
    type: "string",
    requiresArg: true,
    group: "TLS",
    value: "FILE",
    candidates: "files",
    describe: "a client certificate, in PEM",
  },
  key: {
    type: "string",
    requiresArg: true,
    group: "TLS",
    value: "FILE",
    candidates: "files",
    describe: "its private key, in PEM",
  },
  "tls-min": {
    type: "string",
    choices: TLS_VERSIONS,
    requiresArg: true,
    group: "TLS",
    value: "VERSION",
    describe: "the oldest version of TLS to take",
  },
  "tls-max": {
    type: "string",
    choices: TLS_VERSIONS,
    requiresArg: true,
    group: "TLS",
    value: "VERSION",
    describe: "the newest version of TLS to take",
  },
  var: VARIABLES,
  log: {
    type: "string",
    requiresArg: true,
    group: "What is kept",
    value: "FILE",
    candidates: "files",
    describe: "write the transcript to this file, as NDJSON",
  },
  keylog: {
    type: "string",
    requiresArg: true,
    group: "What is kept",
    value: "FILE",
    candidates: "files",
    describe: "append the keys of TLS to this file, for Wireshark (SSLKEYLOGFILE format)",
  },
  "show-secrets": {
    type: "boolean",
    default: false,
    group: "What is kept",
    describe: "do not redact passwords in logs, reports and piped output",
  },
  color: COLOR,
} as const satisfies OptionDefinitions;

/** The options of the prompt: what connects elsewhere reads no configuration. */
export const PROMPT_OPTIONS = {
  ...CONNECT_OPTIONS,
  config: {
    type: "boolean",
    default: true,
    group: "At the start",
    describe: "do not read the configuration file, ~/.config/xmpp-repl/config",
  },
} as const satisfies OptionDefinitions;
