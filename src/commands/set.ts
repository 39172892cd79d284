import { wrapRows } from "../render/align.ts";
import { helpWidth } from "../render/prose-width.ts";
import { sanitizeLine } from "../render/sanitize.ts";
import { wrapWords } from "../render/wrap.ts";
import { type Context, defineCommand, PASSED } from "../shell/command.ts";
import {
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
  settingNamed,
} from "../shell/settings.ts";

export const set = defineCommand({
  name: "set",
  kind: "console",
  inScripts: "refused",
  summary: "List the settings, or change one",
  detail:
    'Without a value it shows the setting, what it can be, and who has set it; the value "default" takes that back. ' +
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
  run({ args, ...context }) {
    const { settings } = context;
    const typed = args.setting ?? "";
    const known = LONGEST_FIRST.find((name) => typed === name || typed.startsWith(`${name} `));
    const isGroup = typed === "" || SETTING_NAMES.some((name) => name.startsWith(`${typed} `));
    if (!known && isGroup) {
      context.print(list(typed, context));
      const { configFile } = context;
      if (typed === "" && configFile !== undefined)
        context.print(`\nKept for every session in ${configFile}`);
      return PASSED;
    }
    const name = known ?? settingNamed(typed.replace(/\s+\S+$/, ""));
    const value = typed.slice(name.length).trim();
    if (value === "default") settings.reset(name);
    else if (value !== "") settings.set(name, value);
    context.print(value === "" ? described(name, context) : `${name} is ${settings.show(name)}`);
    return PASSED;
  },
});

/** "view sent raw" is about "view sent". */
const LONGEST_FIRST = [...SETTING_NAMES].sort((one, other) => other.length - one.length);

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
  return `${summary} (${usage})${source === undefined ? "" : ` [${source}]`}`;
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
    ...wrapWords(sanitizeLine(`${name} is ${settings.show(name)}`), width),
    ...wrapRows(rows, { width, indent: "  " }).flat(),
  ].join("\n");
}
