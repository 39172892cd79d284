import { opensLinks, withLinks } from "../render/text/links.ts";
import { NO_COLOR, type Theme } from "../render/themes/theme.ts";

/** The theme with or without colours; chalk is loaded only for those. */
export async function themeFor(colours: boolean): Promise<Theme> {
  return colours ? (await import("../render/themes/colour-theme.ts")).colourTheme() : NO_COLOR;
}

/** What a theme is shown on. */
export interface Shown {
  readonly colours: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: { readonly isTTY?: boolean | undefined };
}

/** The theme for a terminal: with links where it opens them. */
export async function terminalTheme({ colours, environment, output }: Shown): Promise<Theme> {
  const theme = await themeFor(colours);
  return opensLinks(environment, output) ? withLinks(theme) : theme;
}
