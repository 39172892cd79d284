// What a word can name -> the values that there are.
import { FAULTS } from "../../server/faults/index.ts";
import type { Named } from "../../shell/command.ts";
import { SETTING_NAMES, SETTINGS } from "../../shell/settings/settings.ts";
import { TEMPLATES } from "../../xmpp/templates.ts";
import type { ForClient, Value } from "./completions.ts";
import { entryValues, trafficValues } from "./entries.ts";
import { fileValues } from "./files.ts";
import { filterValues } from "./filters.ts";
import { historyValues } from "./history.ts";
import { jidValues } from "./jids.ts";
import { mechanismValues } from "./mechanisms.ts";
import { namespaceValues } from "./namespaces.ts";
import { requestValues } from "./requests.ts";
import { userValues } from "./users.ts";
import { variableValues } from "./variables.ts";
import { wordValues } from "./words.ts";

/** Where the value stands, and what stands before it. */
export interface Asked {
  /** As far as it is typed. */
  readonly typed: string;
  /** The other words of the command, without its options. */
  readonly before: readonly string[];
}

export function namedValues(named: Named, { typed, before }: Asked, completing: ForClient): readonly Value[] {
  switch (named) {
    case "alias":
      return completing.aliases.all.map(({ name, line }) => ({ value: name, summary: line }));
    case "client":
      return clientValues(completing);
    case "entry":
      return entryOrFilterValues({ typed, before }, completing);
    case "fault":
      return [...FAULTS.map(({ name, summary }) => ({ value: name, summary })), FAULT_OFF];
    case "file":
      return fileValues(typed, completing);
    case "filter":
      return viewFilterValues({ typed, before }, completing);
    case "history":
      // Behind the first word it is the rest of a line.
      return before.length === 0 ? historyValues(typed, completing) : [];
    case "jid":
      return jidValues(completing);
    case "mechanism":
      return mechanismValues(before[0], completing);
    case "namespace":
      return namespaceValues(typed, completing);
    case "request":
      return requestValues(completing);
    case "setting":
      return SETTING_NAMES.map((value) => ({ value, summary: SETTINGS[value].summary }));
    case "template":
      return TEMPLATES.map(({ name, summary }) => ({ value: name, summary }));
    case "topic":
      return commandValues(completing);
    case "traffic":
      return trafficValues(completing);
    case "user":
      return userValues(completing);
    case "variable":
      return variableValues(completing);
    case "word":
      return wordValues(typed, completing);
  }
}

/** Entries by their numbers, or by a filter. */
function entryOrFilterValues(asked: Asked, completing: ForClient): readonly Value[] {
  const [first] = asked.before;
  if (first === undefined) return [...entryValues(completing), ...filterValues(asked, completing)];
  // Behind numbers nothing can stand: `7`, `-3`, `5-9`.
  return /^-?\d/.test(first) ? [] : filterValues(asked, completing);
}

/** What the view is to show, or `NAME = FILTER`. */
function viewFilterValues(asked: Asked, completing: ForClient): readonly Value[] {
  const { before } = asked;
  if (before[1] === "=") return filterValues({ ...asked, before: before.slice(2) }, completing);
  const values = filterValues(asked, completing);
  return before.length === 0 ? [...values, FILTER_OFF] : values;
}

const FILTER_OFF: Value = { value: "off", summary: "everything is shown again" };
const FAULT_OFF: Value = { value: "off", summary: "ends the fault that is armed" };

export function commandValues({ commands }: ForClient): readonly Value[] {
  return commands.map(({ name, summary }) => ({ value: name, summary }));
}

export function clientValues({ clients }: ForClient): readonly Value[] {
  return [...clients].map(({ name, session }) => {
    const { connection, jid, host } = session.state;
    const where = connection === "offline" ? "offline" : `connected to ${host ?? ""}`;
    return { value: name, summary: jid ? `${jid.localpart ?? ""}@${jid.domainpart}` : where };
  });
}
