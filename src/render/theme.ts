// Colours by role. Sixteen-colour names only, so that a light and a dark terminal both read well.
import { Chalk } from "chalk";

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
};

export function colourTheme(): Theme {
  const chalk = new Chalk({ level: 1 });
  return {
    name: chalk.cyan,
    attribute: chalk.magenta,
    value: chalk.green,
    punctuation: chalk.dim,
    markup: chalk.dim,
    sent: chalk.bold,
    received: chalk.bold.cyan,
    number: chalk.dim,
    note: chalk.yellow,
    failure: chalk.red,
    prompt: chalk.bold,
    heading: chalk.bold,
  };
}
