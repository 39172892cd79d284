// How wide running text is, whatever the terminal: longer lines are hard to read.

/** Of pages: lessons, and what they say. */
const PAGE = 76;
/** Of what is looked up: help, explanations, lists. */
const HELP = 96;

/** @param columns is the width of the terminal, 0 where nobody knows it. */
export function pageWidth(columns: number): number {
  return narrower(columns, PAGE);
}

/** @param columns is the width of the terminal, 0 where nobody knows it. */
export function helpWidth(columns: number): number {
  return narrower(columns, HELP);
}

function narrower(columns: number, most: number): number {
  return columns > 0 ? Math.min(columns, most) : most;
}
