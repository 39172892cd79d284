// Colours by role.

type Paint = (text: string) => string;

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
  /** A text that leads to an address. */
  link(text: string, url: string): string;
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
  link: (text, url) => `${text} [${url}]`,
};
