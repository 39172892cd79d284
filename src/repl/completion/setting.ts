// Settings have names of one word or two, and one name may begin another: `view raw`, `view sent raw`.
import { SETTING_NAMES, SETTINGS, type SettingName } from "../../shell/settings.ts";
import type { Candidate, Completions, ForClient } from "./completions.ts";

/** @param from is where the name of the setting begins, or the cursor stands. */
export function completeSetting(text: string, from: number, { settings }: ForClient): Completions {
  const typed = text.slice(from);
  const names = SETTING_NAMES.filter((name) => name.startsWith(typed)).map((name) => ({
    text: name,
    shown: `${name} ${settings.show(name)}`,
    summary: SETTINGS[name].summary,
    isWhole: true,
  }));
  return { from, candidates: [...valuesOf(typed, settings), ...names] };
}

function valuesOf(typed: string, settings: ForClient["settings"]): readonly Candidate[] {
  const name = SETTING_NAMES.filter((known) => typed.startsWith(`${known} `)).at(-1);
  if (name === undefined) return [];
  const begun = typed.slice(name.length + 1);
  const taken = settings.source(name) === undefined ? [] : ["default"];
  return [...wordsOf(name), ...taken]
    .filter((value) => value.startsWith(begun))
    .map((value) => ({
      text: `${name} ${value}`,
      shown: value,
      summary: value === settings.show(name) ? "as it is now" : undefined,
      isWhole: true,
    }));
}

/** The values that are words; of numbers, sizes and durations any will do. */
function wordsOf(name: SettingName): readonly string[] {
  const words = SETTINGS[name].usage.split(", ");
  return typeof SETTINGS[name].initial === "string" ? words : [];
}
