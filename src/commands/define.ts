import { sanitizeLine } from "../render/text/sanitize.ts";
import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";
import { isNearSecretName } from "../shell/secrets/near-secrets.ts";

export const define = defineCommand({
  name: "define",
  kind: "console",
  summary: `Give a value a name: $\{name} stands for it from then on`,
  detail:
    "A variable can stand anywhere behind the name of a command; it is replaced when the line runs, and never split. " +
    `"define m $\{id}" keeps a fresh id, which $\{id} by itself does not.`,
  args: {
    name: { summary: 'letters, digits, "_", "-" and "."' },
    value: { rest: true, summary: "the text, to the end of the line" },
  },
  options: {},
  example: { line: "define greeting Good morning", shows: `$\{greeting} is "Good morning"` },
  secretFrom: ([name = ""]) => (isNearSecretName(name) ? 1 : undefined),
  looksAtInbox: true,
  run({ args, variables, origin, print }) {
    variables.define(args.name, args.value);
    if (origin === "line") print(`$\{${args.name}} is "${sanitizeLine(args.value)}"`);
    return PASSED;
  },
});
