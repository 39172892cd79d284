// Colours by role.

export type Paint = (text: string) => string;

export const THEMES = ["default", "light", "dark", "mono"] as const;
export type ThemeName = (typeof THEMES)[number];

export interface Theme {
  readonly name: Paint;
  readonly attribute: Paint;
  readonly value: Paint;
  readonly punctuation: Paint;
  readonly markup: Paint;
  readonly sent: Paint;
  readonly received: Paint;
  readonly number: Paint;
  readonly note: Paint;
  readonly failure: Paint;
  readonly prompt: Paint;
  readonly heading: Paint;
  /** What belongs to a client, by its place among them, from 0. */
  client(index: number): Paint;
  /** What is suggested and not there: the usage of a command while it is typed. */
  readonly ghost: Paint;
  /** What was looked for. */
  readonly match: Paint;
  /** A text that leads to an address. */
  link(text: string, url: string): string;
  /** Takes its colours from the theme of that name from now on, asked for each time; without this it has none. */
  follow?(choice: () => ThemeName): void;
}

const plain: Paint = (text) => text;

export const NO_COLOR: Theme = {
  name: plain,
  attribute: plain,
  value: plain,
  punctuation: plain,
  markup: plain,
  sent: plain,
  received: plain,
  number: plain,
  note: plain,
  failure: plain,
  prompt: plain,
  heading: plain,
  client: () => plain,
  ghost: plain,
  match: plain,
  link: (text, url) => `${text} [${url}]`,
};
