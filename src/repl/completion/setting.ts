// Settings have names of one word or two, and one name may begin another: `view raw`, `view sent raw`.
import { SETTING_NAMES, SETTINGS } from "../../shell/settings/settings.ts";
import type { Candidate, Completions, ForClient, Value } from "./completions.ts";
import { valuesOfSetting } from "./setting-values.ts";
import { startingWith } from "./xml-values.ts";

/** @param from is where the name of the setting begins, or the cursor stands. */
export function completeSetting(text: string, from: number, { settings }: ForClient): Completions {
  const typed = text.slice(from);
  const names = SETTING_NAMES.filter((name) => name.startsWith(typed)).map((name) => ({
    text: name,
    shown: `${name} ${settings.show(name)}`,
    summary: SETTINGS[name].summary,
    isWhole: true,
  }));
  return { from, candidates: [...valueCandidates(typed, settings), ...names] };
}

function valueCandidates(typed: string, settings: ForClient["settings"]): readonly Candidate[] {
  const name = SETTING_NAMES.filter((known) => typed.startsWith(`${known} `)).at(-1);
  if (name === undefined) return [];
  const now = settings.show(name);
  const whatItWas: Value = {
    value: "default",
    summary: `as nobody has set it: ${settings.showDefault(name)}`,
  };
  // Where a value of the setting has that name itself, it stands first, and counts.
  const isSet = settings.source(name) !== undefined;
  const values = [...valuesOfSetting(name), { value: now }, ...(isSet ? [whatItWas] : [])];
  return startingWith(values, typed.slice(name.length + 1)).map(({ value, summary }) => ({
    text: `${name} ${value}`,
    shown: value,
    summary: value === now ? withNow(summary) : summary,
    isWhole: true,
  }));
}

function withNow(summary: string | undefined): string {
  return summary === undefined ? "as it is now" : `${summary} (as it is now)`;
}
