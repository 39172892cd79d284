// Sixteen-colour names only, so that a light and a dark terminal both read well. Apart from the theme without colours,
// because chalk takes longer to load than that takes to be of use.
import { Chalk } from "chalk";
import { NO_COLOR, type Theme } from "./theme.ts";

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
    client: () => chalk.bold,
    ghost: chalk.dim,
    match: chalk.inverse,
    link: NO_COLOR.link,
  };
}
