// What docs/repl.md shows, in the order of the page.
import { arrives, clear, enter, look, lookBack, paste, press, type Scene, type Step, type } from "./scene.ts";

/** The way to an available client. */
const LOGIN = ["open", "auth", "restart", "bind desk", "presence"];

function logIn(prefix = ""): readonly Step[] {
  return LOGIN.map((line) => enter(`${prefix}${line}`));
}

function messages(count: number): string {
  return Array.from(
    { length: count },
    (_, n) => `<message from='romeo@localhost'><body>stanza ${n}</body></message>`,
  ).join("");
}

const MANY = 20_000;

export const SCENES: readonly Scene[] = [
  {
    name: "what arrives while one types",
    at: "told server",
    rows: 24,
    steps: [
      enter("open"),
      clear,
      type("message juliet@localhost Good mor", /Good mor/),
      arrives("<message from='romeo@localhost/orchard'><body>But soft!</body></message>", "But soft!"),
      look("typing"),
      clear,
      type("pin", /pin/),
      arrives(
        "<message from='romeo@localhost/orchard'><body>But soft, what light through yonder",
        "characters so far",
      ),
      look("as-it-comes"),
      arrives(" window breaks?</body></message>", "window breaks?</body>"),
      clear,
      enter("set view compact"),
      arrives(messages(MANY), `stanza ${MANY - 1}`),
      lookBack("flood", /.*scrolled by too fast[^\n]*\n(?:[^\n]*\n){3}/),
    ],
  },
  {
    name: "one client",
    at: "practice server",
    steps: [
      ...logIn(),
      clear,
      enter("<message to='me@localhost'>"),
      enter("<body>It is the east,"),
      enter("and Juliet is the sun.</body>"),
      enter("</message>", "S: <message"),
      look("rows"),
      clear,
      paste("ping\nmessage me@localhost pasted, too\n", /pasted, too<\/body>[\s\S]*pasted, too<\/body>[\s\S]*> $/),
      look("paste"),
      clear,
      enter("history 3"),
      press("ctrl-r", /search "": $/),
      type("sun", /search "sun": /),
      look("search"),
      press("ctrl-g", /available> $/),
      clear,
      press("tab", "available> "),
    ],
  },
];
