// What is no traffic, beside it: indented, with a sign of its own, wrapped at words.
import type { RenderOptions } from "./options.ts";
import { sanitizeLine } from "./text/sanitize.ts";
import { wrapBehind } from "./text/wrap.ts";

export const REMARK_MARGIN = " ".repeat(7);

export function remark(text: string, { theme, width, name, place }: RenderOptions): readonly string[] {
  const sign = "    -- ";
  const who = name === undefined ? "" : sanitizeLine(name);
  const marker = name === undefined ? sign : `${sign}${who}: `;
  const words = wrapBehind(marker + sanitizeLine(text), width, REMARK_MARGIN.length);
  return words.map((line, index) => {
    if (index > 0) return theme.note(REMARK_MARGIN + line);
    if (place === undefined || who === "" || !line.startsWith(sign + who)) return theme.note(line);
    return theme.note(sign) + theme.client(place)(who) + theme.note(line.slice(sign.length + who.length));
  });
}
