import { wrapRows } from "../render/align.ts";
import { helpWidth } from "../render/prose-width.ts";
import { defineCommand, PASSED } from "../shell/command.ts";
import { SETTING_NAMES, SETTINGS, type SettingName, type Settings, settingNamed } from "../shell/settings.ts";

export const set = defineCommand({
  name: "set",
  kind: "console",
  inScripts: "refused",
  summary: "List the settings, or change one",
  detail: "Without a value it shows the setting. Settings last until you quit.",
  args: {
    setting: {
      optional: true,
      rest: true,
      summary: 'its name and its value, for example "view raw" or "limit stanza 1MiB"',
    },
  },
  options: {},
  example: { line: "set view raw", shows: "view is raw" },
  run({ args, settings, print, columns }) {
    const known = LONGEST_FIRST.find((name) => args.setting === name || args.setting?.startsWith(`${name} `));
    const group = SETTING_NAMES.filter(
      (name) => args.setting === undefined || name.startsWith(`${args.setting} `),
    );
    if (args.setting === undefined || (!known && group.length > 0)) {
      const rows = group.map((name) => row(name, settings));
      const width = columns === 0 ? 0 : helpWidth(columns);
      print(wrapRows(rows, { width }).flat().join("\n"));
      return PASSED;
    }
    const name = known ?? settingNamed(args.setting.replace(/\s+\S+$/, ""));
    const value = args.setting.slice(name.length).trim();
    if (value !== "") settings.set(name, value);
    print(`${name} is ${settings.show(name)}`);
    return PASSED;
  },
});

/** "view sent raw" is about "view sent". */
const LONGEST_FIRST = [...SETTING_NAMES].sort((one, other) => other.length - one.length);

function row(name: SettingName, settings: Settings): [string, string] {
  return [`${name} ${settings.show(name)}`, `${SETTINGS[name].summary} (${SETTINGS[name].usage})`];
}
