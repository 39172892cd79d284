import type { IUnicodeVersionProvider } from "@xterm/headless";

const combining = /[\p{Mn}\p{Me}\p{Cf}]/u;
const halfWidth = /[\uff61-\uffdc]/u;
const wide =
  /[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** Today's widths, which node:readline counts with too; the emulator's own are of Unicode 6, where emoji are narrow. */
export const characterWidth: IUnicodeVersionProvider = {
  version: "current",
  wcwidth,
  // The emulator's packing: bit 0 is "joins the character before it", bits 1 and 2 are the width of the two together.
  charProperties(codepoint, preceding) {
    const width = wcwidth(codepoint);
    const widthBefore = (preceding >> 1) & 3;
    const joins = width === 0 && widthBefore > 0;
    return joins ? (widthBefore << 1) | 1 : width << 1;
  },
};

function wcwidth(codepoint: number): 0 | 1 | 2 {
  const character = String.fromCodePoint(codepoint);
  if (combining.test(character)) return 0;
  return wide.test(character) && !halfWidth.test(character) ? 2 : 1;
}
