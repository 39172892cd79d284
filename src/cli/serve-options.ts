// The options of `xmpp-repl serve`.
import type { Argv } from "yargs";

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

export function serveOptions<T>(command: Argv<T>) {
  return command
    .option("port", {
      type: "number",
      default: 5222,
      requiresArg: true,
      describe: "where to listen; 0 for a free port",
    })
    .option("host", {
      type: "string",
      requiresArg: true,
      describe: "the address to listen on; without it this machine only",
    })
    .option("expose", {
      type: "boolean",
      default: false,
      describe: "let other machines connect, as in a classroom",
    })
    .option("domain", {
      type: "string",
      default: "localhost",
      requiresArg: true,
      describe: "the domain that is served: the part of the JIDs behind the @",
    })
    .option("account", {
      type: "string",
      array: true,
      nargs: 1,
      requiresArg: true,
      describe:
        "an account as name:password, again for another; without it me, juliet and romeo, password test",
    })
    .option("accounts", {
      type: "string",
      requiresArg: true,
      describe: "a file of accounts, one name:password a line",
    })
    .option("tls", {
      choices: ["required", "optional", "off"] as const,
      default: "optional" as const,
      describe: "whether clients must encrypt before they authenticate",
    })
    .option("register", {
      type: "boolean",
      default: false,
      describe: "let anybody make an account (XEP-0077)",
    })
    .option("fault", {
      type: "string",
      requiresArg: true,
      describe: 'go wrong in this way ("fault" at the prompt lists the ways)',
    })
    .option("log", {
      type: "string",
      requiresArg: true,
      describe: "write what happens to this file, as NDJSON",
    })
    .option("verbose", { type: "boolean", default: false, describe: "show all that is sent and received" })
    .option("show-secrets", {
      type: "boolean",
      default: false,
      describe: "do not redact passwords in what is shown and logged",
    })
    .option("color", { type: "boolean", describe: "colours, also when the output is no terminal" });
}
