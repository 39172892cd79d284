// A start option that cannot be used: one error, and the shell again.
import { expect, it, onTestFinished } from "vitest";
import { program } from "../servers/harness/piped.ts";
import { node } from "./harness/node.ts";
import { openTerminal } from "./harness/terminal.ts";

const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["--pin", "AA"], /^Cannot use --pin "AA": it is the SHA-256 of the certificate/],
  [
    ["--ca", "no-such.pem"],
    /^Cannot read --ca no-such\.pem: there is no such file \(is the name spelled right\?\)\n*$/,
  ],
  [["--log", "no-such-folder/x"], /^Cannot write the log to no-such-folder\/x: its folder is not there/],
  [["--keylog", "no-such-folder/x"], /^Cannot write the TLS keys to no-such-folder\/x: its folder/],
  [["--account", "foo"], /^Cannot read --account "foo": it has no name and value/],
  [["--domain", "a b"], /^Cannot use --domain "a b": it is no domain \(write for example localhost\)\n*$/],
  [["--var", "1=2"], /^Cannot /],
  [["localhost:99999"], /^Cannot read the address "localhost:99999": a port is a number/],
];

it.each(REFUSED)("%j is refused before the banner, and the program ends", async (args, said) => {
  const terminal = openTerminal({
    command: node,
    args: [program, ...args],
    rows: 20,
    columns: 160,
  });
  onTestFinished(() => terminal.stop());
  expect(await terminal.exited).toBe(2);
  expect(terminal.screen()).toMatch(said);
  expect(terminal.scrollback()).not.toContain("xmpp-repl 0");
});
