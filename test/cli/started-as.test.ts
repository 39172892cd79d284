import { expect, it } from "vitest";
import { startedAs } from "../../src/cli/started-as.ts";

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
