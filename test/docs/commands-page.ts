// docs/commands.md, made from the commands.
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Command } from "../../src/shell/command.ts";
import { helpOf } from "../../src/shell/language/usage.ts";

const INTRODUCTION = `# Commands

Made from the commands themselves by \`npm run docs\`; \`help NAME\` shows the same at the prompt. A command is a line, at
the prompt as well as in a pipe, and at the prompt also a function: \`bind desk\` is \`await bind("desk")\`, and
\`presence --show away\` is \`await presence({ show: "away" })\`. A function returns the element that came as reply.

The commands that wait take \`--timeout DURATION\` (\`500ms\`, \`5s\`, \`2m\`; \`set timeout\` changes what holds without it)
and \`--no-wait\`. Ctrl-C ends a wait; the session goes on.`;

/** The whole page. */
export function commandsPage(commands: readonly Command[]): string {
  const section = (title: string, kind: Command["kind"]) => [
    `## ${title}`,
    ...commands.filter((command) => command.kind === kind).map(entry),
  ];
  const parts = [
    INTRODUCTION,
    ...section("Steps on the wire", "wire"),
    ...section("Everything else", "console"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function entry(command: Command): string {
  return `### ${command.name}\n\n\`\`\`text\n${helpOf(command, NO_COLOR)}\n\`\`\``;
}
