import { entryRows, type View } from "../../render/entry.ts";
import type { Context } from "../../shell/command.ts";
import { renderingOf } from "../../shell/rendering.ts";
import { shownEntries } from "../../shell/shown-entries.ts";
import type { Entry } from "../../transcript/entry.ts";

/** What is shown is asked for: it may be wanted in another view than what comes. */
export type Showing = Context & { readonly view?: View | undefined };

/** That what is shown may not be all there was. */
export function droppedRow({ transcript, theme }: Showing): string {
  const { oldest } = transcript;
  return theme.note(`    -- entries before ${oldest} were dropped to save memory (--log has all of them)`);
}

/**
 * Entries as they are shown when they come, but whole: nothing is folded. Only of several in the compact view each has
 * the one row that fits, as in every list. Each has its number, by which it can be asked for again.
 */
export function* layOutEntries(entries: readonly Entry[], showing: Showing): Generator<string> {
  const extent = entries.length > 1 ? "bounded" : "whole";
  let before: number | undefined;
  for (const { entry, shown } of shownEntries(entries, showing)) {
    const rendering = { ...renderingOf(entry, showing), extent, fold: 0, before, numbers: "all" } as const;
    before = entry.at;
    const view = showing.view ?? rendering.view;
    for (const row of entryRows(shown, { ...rendering, view })) {
      // Ctrl-C ends what would go on for long.
      showing.signal.throwIfAborted();
      yield row;
    }
  }
}
