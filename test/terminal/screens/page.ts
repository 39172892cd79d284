// Screens on a page: each is the block of code behind a comment with its name.

/** The screens of a page, by their names. */
export function screensOn(page: string): ReadonlyMap<string, string> {
  return new Map(Array.from(page.matchAll(BLOCK), ([, , name = "", screen = ""]) => [name, screen]));
}

/** The page with these screens, each as it is there already where only what is volatile differs. */
export function withScreens(page: string, screens: ReadonlyMap<string, string>): string {
  return page.replaceAll(BLOCK, (block, before: string, name: string, present: string) => {
    const screen = screens.get(name);
    if (screen === undefined || withoutVolatile(`${screen}\n`) === withoutVolatile(present)) return block;
    return `${before}${screen}\n\`\`\``;
  });
}

const BLOCK = /(<!-- screen: ([\w-]+) -->\n```text\n)((?:(?!```).*\n)*)```/g;

/** What is another one with each run: ids, ports, and how long things took. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/((?:\bid=|\bid\s+|ver=)["']?)[a-z0-9]{8,}/g, "$1ID"],
  [/\b(localhost|127\.0\.0\.1):\d+/g, "$1:PORT"],
  // A few digits more are a few too many for the row.
  [/\s+-- (answers #\d+), .*/g, " -- $1, TIME"],
  [/\b\d\d:\d\d:\d\d\.\d{3}\b/g, "TIME"],
  [/\+ *\d+\.\d{3}/g, "+TIME"],
  [/\b\d+ s\s+ago/g, "TIME ago"],
  // Who is first is a matter of luck.
  [/disconnected by .*/g, "disconnected"],
  [/[\d,]+ (entries scrolled by).*/g, "N $1"],
  [/^ *\d+( S: .*“stanza) \d+/gm, "N$1 N"],
];

function withoutVolatile(screen: string): string {
  return VOLATILE.reduce((text, [pattern, word]) => text.replace(pattern, word), screen);
}
