import { renderEntry, type View } from "../../render/entry.ts";
import type { Context } from "../../shell/command.ts";
import { renderingOf } from "../../shell/rendering.ts";
import { shownEntries } from "../../shell/shown-entries.ts";
import type { Entry } from "../../transcript/entry.ts";

/** What is shown is asked for: it may be wanted in another view than what comes. */
export type Showing = Context & { readonly view?: View | undefined };

/** Entries as they are shown when they come, but whole: nothing is folded. */
export function layOutEntries(entries: readonly Entry[], showing: Showing): string {
  let before: number | undefined;
  return shownEntries(entries, showing)
    .flatMap(({ entry, shown }) => {
      const rendering = { ...renderingOf(entry, showing), fold: 0, before };
      before = entry.at;
      const view = showing.view ?? rendering.view;
      return renderEntry(shown, { ...rendering, view });
    })
    .join("\n");
}
