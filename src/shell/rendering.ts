// How an entry is laid out, by the settings: as it comes, and when it is asked for.
import type { RenderOptions, View } from "../render/entry.ts";
import type { Theme } from "../render/themes/theme.ts";
import type { Answers } from "../session/answers.ts";
import type { Clients } from "../session/clients.ts";
import type { Entry } from "../transcript/entry.ts";
import { isNamed } from "./naming-clients.ts";
import type { Settings } from "./settings/settings.ts";

export interface Rendering {
  readonly settings: Settings;
  readonly theme: Theme;
  readonly clients: Clients;
  readonly answers: Answers;
  /** Of the terminal; 0 where there is none: then nothing is wrapped, folded or added. */
  readonly columns: number;
}

export function renderingOf(entry: Entry, rendering: Rendering): RenderOptions {
  const { settings, theme, clients, answers, columns } = rendering;
  const options = {
    theme,
    view: viewOf(entry, settings),
    width: columns,
    ...nameOf(entry, clients),
    times: settings.get("times"),
    namespaces: settings.get("namespaces"),
  };
  if (columns === 0) return options;
  return {
    ...options,
    wrapsXml: settings.get("wrap") === "on",
    fold: settings.get("fold"),
    base64: settings.get("base64"),
    answer: settings.get("timing") === "on" && !isLate(entry, clients) ? answers.of(entry.n) : undefined,
  };
}

/** The remark behind it says what it answers, and when. */
function isLate({ n, client }: Entry, clients: Clients): boolean {
  return clients.withId(client)?.session.inbox.isLate(n) ?? false;
}

function nameOf({ client }: Entry, clients: Clients): Pick<RenderOptions, "name" | "place"> {
  if (!isNamed(client, clients)) return {};
  const place = [...clients].findIndex(({ session }) => session.id === client);
  return place < 0 ? {} : { name: clients.withId(client)?.name, place };
}

function viewOf(entry: Entry, settings: Settings): View {
  if (entry.type !== "traffic") return settings.get("view");
  const own = settings.get(entry.from === "client" ? "view sent" : "view received");
  return own === "same" ? settings.get("view") : own;
}
