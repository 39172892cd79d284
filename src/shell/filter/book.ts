import { UsageError } from "../../errors.ts";
import type { Clients } from "../../session/clients.ts";
import type { ClientId, Entry } from "../../transcript/entry.ts";
import type { Expression } from "./expression.ts";
import type { Filter, FilterBook, ReadFilter } from "./filters.ts";

export interface FilterBookOptions {
  /** Known when something is filtered. */
  clients(): Clients;
  showsSecrets(): boolean;
}

interface Written {
  readonly expression: string;
  readonly meaning: Expression;
}

type Read = Written & ReadFilter;

/** How filters are read is loaded with the first that is. */
const loadReading = async () => {
  const [reading, names, matching, clients] = await Promise.all([
    import("./read-filter.ts"),
    import("./names.ts"),
    import("./matches.ts"),
    import("./named-clients.ts"),
  ]);
  return { ...reading, ...names, ...matching, ...clients };
};

export function filterBook({ clients, showsSecrets }: FilterBookOptions): FilterBook {
  const named = new Map<string, Read>();
  let current: Read | undefined;
  let hidden = 0;
  /** The numbers of what was hidden last, of each client: remarks on an entry come right behind it. */
  const hiding = new Map<ClientId, number>();
  let users: (name: string) => readonly string[] = () => [];
  const around = {
    named: (name: string) => named.get(name)?.meaning,
    clientId: (name: string) => (clients().find(name) ?? clients().formerly(name))?.session.id,
    showsSecrets,
  };
  const read = async (expression: string): Promise<Read> => {
    const { readFilter, matches, withClients, remarksOnClients } = await loadReading();
    const meaning = withClients(await readFilter(expression, [...named.keys()]), around.clientId);
    return {
      expression,
      meaning,
      fits: (entry) => matches(meaning, entry, around),
      get remarks() {
        return remarksOnClients(meaning, { ...around, clients: clients() });
      },
    };
  };
  return {
    get current() {
      return current?.expression;
    },
    get hidden() {
      return hidden;
    },
    get named() {
      return [...named]
        .map(([name, { expression }]) => ({ name, expression }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    async use(expression) {
      current = expression === undefined ? undefined : await read(expression);
      hidden = 0;
      hiding.clear();
    },
    async define(name, expression) {
      const { checkName, checkCircle, usersOf } = await loadReading();
      checkName(name);
      const filter = await read(expression);
      checkCircle(name, filter.meaning, around.named);
      named.set(name, filter);
      users = (of) => usersOf(of, named, current);
    },
    remove(name) {
      const [user] = named.has(name) ? users(name) : [];
      if (user === undefined) return named.delete(name);
      throw new UsageError(`Cannot forget the filter "${name}": ${user} uses it (change that first)`);
    },
    read,
    remarksOn: (name) => (name === undefined ? current : named.get(name))?.remarks ?? [],
    shows(entry) {
      const isHidden = current !== undefined && isHiddenBy(current.fits, entry, hiding);
      if (isHidden) hidden += 1;
      if (isHidden && entry.type === "traffic") hiding.set(entry.client, entry.n);
      return !isHidden;
    },
  };
}

function isHiddenBy(fits: Filter, entry: Entry, hiding: ReadonlyMap<ClientId, number>): boolean {
  // What a line makes the tool say is about no entry: whoever has typed it waits for that.
  if (entry.type === "note") return entry.about !== undefined && entry.about === hiding.get(entry.client);
  return entry.type === "traffic" && !fits(entry);
}
