// Sixteen-colour names only: a terminal shows those in shades that fit its background. Apart from the theme without
// colours, because chalk takes longer to load than that takes to be of use.
import { Chalk, type ChalkInstance } from "chalk";
import { livingTheme } from "./living-theme.ts";
import { NO_COLOR, type Paint, type Theme, type ThemeName } from "./theme.ts";

/** The colours of what is set, whatever that is at the moment. */
export function colourTheme(): Theme {
  return livingTheme(coloursFor(new Chalk({ level: 1 })));
}

function coloursFor(chalk: ChalkInstance): Readonly<Record<ThemeName, Theme>> {
  const common = {
    punctuation: chalk.dim,
    markup: chalk.dim,
    sent: chalk.bold,
    number: chalk.dim,
    failure: chalk.red,
    prompt: chalk.bold,
    heading: chalk.bold,
    ghost: chalk.dim,
    match: chalk.inverse,
    link: NO_COLOR.link,
  };
  return {
    default: {
      ...common,
      name: chalk.cyan,
      attribute: chalk.magenta,
      value: chalk.green,
      received: chalk.bold.cyan,
      // Nobody knows what it is shown on: yellow cannot be read on white, nor blue on black.
      note: chalk.italic,
      client: oneOf([chalk.bold.green, chalk.bold.magenta, chalk.bold.cyan, chalk.bold.blue]),
    },
    // Yellow and cyan are hard to see on white.
    light: {
      ...common,
      name: chalk.blue,
      attribute: chalk.magenta,
      value: chalk.green,
      received: chalk.bold.blue,
      note: chalk.italic.black,
      client: oneOf([chalk.bold.green, chalk.bold.magenta, chalk.bold.blue, chalk.bold.black]),
    },
    // Blue and dim are hard to see on black.
    dark: {
      ...common,
      name: chalk.cyanBright,
      attribute: chalk.magentaBright,
      value: chalk.greenBright,
      punctuation: chalk.white,
      markup: chalk.white,
      number: chalk.white,
      received: chalk.bold.cyanBright,
      note: chalk.yellowBright,
      failure: chalk.redBright,
      client: oneOf([
        chalk.bold.greenBright,
        chalk.bold.magentaBright,
        chalk.bold.cyanBright,
        chalk.bold.yellowBright,
      ]),
    },
    mono: {
      ...common,
      name: chalk.bold,
      attribute: NO_COLOR.attribute,
      value: chalk.underline,
      received: chalk.underline,
      note: chalk.dim,
      failure: chalk.inverse,
      client: oneOf([chalk.bold, chalk.underline, chalk.bold.underline]),
    },
  };
}

/** Red is for what went wrong. */
function oneOf(paints: readonly [Paint, ...Paint[]]): (index: number) => Paint {
  return (index) => paints[index % paints.length] ?? paints[0];
}
