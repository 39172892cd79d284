// What the pages show, in their order.
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

/** Longer than what is shown of a text as it comes. */
const LONG = "Two households, both alike in dignity, in fair Verona, where we lay our scene. ".repeat(12);

const CONFIG = `set view compact
set timing off
alias hi = message juliet@localhost hi
set veiw tree
start open
`;

export const SCENES: readonly Scene[] = [
  {
    name: "a first look",
    at: "practice server",
    by: "newcomer",
    steps: [
      enter("open", "</stream:features>"),
      enter("auth me test --mechanism PLAIN", "(RFC 6120 §6.4.6)"),
      enter("next", "possible too"),
      look("first-look"),
    ],
  },
  {
    name: "the handshake",
    at: "practice server",
    rows: 80,
    steps: [
      look("banner"),
      enter("open", "</stream:features>"),
      enter("auth me test --mechanism PLAIN", "<success"),
      enter("restart", "</stream:features>"),
      enter("bind test", "<jid>"),
      enter("presence", "S: <presence"),
      enter("close", "disconnected"),
      look("walk"),
    ],
  },
  {
    name: "what comes while one types",
    at: "told server",
    rows: 24,
    steps: [
      enter("open", "</stream:features>"),
      clear,
      type("<message to='juliet@localhost'><body>Good mor", /Good mor/),
      arrives(
        "<message from='romeo@localhost/orchard'><body>But soft!</body></message>",
        /But soft![\s\S]*Good mor$/,
      ),
      look("typing"),
      clear,
      type("pin", /pin$/),
      arrives(
        "<message from='romeo@localhost/orchard'><body>But soft, what light through yonder",
        /so far, waits for[\s\S]*> pin$/,
      ),
      look("as-it-comes"),
      arrives(" window breaks?</body></message>", "window breaks?</body>"),
      clear,
      arrives(
        `<message from='romeo@localhost/orchard'><body>${LONG}</body></message>`,
        /has them[\s\S]*next> $/,
      ),
      look("fold"),
      clear,
      enter("set view compact", "is compact"),
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
      type("auth --mechanism ", /mechanism NAME$/),
      press("tab", /ANONYMOUS[\s\S]*mechanism $/),
      look("completion"),
      clear,
      enter("auth --mechanism PLAIN", "<success"),
      look("base64"),
      clear,
      ...logIn("desk").slice(2),
      clear,
      type("<message to='me@localhost'>\r", /\nmessage> <message .*>$/),
      type("<body>It is the east,\r", /\nmessage body> .*\n<body>It is the east,$/),
      type("and Juliet", /\nand Juliet$/),
      look("rows"),
      type(" is the sun.</body>\r", /\nmessage> [\s\S]*sun\.<\/body>$/),
      type("</message>\r", /S: <message[\s\S]*\nmain available> $/),
      clear,
      paste("ping\nmessage me@localhost pasted, too\n", /(pasted, too<\/body>[\s\S]*){2}available> $/),
      look("paste"),
      clear,
      enter("history 3", "pasted, too"),
      press("ctrl-r", /search "": $/),
      type("sun", /search "sun": [\s\S]*<\/message>$/),
      look("search"),
      press("ctrl-g", /available> $/),
      clear,
      type("<presence><", /<presence><$/),
      press("tab", /<status>[\s\S]*<presence><$/),
      look("xml-completion"),
      clear,
      type("message ", /> message <.*…$/),
      look("usage"),
      clear,
      type("template message\r", /> <message to="" id=".*<\/message>$/),
      look("template"),
      clear,
      enter("message me@localhost Good morning", "S: <message"),
      enter("show last --view compact", "S: <message>"),
      enter("show last --view tree", "body: "),
      enter("show last --raw", "</message>"),
      look("views"),
      clear,
      enter("set times relative", "is relative"),
      enter("ping", "answers"),
      enter("set times none", "is none"),
      look("times"),
      clear,
      enter("filter iq and in", "only this"),
      enter("version", "answers"),
      enter("filter", "hidden"),
      enter("filter off", "everything"),
      enter("grep morning --last 1", "found in"),
      look("finding"),
      clear,
      enter("show iq --last 2", "answers"),
      enter("diff 31 32", "Good morning"),
      look("show"),
      clear,
      enter("log walk.txt", "from now on"),
      enter("ping", "answers"),
      enter("log off", "were written"),
      look("logs"),
      clear,
      enter("set view", "set by"),
      look("setting"),
      clear,
      enter("set view compact", "is compact"),
      enter("set timing off", "is off"),
      clear,
      enter("disconnect", "§4.6"),
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
      enter("show clients", "juliet: "),
      enter("@juliet message me@localhost/desk Romeo?", "main S: <message"),
      look("clients"),
      clear,
      enter("iq get --to juliet@localhost/balcony --no-wait <ping xmlns='urn:xmpp:ping'/>", "reply"),
      enter("show pending", "(run "),
      enter("@juliet reply", "main S: <iq"),
      look("pending"),
    ],
  },
  {
    name: "a configuration file",
    at: "practice server",
    home: { ".config/xmpp-repl/config": CONFIG },
    steps: [
      async ({ screens }) => {
        screens.set("config-file", CONFIG);
      },
      type("", /S: <stream:features[\s\S]*next> $/),
      enter("alias", "message juliet"),
      look("configuration"),
    ],
  },
];
