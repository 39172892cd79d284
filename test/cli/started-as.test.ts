import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hasManPage, startedAs } from "../../src/cli/started-as.ts";

it.each([
  ["npm start --", "/home/me/repl/dist/main.js", { npm_lifecycle_event: "start" }],
  ["node dist/main.js", "/home/me/repl/dist/main.js", {}],
  ["node /opt/repl/dist/main.js", "/opt/repl/dist/main.js", {}],
  ['node "/opt/my repl/dist/main.js"', "/opt/my repl/dist/main.js", {}],
  ["xmpp-repl", "/usr/local/bin/xmpp-repl", {}],
  ["npx xmpp-repl", "/home/me/.npm/_npx/1/node_modules/.bin/xmpp-repl", { npm_command: "exec" }],
] as const)("advice names the program as it was started: %s", (expected, file, env) => {
  expect(startedAs({ argv: ["/usr/bin/node", file], env, folder: "/home/me/repl" })).toBe(expected);
});

it("the man page is named where npm has installed it beside the program, and not elsewhere", () => {
  const prefix = mkdtempSync(join(tmpdir(), "prefix-"));
  const argv = ["/usr/bin/node", join(prefix, "bin", "xmpp-repl")];
  expect(hasManPage({ argv })).toBe(false);
  const pages = join(prefix, "share", "man", "man1");
  mkdirSync(pages, { recursive: true });
  writeFileSync(join(pages, "xmpp-repl.1"), "");
  expect(hasManPage({ argv })).toBe(true);
});
