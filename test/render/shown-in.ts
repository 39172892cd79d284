import { type RenderOptions, renderEntry } from "../../src/render/entry.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { played } from "../session/conversation.ts";
import { OPENED } from "../session/wire.ts";

/** What the compact view shows of the last of these steps on an open stream, as entry 7. */
export async function shownAfter(...steps: readonly string[]): Promise<readonly string[]> {
  const { transcript } = await played([...OPENED, ...steps]);
  const { last } = transcript;
  const options = { theme: NO_COLOR, view: "compact", width: 80, extent: "bounded" } as const;
  return last ? renderEntry({ ...last, n: 7 }, options) : [];
}

/** What is shown of the last of these steps on an open stream, as entry 7. */
export async function shownIn(
  view: RenderOptions["view"],
  step: string,
  options: Partial<RenderOptions> = {},
): Promise<readonly string[]> {
  const { transcript } = await played([...OPENED, step]);
  const { last } = transcript;
  return last ? renderEntry({ ...last, n: 7 }, { theme: NO_COLOR, view, width: 0, ...options }) : [];
}
