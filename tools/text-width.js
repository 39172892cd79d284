/**
 * Stands in for string-width in the bundle. yargs measures its help text with it, and its tables of emoji take 30 ms to
 * load, at every start with an option; our help text has no character that is wider than one column.
 * @param {string} text
 */
// biome-ignore lint/style/noDefaultExport: string-width, for which it stands in, is one.
export default function textWidth(text) {
  return [...text].length;
}
