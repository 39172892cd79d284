// What docs/repl.md shows, in the order of the page.
import { arrives, clear, enter, look, lookBack, paste, press, type Scene, type Step, type } from "./scene.ts";

/** The way to an available client: a line, and what it brings. */
const LOGIN = [
  ["open", "</stream:features>"],
  ["auth", "<success"],
  ["restart", "</stream:features>"],
  ["bind", "<jid>"],
  ["presence", "S: <presence"],
] as const;

function logIn(resource: string, client = ""): readonly Step[] {
  return LOGIN.map(([line, between]) =>
    enter(`${client}${line}${line === "bind" ? ` ${resource}` : ""}`, between),
  );
}

/** So many that nobody could read them as they come. */
const MANY = 20_000;
const flood = Array.from(
  { length: MANY },
  (_, n) => `<message from='romeo@localhost'><body>stanza ${n}</body></message>`,
).join("");

const BIG_TEXT = "Two households, both alike in dignity, in fair Verona, where we lay our scene. ".repeat(12);

const CONFIG = `set view compact
alias hi = message juliet@localhost hi
set veiw tree
start open
`;

export const SCENES: readonly Scene[] = [
  {
    name: "what comes while one types",
    at: "told server",
    rows: 24,
    steps: [
      enter("open", "</stream:features>"),
      clear,
      type("<message to='juliet@localhost'><body>Good mor", /Good mor/),
      arrives("<message from='romeo@localhost/orchard'><body>But soft!</body></message>", "But soft!"),
      look("typing"),
      clear,
      type("pin", /pin$/),
      arrives(
        "<message from='romeo@localhost/orchard'><body>But soft, what light through yonder",
        "so far, waits for",
      ),
      look("as-it-comes"),
      arrives(" window breaks?</body></message>", "window breaks?</body>"),
      clear,
      enter("set view compact"),
      arrives(flood, `stanza ${MANY - 1}`),
      lookBack("flood", /.*scrolled by too fast[^\n]*\n(?:[^\n]*\n){3}/),
    ],
  },
  {
    name: "one client",
    at: "practice server",
    steps: [
      enter("open", "</stream:features>"),
      clear,
      type("auth --mechanism ", /mechanism $/),
      press("tab", /ANONYMOUS[\s\S]*mechanism $/),
      look("completion"),
      clear,
      enter("auth --mechanism PLAIN", "<success"),
      look("base64"),
      clear,
      ...logIn("desk").slice(2),
      clear,
      enter("<message to='me@localhost'>"),
      enter("<body>It is the east,"),
      enter("and Juliet is the sun.</body>"),
      enter("</message>", "S: <message"),
      look("rows"),
      clear,
      paste("ping\nmessage me@localhost pasted, too\n", /(pasted, too<\/body>[\s\S]*){2}available> $/),
      look("paste"),
      clear,
      enter("history 3", "pasted, too"),
      press("ctrl-r", /search "": $/),
      type("sun", /search "sun": /),
      look("search"),
      press("ctrl-g", /available> $/),
      clear,
      type("<iq type='get' to='localhost'><pi", /<pi$/),
      press("tab", /<ping/),
      look("xml-completion"),
      clear,
      type("message ", /> message </),
      look("usage"),
      clear,
      type("template message\r", /> <message to="" id="[^\n]*$/),
      look("template"),
      clear,
      enter("message me@localhost Good morning", "S: <message"),
      enter("show last --view compact"),
      enter("show last --view tree"),
      enter("show last --raw"),
      look("views"),
      clear,
      enter("set times relative"),
      enter("ping", "answers"),
      enter("set times none"),
      look("times"),
      clear,
      enter(`message me@localhost ${BIG_TEXT}`),
      look("fold"),
      clear,
      enter("filter message and text morning"),
      enter("version", "</iq>"),
      enter("filter"),
      enter("filter off"),
      enter("grep morning --last 1"),
      look("finding"),
      clear,
      enter("show --last 2"),
      look("show"),
      clear,
      enter("log walk.txt"),
      enter("log"),
      enter("log off"),
      look("logs"),
      clear,
      enter("set view"),
      look("setting"),
      clear,
      enter("set view compact"),
      enter("disconnect", "disconnected"),
      enter("reconnect", "S: <presence"),
      look("reconnect"),
    ],
  },
  {
    name: "two clients",
    at: "practice server",
    steps: [
      ...logIn("desk"),
      ...logIn("balcony", "@juliet "),
      clear,
      enter("show clients"),
      enter("@juliet message me@localhost/desk Romeo?", "main S: <message"),
      look("clients"),
      clear,
      enter("iq get --to juliet@localhost/balcony --no-wait <ping xmlns='urn:xmpp:ping'/>", "reply"),
      enter("show pending"),
      enter("@juliet reply", "main S: <iq"),
      look("pending"),
    ],
  },
  {
    name: "a configuration file",
    at: "practice server",
    home: { ".config/xmpp-repl/config": CONFIG },
    steps: [type("", /S: <stream:features/), look("configuration")],
  },
];
