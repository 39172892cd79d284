// What help tells of: commands, settings, also as they are set (`help set view`), and aliases.
import { SETTING_NAMES, SETTINGS } from "../../shell/settings/settings.ts";
import type { Completions, ForClient } from "./completions.ts";
import { commandValues } from "./named.ts";
import { startingWith } from "./xml-values.ts";

/** @param from is where what it is asked about begins, or the cursor stands. */
export function completeTopic(text: string, from: number, completing: ForClient): Completions {
  const typed = text.slice(from);
  const [asSet] = /^set\s+/.exec(typed) ?? [];
  const begun = typed.slice(asSet?.length ?? 0);
  const settings = SETTING_NAMES.map((value) => ({ value, summary: SETTINGS[value].summary }));
  const others = [
    ...commandValues(completing),
    ...settings,
    ...completing.aliases.all.map(({ name, line }) => ({ value: name, summary: `= ${line}` })),
  ];
  return {
    from: text.length - begun.length,
    candidates: startingWith(asSet === undefined ? others : settings, begun).map(({ value, summary }) => ({
      text: value,
      summary,
      isWhole: true,
    })),
  };
}
