// What can be set during a session: each setting with its meaning and what it can be.
import { UsageError } from "../../errors.ts";
import { type Times, VIEWS, type View } from "../../render/entry.ts";
import { THEMES, type ThemeName } from "../../render/themes/theme.ts";
import { DEFAULT_LIMITS } from "../../stream/limits.ts";
import { DEFAULT_TRANSCRIPT_LIMITS } from "../../transcript/transcript.ts";
import { nearest } from "../language/suggest.ts";
import { formatDuration, parseDuration } from "../language/units.ts";
import { count, countFromZero, oneOf, type Setting, size } from "./readers.ts";

export interface Values {
  view: View;
  "view sent": View | "same";
  "view received": View | "same";
  times: Times;
  timing: "on" | "off";
  wrap: "on" | "off";
  /** Characters; 0 folds nothing. */
  fold: number;
  namespaces: "full" | "short";
  base64: "decode" | "leave";
  theme: ThemeName;
  hints: "on" | "off";
  secrets: "show" | "hide";
  explain: "off" | "on" | "all";
  /** Milliseconds. */
  timeout: number;
  "limit stanza": number;
  "limit elements": number;
  "limit depth": number;
  "limit attributes": number;
  "keep entries": number;
  "keep text": number;
}

export const SETTINGS: { readonly [K in keyof Values]: Setting<Values[K]> } = {
  view: oneOf(
    "indented XML; exactly what is on the wire; a row for each stanza; its bytes; or an outline without brackets",
    VIEWS,
  ),
  "view sent": oneOf("the view of what you send, where that is to be another one", ["same", ...VIEWS]),
  "view received": oneOf("the view of what comes, where that is to be another one", ["same", ...VIEWS]),
  times: oneOf(
    "what time stands before each entry: none, that of day in UTC, or that since the entry before",
    ["none", "absolute", "relative"],
  ),
  timing: oneOf("whether a reply says which entry it answers, and how long that took", ["on", "off"]),
  wrap: oneOf(
    "whether rows that are longer than the terminal is wide are broken between attributes and words",
    ["on", "off"],
  ),
  fold: countFromZero("the longest text that is shown whole as it comes, in characters", 500),
  namespaces: oneOf(
    "whether namespaces, those in var and node among them, are shown in full, or by their last part",
    ["full", "short"],
  ),
  base64: oneOf("whether what base64 stands for is shown below it", ["decode", "leave"]),
  theme: oneOf(
    "the colours, where there are any: light is for a white background, dark for a black one, mono has none, but bold, dim, underlined and inverse",
    THEMES,
  ),
  hints: oneOf("whether the usage of a command is shown in grey while you type its arguments", ["on", "off"]),
  secrets: oneOf("whether a terminal shows passwords and SASL payloads as they are", ["show", "hide"]),
  explain: oneOf(
    "what is explained as it comes: nothing, every new kind of element, or also every value of an authentication and how it is computed",
    ["off", "on", "all"],
  ),
  timeout: {
    summary: "how long a command waits for its reply; 0s for ever",
    usage: "500ms, 5s, 2m",
    initial: 5000,
    read: parseDuration,
    write: formatDuration,
  },
  "limit stanza": size("the longest element", DEFAULT_LIMITS.stanza),
  "limit elements": count("how many elements one element may hold", DEFAULT_LIMITS.elements),
  "limit depth": count("how many elements may be inside each other", DEFAULT_LIMITS.depth),
  "limit attributes": count("how many attributes an element may have", DEFAULT_LIMITS.attributes),
  "keep entries": count("how many entries the transcript keeps", DEFAULT_TRANSCRIPT_LIMITS.entries),
  "keep text": size("how much raw text the transcript keeps", DEFAULT_TRANSCRIPT_LIMITS.characters),
};

export type SettingName = keyof Values;

/** The settings as they are listed. */
export const SETTING_GROUPS: readonly { readonly title: string; readonly names: readonly SettingName[] }[] = [
  { title: "How the wire is shown", names: ["view", "view sent", "view received", "times", "timing"] },
  { title: "How rows are laid out", names: ["wrap", "fold", "namespaces", "base64", "theme"] },
  { title: "What is said beside it", names: ["hints", "explain", "secrets"] },
  { title: "How long is waited", names: ["timeout"] },
  {
    title: "What is read (from the next connection)",
    names: ["limit stanza", "limit elements", "limit depth", "limit attributes"],
  },
  { title: "What is kept", names: ["keep entries", "keep text"] },
];

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** @throws UsageError for a name that no setting has. */
export function settingNamed(name: string): SettingName {
  const found = SETTING_NAMES.find((known) => known === name);
  if (found) return found;
  const meant = settingMeant(name) ?? nearest(name, SETTING_NAMES);
  throw new UsageError(
    `Cannot set "${name}": there is no such setting${meant ? ` (did you mean "${meant}"?)` : ' (run "set" for a list)'}`,
  );
}

/** "view sent raw" is about "view sent". */
const LONGEST_FIRST = [...SETTING_NAMES].sort((one, other) => other.length - one.length);

/** The setting whose name a text begins with, and what stands behind it; undefined where there is none. */
export function settingIn(
  text: string,
): { readonly setting: SettingName; readonly value: string } | undefined {
  const setting = LONGEST_FIRST.find(
    (name) => text.startsWith(name) && /^(?:\s|$)/.test(text.slice(name.length)),
  );
  return setting && { setting, value: text.slice(setting.length).trim() };
}

/** Whether the setting can have that value. */
export function canBe(name: SettingName, value: string): boolean {
  try {
    SETTINGS[name].read(value, name);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** How it is written what was nearly a setting with its value: `times=relative`, `view receive raw`. */
export function settingMeant(text: string): string | undefined {
  const written = text.replace(/\s*=\s*/, " ");
  const meant = [settingIn(written), nearlyIn(written)].find((one) => one && canBe(one.setting, one.value));
  return meant && `${meant.setting} ${meant.value}`;
}

/** The setting that the words before the last are nearly the name of. */
function nearlyIn(text: string): ReturnType<typeof settingIn> {
  const [, name = "", value = ""] = /^(.*\S)\s+(\S+)$/.exec(text) ?? [];
  const near = nearest(name, SETTING_NAMES);
  const setting = SETTING_NAMES.find((known) => known === near);
  return setting && { setting, value };
}
