import type { Aliases } from "./aliases.ts";
import type { FilterBook } from "./filter/filters.ts";
import type { Settings } from "./settings/settings.ts";
import type { Variables } from "./variables.ts";

/** What lines define, and later lines go by. */
export interface Definitions {
  readonly settings: Settings;
  readonly variables: Variables;
  readonly aliases: Aliases;
  readonly filters: FilterBook;
}
