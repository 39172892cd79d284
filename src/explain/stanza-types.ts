// The types of the stanzas, and the elements of a stanza itself.

export interface StanzaType {
  readonly stanza: "message" | "presence" | "iq";
  /** Undefined where there is no `type`. */
  readonly type: string | undefined;
  readonly meaning: string;
  readonly spec: "RFC 6120" | "RFC 6121";
  readonly section: string;
  /** What usually follows. */
  readonly next: string;
}

const NOTHING = "Nothing in particular.";

export const STANZA_TYPES: readonly StanzaType[] = [
  row("message", undefined, "A single message, outside of a conversation.", "5.2.2", NOTHING),
  row("message", "normal", "A single message, outside of a conversation.", "5.2.2", NOTHING),
  row("message", "chat", "A message in a conversation of two.", "5.2.2", NOTHING),
  row("message", "groupchat", "A message in a room, to everybody in it.", "5.2.2", NOTHING),
  row(
    "message",
    "headline",
    "A notice that no answer is expected to; it is never kept for later.",
    "5.2.2",
    NOTHING,
  ),
  row(
    "message",
    "error",
    "A message that this side sent could not be delivered, or was refused.",
    "5.2.2",
    NOTHING,
  ),
  row("presence", undefined, "Whoever is in from= is online, and can be reached.", "4.7.1", NOTHING),
  row("presence", "unavailable", "Whoever is in from= has gone offline.", "4.5", NOTHING),
  row(
    "presence",
    "subscribe",
    "Somebody asks to see the other's presence.",
    "3.1",
    'The answer: presence of type "subscribed" or "unsubscribed".',
  ),
  row(
    "presence",
    "subscribed",
    "The request is granted: presence will be sent from now on.",
    "3.1",
    "The presence of whoever granted it.",
  ),
  row(
    "presence",
    "unsubscribe",
    "Somebody does not want to see the other's presence any longer.",
    "3.3",
    NOTHING,
  ),
  row(
    "presence",
    "unsubscribed",
    "The request is refused, or what was granted is taken back.",
    "3.2",
    "No presence comes from there any more.",
  ),
  row(
    "presence",
    "probe",
    "A server asks for somebody's presence on behalf of a subscriber.",
    "4.3",
    "The presence that was asked for.",
  ),
  row(
    "presence",
    "error",
    "Presence that this side sent was refused, or could not be delivered.",
    "4.7.1",
    NOTHING,
  ),
  ofIq("get", "A question: nothing is changed by it.", 'An iq of type "result" or "error" with the same id.'),
  ofIq("set", "A request to change something.", 'An iq of type "result" or "error" with the same id.'),
  ofIq("result", "The request with the same id was done. What was asked for is inside.", NOTHING),
  ofIq("error", "The request with the same id was refused, or could not be done.", NOTHING),
];

function row(
  stanza: "message" | "presence",
  type: string | undefined,
  meaning: string,
  ...[section, next]: readonly [section: string, next: string]
): StanzaType {
  return { stanza, type, meaning, spec: "RFC 6121", section, next };
}

function ofIq(type: string, meaning: string, next: string): StanzaType {
  return { stanza: "iq", type, meaning, spec: "RFC 6120", section: "8.2.3", next };
}

/** RFC 6121 §4.7.2.1: the values of <show/>. */
export const SHOW_VALUES: Readonly<Record<string, string>> = {
  away: "Away for a while",
  chat: "There, and glad to talk",
  dnd: "Do not disturb",
  xa: "Away for long",
};

/** RFC 6121 §4.7 and §5.2: what belongs to the stanza itself, and not to an extension. */
export const OWN_ELEMENTS: Readonly<Record<string, string>> = {
  body: "the text, for a person to read (RFC 6121 §5.2.3)",
  subject: "what the message is about; in a room, its topic (RFC 6121 §5.2.4)",
  thread: "which conversation the message belongs to (RFC 6121 §5.2.5)",
  show: "away, chat, dnd (do not disturb) or xa (away for long) (RFC 6121 §4.7.2.1)",
  status: "the state in words, for a person to read (RFC 6121 §4.7.2.2)",
  priority: "which of one account's clients gets its messages: -128 to 127, none below 0 (RFC 6121 §4.7.2.3)",
};
