// The settings of a session, and who has set them.
import { UsageError } from "../../errors.ts";
import type { StreamLimits } from "../../stream/limits.ts";
import type { TranscriptLimits } from "../../transcript/transcript.ts";
import { SETTING_NAMES, SETTINGS, type SettingName, settingMeant, type Values } from "./table.ts";

export {
  canBe,
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  settingIn,
  settingNamed,
} from "./table.ts";

/** Where a value comes from: "typed", or where it is written down. */
export type Source = string;

export class Settings {
  readonly #values: Values;
  readonly #sources = new Map<SettingName, Source>();

  constructor(initial: Partial<Values> = {}) {
    const defaults = Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].initial]));
    this.#values = { ...(defaults as unknown as Values), ...initial };
  }

  get<K extends SettingName>(name: K): Values[K] {
    return this.#values[name];
  }

  /** The value as it is typed. */
  show<K extends SettingName>(name: K): string {
    return SETTINGS[name].write(this.#values[name]);
  }

  /** @throws UsageError for a value that the setting cannot have. */
  set<K extends SettingName>(name: K, text: string, source: Source = "typed"): void {
    this.#values[name] = valueIn(text, name);
    this.#sources.set(name, source);
  }

  /** What it is where nobody sets it, as it is typed. */
  showDefault<K extends SettingName>(name: K): string {
    return SETTINGS[name].write(SETTINGS[name].initial);
  }

  /** Back to what it is where nobody sets it. */
  reset<K extends SettingName>(name: K): void {
    this.#values[name] = SETTINGS[name].initial;
    this.#sources.delete(name);
  }

  /** Where the value comes from; undefined of a value that nobody has set. */
  source(name: SettingName): Source | undefined {
    return this.#sources.get(name);
  }

  get streamLimits(): StreamLimits {
    return {
      stanza: this.#values["limit stanza"],
      elements: this.#values["limit elements"],
      depth: this.#values["limit depth"],
      attributes: this.#values["limit attributes"],
    };
  }

  get transcriptLimits(): TranscriptLimits {
    return { entries: this.#values["keep entries"], characters: this.#values["keep text"] };
  }
}

/** @throws UsageError, also with the setting that was meant where another one was found: `view receive raw`. */
function valueIn<K extends SettingName>(text: string, name: K): Values[K] {
  try {
    return SETTINGS[name].read(text, name);
  } catch (error) {
    const meant = error instanceof UsageError ? settingMeant(`${name} ${text}`) : undefined;
    if (meant === undefined || !(error instanceof UsageError)) throw error;
    // What is near to the value was looked for with a wrong setting.
    const why = error.message.replace(/ \(did you mean [^()]*\)$/, "");
    throw new UsageError(`${why} (did you mean "set ${meant}"?)`);
  }
}
