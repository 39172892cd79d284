// The options of everything that connects.
import type { Argv } from "yargs";
import { TLS_VERSIONS } from "../stream/security.ts";

export function connectOptions<T>(command: Argv<T>) {
  return command
    .option("domain", {
      type: "string",
      requiresArg: true,
      describe: 'the domain for the stream\'s "to", when it is not the host',
    })
    .option("jid", {
      type: "string",
      requiresArg: true,
      describe: "your account; the password comes from XMPP_PASSWORD",
    })
    .option("account", {
      type: "string",
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: "the account of a client, as juliet=juliet@localhost; password from XMPP_PASSWORD_JULIET",
    })
    .option("host", {
      type: "string",
      requiresArg: true,
      describe: "connect to this host, whatever DNS says of the address",
    })
    .option("port", { type: "string", requiresArg: true, describe: "and to this port" })
    .option("component-port", {
      type: "string",
      requiresArg: true,
      describe: "where components connect (XEP-0114); without it 5347",
    })
    .option("direct-tls", {
      type: "boolean",
      describe: "TLS from the first byte (XEP-0368), as with xmpps://",
    })
    .option("insecure", { type: "boolean", describe: "accept any certificate" })
    .option("ca", {
      type: "string",
      requiresArg: true,
      describe: "trust the certificates in this PEM file, in place of the usual ones",
    })
    .option("pin", {
      type: "string",
      requiresArg: true,
      describe: "accept the certificate with this SHA-256 fingerprint and no other",
    })
    .option("cert", {
      type: "string",
      requiresArg: true,
      describe: "a client certificate, in PEM",
    })
    .option("key", { type: "string", requiresArg: true, describe: "its private key, in PEM" })
    .option("tls-min", {
      type: "string",
      choices: TLS_VERSIONS,
      requiresArg: true,
      describe: "the oldest version of TLS to take",
    })
    .option("tls-max", {
      type: "string",
      choices: TLS_VERSIONS,
      requiresArg: true,
      describe: "the newest version of TLS to take",
    })
    .option("keylog", {
      type: "string",
      requiresArg: true,
      describe: "append the keys of TLS to this file, for Wireshark (SSLKEYLOGFILE format)",
    })
    .option("log", {
      type: "string",
      requiresArg: true,
      describe: "write the transcript to this file, as NDJSON",
    })
    .option("var", {
      type: "string",
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: "what a variable stands for, as room=lobby",
    })
    .option("show-secrets", {
      type: "boolean",
      default: false,
      describe: "do not redact passwords in logs, reports and piped output",
    })
    .option("allow-plaintext", {
      type: "boolean",
      default: false,
      describe: "let PLAIN send a password unencrypted to another machine",
    })
    .option("allow-hosts", {
      type: "string",
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: "a host that scripts may reach beside the one they are pointed at",
    })
    .option("color", {
      type: "boolean",
      describe: "colours, also when the output is no terminal (--no-color: none)",
    });
}
