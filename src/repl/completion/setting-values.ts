// What the values of the settings mean, each in a few words.
import type { View } from "../../render/entry.ts";
import { SETTINGS, type SettingName } from "../../shell/settings/settings.ts";
import type { Values } from "../../shell/settings/table.ts";
import type { Value } from "./completions.ts";

type Meanings<T extends string> = Readonly<Record<T, string>>;

const VIEW: Meanings<View> = {
  pretty: "indented XML",
  raw: "exactly what is on the wire",
  compact: "a row for each stanza",
  hex: "its bytes",
  tree: "an outline without brackets",
};

const ON_OR_OFF: Meanings<"on" | "off"> = { on: "yes", off: "no" };

/** Of every setting whose values are words. */
const MEANINGS: {
  readonly [K in SettingName as Values[K] extends string ? K : never]: Values[K] extends string
    ? Meanings<Values[K]>
    : never;
} = {
  view: VIEW,
  "view sent": { same: 'as "view" says', ...VIEW },
  "view received": { same: 'as "view" says', ...VIEW },
  times: { none: "no time", absolute: "that of day, in UTC", relative: "that since the entry before" },
  timing: ON_OR_OFF,
  wrap: ON_OR_OFF,
  namespaces: { full: "as they are", short: "their last part" },
  base64: { decode: "what it stands for is shown below it", leave: "as it is" },
  theme: {
    default: "for any background",
    light: "for a white background",
    dark: "for a black background",
    mono: "none, but bold, dim, underlined and inverse",
  },
  hints: ON_OR_OFF,
  secrets: { show: "as they are", hide: "as [redacted]" },
  explain: {
    off: "nothing",
    on: "every new kind of element",
    all: "also every value of an authentication",
  },
};

/** Of numbers, sizes and durations, any of which will do, those that its usage names. */
export function valuesOfSetting(name: SettingName): readonly Value[] {
  const meanings: Readonly<Record<string, Meanings<string>>> = MEANINGS;
  const { usage } = SETTINGS[name];
  const words = usage.split(", ");
  if (meanings[name] === undefined && !words.every((word) => /^\d/.test(word))) return [];
  return words.map((value) => ({ value, summary: meanings[name]?.[value] }));
}
