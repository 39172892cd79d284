// Text that is longer than the screen is shown page by page.

export interface Paragraph {
  readonly lines: readonly string[];
  readonly isHeading: boolean;
}

export interface Cut {
  readonly page: readonly Paragraph[];
  readonly rest: readonly Paragraph[];
}

/** What fits into so many rows, with a blank one before each paragraph, and what is left. */
export function cutPage(paragraphs: readonly Paragraph[], room: number): Cut {
  let rows = 0;
  let fitting = 0;
  for (const { lines } of paragraphs) {
    rows += 1 + lines.length;
    if (rows > room) break;
    fitting += 1;
  }
  if (fitting === paragraphs.length) return { page: paragraphs, rest: [] };
  // A heading does not stand at the end of a page, away from its text.
  while (paragraphs[fitting - 1]?.isHeading) fitting -= 1;
  fitting = beforeSection(paragraphs, fitting, room);
  if (fitting > 0) return { page: paragraphs.slice(0, fitting), rest: paragraphs.slice(fitting) };
  return cutInside(paragraphs, room);
}

/** A section that is whole on the next page is not begun on this one, where something else stands on it. */
function beforeSection(paragraphs: readonly Paragraph[], fitting: number, room: number): number {
  const heading = paragraphs.findLastIndex(({ isHeading }, index) => isHeading && index < fitting);
  const end = paragraphs.findIndex(({ isHeading }, index) => isHeading && index > heading);
  const section = paragraphs.slice(heading, end < 0 ? undefined : end);
  const isBehindText = paragraphs.slice(0, Math.max(heading, 0)).some(({ isHeading }) => !isHeading);
  return isBehindText && fitting > heading && fitting < heading + section.length && rowsOf(section) <= room
    ? heading
    : fitting;
}

function rowsOf(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((sum, { lines }) => sum + 1 + lines.length, 0);
}

/** Not even the first paragraph fits, with the headings above it: it is cut in the middle. */
function cutInside(paragraphs: readonly Paragraph[], room: number): Cut {
  const at = Math.max(
    paragraphs.findIndex(({ isHeading }) => !isHeading),
    0,
  );
  const above = paragraphs.slice(0, at);
  const used = rowsOf(above) + 1;
  const [long, ...others] = paragraphs.slice(at);
  if (!long) return { page: paragraphs, rest: [] };
  const split = Math.max(room - used, 1);
  const [first, second] = [long.lines.slice(0, split), long.lines.slice(split)];
  const rest = second.length > 0 ? [{ lines: second, isHeading: false }, ...others] : others;
  return { page: [...above, { lines: first, isHeading: long.isHeading }], rest };
}
