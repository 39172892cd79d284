import type { Theme } from "../render/themes/theme.ts";

/** Where a command shows what is not part of the transcript. */
export interface Output {
  readonly theme: Theme;
  /** Of the terminal; 0 where there is none. */
  readonly columns: number;
  print(text: string): void;
  /**
   * Shows text that may be longer than the screen: page by page where somebody is there to turn them. Rows are taken as
   * they are needed.
   */
  page(text: string | Iterable<string>): Promise<void>;
}
