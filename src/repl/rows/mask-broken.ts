// Broken XML on the line takes all rows behind it, and so does JavaScript that lacks its end: these may have been meant as
// commands, with their secrets.
import { firstUnfinished, type Reading } from "./rows-of-line.ts";

/** Masks a line, and what stands behind the place where it is broken, or is not complete, row by row, as lines of their own. */
export function maskBroken(line: string, reading: Reading, mask: (line: string) => string): string {
  const masked = mask(line);
  if (!line.includes("\n")) return masked;
  const rows = line.split("\n");
  const found = firstUnfinished(rows, reading);
  if (found?.kind === "JavaScript") return maskRowsBehind(masked, mask);
  const place = found?.kind === "XML" ? found.xml.faultPlace : undefined;
  if (!found || !place) return masked;
  const at = found.at + place.row - 1;
  const kept = masked.split("\n");
  // Counted from the end: what was masked above may have fewer rows now.
  const broken = Math.max(0, kept.length - (rows.length - at));
  const text = kept[broken] ?? "";
  const end = text === rows[at] ? place.column - 1 : text.length;
  return [
    ...kept.slice(0, broken),
    text.slice(0, end) + mask(text.slice(end)),
    ...kept.slice(broken + 1).map(mask),
  ].join("\n");
}

/** All but the first row: that was read as the beginning of the whole. */
function maskRowsBehind(masked: string, mask: (line: string) => string): string {
  const [first = "", ...rows] = masked.split("\n");
  return [first, ...rows.map(mask)].join("\n");
}
