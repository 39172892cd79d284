// What somebody types to try out each fault of the practice server, and what is to be seen then.

/** A line, and what comes of it. */
export interface Trying {
  readonly line: string;
  /** The prompt afterwards, without its blank. */
  readonly at: string;
  /** What is shown beneath the line, in this order, as if it stood in one row. */
  readonly says: readonly string[];
}

export interface Trial {
  /** Before there is a fault. */
  readonly before: readonly Trying[];
  /** What the fault says and does by itself. */
  readonly says: readonly string[];
  readonly at: string;
  /** While it lasts. */
  readonly during?: readonly Trying[];
  /** Behind "fault off", with what it shows, where the prompt does not stay as it is. */
  readonly over?: { readonly says: readonly string[] };
  /** On the next connection, when the stream is open. */
  readonly after?: readonly Trying[];
}

export const OFFLINE = "main offline, open next>";
export const OPENED = "main stream open, starttls next>";
const AUTHENTICATED = "main authenticated, restart next>";
const BOUND = "main bound, presence next>";
const UNREADABLE = "main stream unreadable, disconnect next>";

export function typed(line: string, at: string, ...says: readonly string[]): Trying {
  return { line, at, says };
}

const OPEN = typed("open", OPENED);
const LOG_IN = [
  OPEN,
  typed("auth me test", AUTHENTICATED),
  typed("restart", "main authenticated, bind next>"),
  typed("bind desk", BOUND),
];
/** The reply is seen before it is whole where it comes slowly. */
const PING = typed("ping", BOUND, "C: <iq ", 'S: <iq type="result"', "-- answers #");
const AUTHENTICATE = typed("auth me test", AUTHENTICATED, "S: <success");

/** A stream error that ends the stream which is open, and every other while it lasts. */
function ends(condition: string, ...explanation: readonly string[]): Trial {
  const element = `S: <stream:error> <${condition}`;
  const says = [element, `-- ${condition}: `, ...explanation];
  // Whoever meets it again is told where it was explained.
  const again = [element, `-- ${condition} again (#`, ' says more; "explain '];
  return {
    before: [OPEN],
    says: [...says, "S: </stream:stream>", "-- disconnected by the server"],
    at: OFFLINE,
    during: [typed("open", OFFLINE, ...again, `stream error: ${condition}`)],
  };
}

/** The connection that is open breaks, and every other while it lasts. */
function breaks(cause: string): Trial {
  return {
    before: [OPEN],
    says: [
      `-- disconnected by the server${cause}`,
      `closed the connection without </stream:stream>${cause}: stanzas on their way may be lost (RFC 6120 §4.4)`,
    ],
    at: OFFLINE,
    during: [typed("open", OFFLINE, "no reply: ", `closed the connection${cause}`)],
  };
}

/** More than this client takes. */
function isDropped(begins: string, detail: string): Trial {
  const says = [
    `S: ${begins}`,
    'characters are left out here ("show ',
    `-- policy-violation: the server sent ${detail}; the connection is dropped (see "set limit")`,
    "-- disconnected by this side",
  ];
  return { before: [OPEN], says, at: OFFLINE };
}

const GARBAGE = [
  "(bytes: ff fe 00 80 1b 5b 32 4a be ef)",
  '-- unsupported-encoding: the server sent bytes that are no UTF-8; what follows is shown as it comes, and no reply can be read on this stream any more (run "disconnect"',
];
const REVERSED = "\\x9b31mred\\x9b2J\\x9d0;a title\\x9c \\u202etxet sdrawkcab\\u202c";

/** By the names of the faults. */
export const TRIALS: Readonly<Record<string, Trial>> = {
  "changed-nonce": {
    before: [OPEN],
    says: [],
    at: OPENED,
    during: [
      typed(
        ...["auth me test", "main challenged, respond next>", "S: <challenge", "our nonce = ", "r = "],
        "Cannot go on with SCRAM-SHA-256, because of what the server says: the nonce in the challenge is not ours",
        'run "abort" to give up',
      ),
      typed("abort", OPENED, "<aborted/>", '"auth" can be tried again'),
    ],
    after: [AUTHENTICATE],
  },
  deep: isDropped("<message from='localhost'><a><a><a>", "more than 1000 elements inside each other"),
  drip: { before: LOG_IN, says: [], at: BOUND, during: [PING] },
  "escape-sequences": {
    before: [OPEN],
    says: [
      `<body>${REVERSED}</body>`,
      `-- undefined-condition: `,
      `The server says: "${REVERSED}"`,
      "S: \\x1b[2J\\x1b]0;a title\\x07\\x1b[31m",
      "-- not-well-formed: the server sent a control character that XML does not allow",
      'run "disconnect"',
    ],
    at: UNREADABLE,
  },
  garbage: {
    before: [OPEN],
    says: GARBAGE,
    at: UNREADABLE,
    during: [
      typed(
        "ping",
        UNREADABLE,
        "no reply: what comes from localhost:",
        'cannot be read on this stream any more (run "disconnect", then "open")',
      ),
      typed("next --do", OFFLINE, 'next runs "disconnect"', "-- disconnected by this side"),
      typed(
        "open",
        UNREADABLE,
        ...GARBAGE,
        "no reply: the server sent what cannot be read: bytes that are no UTF-8",
      ),
    ],
  },
  "half-close": breaks(""),
  "host-gone": ends(
    "host-gone",
    'the server does not serve "localhost", the domain in the header\'s "to", any more',
    'What you sent is right, and to "open" it here again is no use',
  ),
  http: {
    before: [],
    says: ["It begins with the next connection"],
    at: OFFLINE,
    during: [
      typed(
        ...["open", OFFLINE, "S: HTTP/1.1 400 Bad Request", "<h1>Bad Request</h1>"],
        "-- this is no XMPP server: it looks like an HTTP server (XMPP's client port is usually 5222",
        "no reply: this is no XMPP server but an HTTP server",
      ),
    ],
  },
  huge: isDropped("<message><body>all work and no play", "more than 16777216 bytes in one element"),
  "injected-plaintext": {
    before: [OPEN],
    says: [],
    at: OPENED,
    during: [
      typed(
        ...["starttls", OFFLINE, "S: <proceed", "S: <success"],
        "-- injected-plaintext: something came behind <proceed/> before TLS began",
        "The connection is dropped (RFC 6120 §5.4.3.3)",
        "Cannot secure the connection: it was dropped (injected-plaintext)",
      ),
    ],
    after: [typed("starttls", "main encrypted, restart next>", "-- secured by TLS")],
  },
  "not-well-formed": {
    before: [OPEN],
    says: [
      "S: <message from='localhost'><body>Fish & chips</body></message>",
      "-- not-well-formed: the server sent an & that begins no reference (write &amp;)",
      'run "disconnect"',
    ],
    at: UNREADABLE,
  },
  reset: breaks(" (it reset the connection)"),
  "resource-constraint": ends(
    ...["resource-constraint", "Wait with a growing delay, then reconnect"],
    'The server says: "Too many streams. Come back later."',
  ),
  "restricted-xml": {
    before: LOG_IN,
    says: [
      "S: <!-- a comment -->",
      "-- restricted-xml: the server sent a comment; XMPP forbids it. It can be read on all the same",
      "S: <?instruction to='a processor'?>",
      "-- restricted-xml: the server sent a processing instruction; XMPP forbids it",
    ],
    at: BOUND,
    during: [PING],
  },
  "see-other-host": ends(
    "see-other-host",
    'the server asks you to connect to "elsewhere.example:5222"; nothing follows it by itself',
    'whoever goes there all the same keeps the "to" of the header',
  ),
  split: {
    before: LOG_IN,
    says: ['S: <message from="localhost"', "<body>Grüße ☕</body>"],
    at: BOUND,
    during: [PING],
  },
  stall: {
    before: LOG_IN,
    says: [],
    at: BOUND,
    during: [
      typed("ping --timeout 50ms", BOUND, "no reply within 50ms: ", 'the fault stall is armed ("fault off"'),
    ],
    over: { says: ['S: <iq type="result"', "late reply to #"] },
  },
  "system-shutdown": ends("system-shutdown", "Wait a random short time and reconnect"),
  "weak-iterations": {
    before: [OPEN],
    says: [],
    at: OPENED,
    during: [
      typed(
        ...["auth me test", AUTHENTICATED, "-- only one iteration: whoever sees this exchange"],
        ...["RFC 7677 §4 asks for 4096 at least", "S: <success"],
      ),
    ],
  },
  "wrong-signature": {
    before: [OPEN],
    says: [],
    at: OPENED,
    during: [
      typed(
        ...["auth me test", "main server not proved, disconnect next>", "S: <success", "v received = "],
        "Cannot believe the server, though it says success: the server's signature is wrong",
        'Do not go on with this connection (run "disconnect")',
      ),
    ],
    after: [AUTHENTICATE],
  },
};
