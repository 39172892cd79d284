import { UsageError } from "../errors.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import type { Client, Clients } from "../session/clients.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { isClientName } from "../shell/language/line.ts";
import { PASSED } from "../shell/outcome.ts";

export const rename = defineCommand({
  name: "rename",
  kind: "console",
  inScripts: "refused",
  summary: "Call a client by another name",
  detail:
    "With one name it is the current client that gets it, or the one in front: `@main rename romeo`. Its connection, its account and its password stay what they " +
    "are; where it has no account it takes that of the new name. What was sent and received before is shown with the new name, and `save` writes that.",
  args: {
    name: { names: "client", orNew: true, summary: "the new name, or the present one where another follows" },
    to: { optional: true, summary: "the new name" },
  },
  options: {},
  example: { line: "rename romeo", shows: "main is called romeo now" },
  needs: "client",
  run({ args: { name, to }, ...context }) {
    const client = to === undefined ? context.client : clientNamed(bare(name), context);
    const renamed = bare(to ?? name);
    checkNew(renamed, client, context.clients);
    context.clients.rename(client, renamed);
    context.print(sanitizeLine(`${client.name} is called ${renamed} now`));
    return PASSED;
  },
});

/** `@juliet` is how a client is written everywhere else. */
function bare(name: string): string {
  return name.replace(/^@/, "");
}

function clientNamed(name: string, { clients }: Context): Client {
  const client = clients.find(name);
  if (client) return client;
  const known = [...clients].map((one) => one.name).join(", ");
  throw new UsageError(`Cannot rename "${name}": there is no such client (there is ${known})`);
}

function checkNew(name: string, client: Client, clients: Clients): void {
  if (!isClientName(name)) {
    throw new UsageError(
      `Cannot rename ${client.name} to "${name}": @${name} could not be written on a line (a name has no blanks, quotes, control characters, "@", "<" or ">")`,
    );
  }
  if (clients.find(name)) {
    const whose = name === client.name ? "it is called that already" : "another client is called that";
    throw new UsageError(`Cannot rename ${client.name} to "${name}": ${whose} (take another name)`);
  }
}
