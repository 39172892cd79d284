// Links that a terminal opens on a click (OSC 8), and which terminals do.
import type { Theme } from "../themes/theme.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The theme of a terminal that opens links: without this the address stands behind the text. */
export function withLinks(theme: Theme): Theme {
  return { ...theme, link: oscLink };
}

/** The sequence shows nothing by itself; ST, not BEL, ends it: that rings nowhere. */
function oscLink(text: string, url: string): string {
  return `\x1b]8;;${encodeURI(url)}\x1b\\${text}\x1b]8;;\x1b\\`;
}

/** The terminals that say who they are, and the first version that knows links. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "iTerm.app": "3.1",
  WezTerm: "20200620",
  vscode: "1.72",
  ghostty: "0",
  mintty: "3",
  rio: "0",
  zed: "0",
  // It hands them on since then; older ones swallow them.
  tmux: "3.4",
};

const TERMS = /^(?:xterm-kitty|xterm-ghostty|alacritty|foot|contour|wezterm)/;

/**
 * Whether the terminal opens links, as far as the environment says: most that do not know them leave them out, some
 * show them as rubbish, hence only what is known to.
 */
export function opensLinks(
  environment: Environment,
  output: { readonly isTTY?: boolean | undefined },
): boolean {
  const { FORCE_HYPERLINK, TERM = "", TERM_PROGRAM = "", TERM_PROGRAM_VERSION = "" } = environment;
  if (FORCE_HYPERLINK !== undefined) return !["0", "false"].includes(FORCE_HYPERLINK);
  if (!output.isTTY || TERM === "dumb" || environment.CI !== undefined) return false;
  // Inside another program it is that one that must know them, whatever is around it.
  const isInside =
    environment.TMUX !== undefined || environment.STY !== undefined || /^(tmux|screen)/.test(TERM);
  if (isInside && TERM_PROGRAM !== "tmux") return false;
  const since = Object.hasOwn(PROGRAMS, TERM_PROGRAM) ? PROGRAMS[TERM_PROGRAM] : undefined;
  if (since !== undefined) return isAtLeast(TERM_PROGRAM_VERSION, since);
  // VTE 0.50.0, which calls itself 5000, fell over them.
  if (environment.VTE_VERSION !== undefined) return Number(environment.VTE_VERSION) > 5000;
  return environment.WT_SESSION !== undefined || TERMS.test(TERM);
}

/** Compares "3.4a" and "3.10" number by number. */
function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string) => (text.match(/\d+/g) ?? ["0"]).map(Number);
  const [have, need] = [numbers(version), numbers(least)];
  for (let at = 0; at < need.length; at += 1) {
    const difference = (have[at] ?? 0) - (need[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
