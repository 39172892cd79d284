// The prompt of a line that begins: whose it is, where that client stands, and what is due.
import { position } from "../explain/due.ts";
import { columnsOf } from "../render/text/display-width.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import type { Theme } from "../render/themes/theme.ts";
import type { Clients } from "../session/clients.ts";
import type { FilterBook } from "../shell/filter/filters.ts";

interface Around {
  readonly clients: Clients;
  readonly filters: FilterBook;
  readonly theme: Theme;
  /** How wide the terminal is. */
  readonly columns: number;
}

export function placeOf({ clients, filters, theme, columns }: Around): string {
  const { name, session } = clients.current;
  const { label, next } = position(session.state);
  // Whatever is sent goes into it: nothing else is due.
  const due = session.isMidElement ? "element open" : next && `${next} next`;
  const notes = filters.current === undefined ? [] : ["filtered"];
  const written = (parts: readonly string[]) => sanitizeLine(` ${parts.join(", ")}> `);
  const long = written(due === undefined ? [label, ...notes] : [label, due, ...notes]);
  const short = session.isMidElement ? long : written([label, ...notes]);
  const first = sanitizeLine(name);
  // Half of the row is for what is typed: "next" says what is due.
  const rest = columnsOf(first + long) > columns / 2 ? short : long;
  const at = [...clients].findIndex((client) => client.session === session);
  return (clients.count > 1 ? theme.client(at) : theme.prompt)(first) + theme.prompt(rest);
}
