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
    case "command":
      return commandValues(completing);
    case "entry":
      // Behind the first word it is a filter.
      return before.length === 0 ? entryValues(completing) : filterValues(before, completing);
    case "fault":
      return [...FAULTS.map(({ name, summary }) => ({ value: name, summary })), FAULT_OFF];
    case "file":
      return fileValues(typed, completing);
    case "filter":
      return filterValues(before, completing);
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
