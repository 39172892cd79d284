// What the prompt says of a line of several rows that is not complete: what is open, and whose it is.
import { columnsOf } from "../../render/text/display-width.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { Clients } from "../../session/clients.ts";
import type { Reading } from "./rows-of-line.ts";
import type { UnfinishedSoFar } from "./unfinished-so-far.ts";

export interface OpenLine {
  readonly kind: "XML" | "JavaScript";
  /** Outermost first; none amid the first tag, and none in JavaScript. */
  readonly elements: readonly string[];
  /** The one that the line is for, where it says so. */
  readonly client?: string | undefined;
}

export function openLine(line: string, soFar: UnfinishedSoFar, reading: Reading): OpenLine | undefined {
  const found = line.includes("\n") ? soFar.unfinishedIn(line) : undefined;
  if (!found) return undefined;
  if (found.kind === "JavaScript") return { kind: "JavaScript", elements: [] };
  const read = reading.read(line.split("\n")[found.at] ?? "");
  // What was read takes in more when the line goes on.
  return {
    kind: "XML",
    elements: [...found.xml.openElements],
    client: "client" in read ? read.client : undefined,
  };
}

interface Around {
  readonly clients: Clients;
  readonly theme: Theme;
  /** How wide the terminal is. */
  readonly columns: number;
}

/** The prompt: what is open, the name of the client where it is not the only one, and that no XML can be sent. */
export function placeAmid(open: OpenLine, { clients, theme, columns }: Around): string {
  const { current, count } = clients;
  const client = open.client === undefined ? current : clients.find(open.client);
  const isAlone = count === 1 && client === current;
  const name = isAlone ? "" : sanitizeLine(`${client?.name ?? open.client} `);
  const isOffline = !client || client.session.state.connection === "offline";
  const state = isOffline && open.kind === "XML" ? "offline, " : "";
  // Half of the row is for what is typed.
  const room = columns / 2 - columnsOf(name + state);
  const place = client ? [...clients].indexOf(client) : 0;
  return theme.client(place)(name) + theme.prompt(state + openLabel(open, room));
}

/** The innermost elements where there is not room for all. */
export function openLabel({ kind, elements }: OpenLine, room: number): string {
  const names = elements.length > 0 ? elements.map(sanitizeLine) : [kind === "XML" ? "xml" : kind];
  const label = (from: number) => `${from > 0 ? "… " : ""}${names.slice(from).join(" ")}> `;
  const from = names.findIndex((_name, at) => columnsOf(label(at)) <= room);
  return label(from < 0 ? names.length - 1 : from);
}
