import { wrapPrinted } from "../render/printed.ts";
import { wrapRows } from "../render/text/align.ts";
import { helpWidth } from "../render/text/prose-width.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { wrapWords } from "../render/text/wrap.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { nearest } from "../shell/language/suggest.ts";
import { PASSED } from "../shell/outcome.ts";
import { isNearSecretName } from "../shell/secrets/near-secrets.ts";
import {
  canBe,
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
  settingIn,
  settingNamed,
} from "../shell/settings/settings.ts";

export const set = defineCommand({
  name: "set",
  kind: "console",
  inScripts: "refused",
  summary: "List the settings, or change one",
  detail:
    'Without a value it shows the setting, what it can be, and who has set it; the value "default" takes that back, also for all of a kind: "set keep default". ' +
    "Settings last until you quit; those of the configuration file are set again at every start.",
  args: {
    setting: {
      optional: true,
      rest: true,
      names: "setting",
      summary: 'its name and its value, for example "view raw" or "limit stanza 1MiB"',
    },
  },
  options: {},
  example: { line: "set view raw", shows: "view is raw" },
  due: (words) => {
    const typed = words.join(" ");
    if (typed === "") return "[setting] [value]";
    const known = settingIn(typed);
    if (known) return known.value === "" ? `[${SETTINGS[known.setting].usage}]` : "";
    const behind = SETTING_NAMES.filter((name) => name.startsWith(`${typed} `));
    const names = behind.map((name) => name.slice(typed.length + 1));
    return names.length === 0 ? "[value]" : `[${names.join(", ")}] [value]`;
  },
  // "set pasword s3cret" sets nothing; "set veiw raw" is to be mended, and so is "set colour red".
  secretFrom: (typed) => {
    const words = typed.flatMap((word) => word.split("="));
    if (isNearlyRight(words) || !words.some(isNearSecretName)) return undefined;
    return typed[0]?.includes("=") ? 0 : 1;
  },
  async run({ args, ...context }) {
    const { settings } = context;
    const typed = args.setting ?? "";
    const known = settingIn(typed);
    const isGroup = typed === "" || SETTING_NAMES.some((name) => name.startsWith(`${typed} `));
    if (!known && isGroup) {
      const { configFile, columns } = context;
      const kept =
        typed === "" && configFile !== undefined
          ? `\n\nLines like "set view tree" in ${configFile} count for every session`
          : "";
      await context.page(list(typed, context) + wrapPrinted(kept, columns));
      return PASSED;
    }
    const kind = known ? undefined : kindTakenBack(typed);
    if (kind !== undefined) {
      for (const name of SETTING_NAMES) if (name.startsWith(`${kind} `)) settings.reset(name);
      await context.page(list(kind, context));
      return PASSED;
    }
    const { setting: name, value } = known ?? {
      setting: settingNamed(typed.replace(/\s+\S+$/, "")),
      value: "",
    };
    if (value === "") context.print(described(name, context));
    else context.print(change(name, value, settings));
    return PASSED;
  },
});

/** The word with which the names begin that are all to be as nobody has set them: `keep default`. */
function kindTakenBack(typed: string): string | undefined {
  const [, kind] = /^(\S+)\s+default$/.exec(typed) ?? [];
  return SETTING_NAMES.some((name) => name.startsWith(`${kind} `)) ? kind : undefined;
}

/** What "set" shows of a setting, or of those whose names begin with a word; undefined where there is none. */
export function aboutSettings(typed: string, context: Context): string | undefined {
  const name = SETTING_NAMES.find((known) => known === typed);
  if (name !== undefined) return described(name, context);
  return SETTING_NAMES.some((known) => known.startsWith(`${typed} `)) ? list(typed, context) : undefined;
}

/** Sets it, and says what it is now. */
function change(name: SettingName, value: string, settings: Settings): string {
  if (value === "default") settings.reset(name);
  else settings.set(name, value);
  const said = `${name} is ${settings.show(name)}`;
  return name === "view" ? said + forBothWays(settings) : said;
}

/** The ways that have a view of their own. */
function ownWays(settings: Settings): readonly ("view sent" | "view received")[] {
  return (["view sent", "view received"] as const).filter((way) => settings.get(way) !== "same");
}

/** Whoever sets the view means what comes as well as what goes, and would see no change where both have one of their own. */
function forBothWays(settings: Settings): string {
  const own = ownWays(settings);
  const was = own.map((way) => `${way} was ${settings.show(way)}`).join(", ");
  for (const way of own) settings.reset(way);
  return was === "" ? "" : `, both ways (${was})`;
}

/** Whoever asks for the view is told where it is not the one that is seen. */
function unlessOwn(name: SettingName, settings: Settings): string {
  if (name !== "view") return "";
  const own = ownWays(settings).map((way) => `${way} is ${settings.show(way)}`);
  return own.length === 0 ? "" : `, but ${own.join(", ")}`;
}

/** Whether a setting is named that there is, or nearly one with a value that it can have. */
function isNearlyRight(words: readonly string[]): boolean {
  const typed = words.join(" ");
  if (settingIn(typed)) return true;
  const near = nearest(words.slice(0, -1).join(" "), SETTING_NAMES);
  const meant = SETTING_NAMES.find((name) => name === near);
  return meant !== undefined && canBe(meant, words.at(-1) ?? "");
}

/** All settings, or those whose names begin with a word. */
function list(word: string, { settings, theme, columns }: Context): string {
  const width = columns === 0 ? 0 : helpWidth(columns);
  const groups = SETTING_GROUPS.map(({ title, names }) => ({
    title,
    names: names.filter((name) => word === "" || name.startsWith(`${word} `)),
  })).filter(({ names }) => names.length > 0);
  const rows = groups.flatMap(({ names }) =>
    names.map((name): [string, string] => [`${name} ${settings.show(name)}`, meaning(name, settings)]),
  );
  const lines = wrapRows(rows, { width, indent: "  ", longestName: LONGEST_NAME });
  let at = 0;
  return groups
    .map(({ title, names }) => {
      const shown = lines.slice(at, at + names.length).flat();
      at += names.length;
      return [theme.heading(title), ...shown].join("\n");
    })
    .join("\n\n");
}

/** "limit attributes 10000" */
const LONGEST_NAME = 24;

function meaning(name: SettingName, settings: Settings): string {
  const { summary, usage } = SETTINGS[name];
  const source = settings.source(name);
  return `${summary} (${usage})${unlessOwn(name, settings)}${source === undefined ? "" : ` [${source}]`}`;
}

function described(name: SettingName, { settings, columns }: Context): string {
  const { summary, usage } = SETTINGS[name];
  const source = settings.source(name);
  const rows: [string, string][] = [
    ["meaning", summary],
    ["values", usage],
    ["default", settings.showDefault(name)],
    ["set by", source ?? "nobody"],
  ];
  const width = columns === 0 ? 0 : helpWidth(columns);
  return [
    ...wrapWords(sanitizeLine(`${name} is ${settings.show(name)}${unlessOwn(name, settings)}`), width),
    ...wrapRows(rows, { width, indent: "  " }).flat(),
  ].join("\n");
}
