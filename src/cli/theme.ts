import { NO_COLOR, type Theme } from "../render/theme.ts";

/** The theme with or without colours; chalk is loaded only for those. */
export async function themeFor(colours: boolean): Promise<Theme> {
  return colours ? (await import("../render/colour-theme.ts")).colourTheme() : NO_COLOR;
}
