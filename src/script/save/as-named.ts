// A session in the words of whoever saves it: every client by the name that it has now.
import type { Client, Clients } from "../../session/clients.ts";
import type { Entry } from "../../transcript/entry.ts";

/** The entries with their clients' present names in place of ids, and in the lines in place of names given up. */
export function asNamed(entries: Iterable<Entry>, clients: Clients): readonly Entry[] {
  const names = new Map([...clients].map(({ name, session }) => [session.id, name]));
  return Array.from(entries, (entry) => {
    const client = names.get(entry.client) ?? entry.client;
    if (entry.type !== "command") return { ...entry, client };
    const { line, masked } = entry;
    return { ...entry, client, line: renamedIn(line, clients), masked: renamedIn(masked, clients) };
  }).filter((entry) => !isForAll(entry));
}

/** `${juliet.jid}` was typed when that was still her name. */
function renamedIn(line: string, clients: Pick<Clients, "formerly">): string {
  return line.replace(/\$\{([^${}<>]+)\.(jid|bare)\}/g, (variable, name: string, what: string) => {
    const client: Client | undefined = clients.formerly(name);
    return client ? `\${${client.name}.${what}}` : variable;
  });
}

/** Each stream that `close --all` has closed was closed by a line of its own, which says whose it is. */
function isForAll(entry: Entry): boolean {
  return entry.type === "command" && /^close(?:\s+\S+)*\s+--all(?:\s|$)/.test(entry.line);
}
