// The trail of a client: of all that happened what says how it got where it is. It is kept apart, because the transcript
// drops its oldest entries, and they are just these.
import type { ClientId, ConnectionChange, Entry, Traffic } from "../transcript/entry.ts";
import type { EntryLimits, KeptEntries } from "../transcript/kept-entries.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Answers } from "./answers.ts";
import { belongsToLogin, isOwnPresence } from "./log-in.ts";

export interface Trail {
  /** In the order of the transcript. */
  readonly entries: readonly Entry[];
  /** How many entries about logging in were dropped, because there were too many of those. */
  readonly dropped: number;
}

export interface Trails {
  of(client: ClientId): Trail;
}

/** What comes in numbers must not push out what came once: each has its own room. */
const ROOM = {
  /** Connections, stream headers, SASL, bind, and what the server answered to them. */
  login: { entries: 1000, characters: 1_000_000 },
  /** Whether the client is available. */
  presence: { entries: 200, characters: 250_000 },
  /** Presence for somebody, and what was refused: an error is told by what it may be about. */
  about: { entries: 200, characters: 250_000 },
  /** The last lines: which of them an entry is about shows when it comes. */
  lines: { entries: 3, characters: 1_000_000 },
} as const satisfies Readonly<Record<string, EntryLimits>>;

type Part = "login" | "presence" | "about";

interface Followed {
  readonly parts: Readonly<Record<Part, KeptEntries>>;
  readonly lines: KeptEntries;
  /** The number of the last line that is a part of the trail. */
  lastLine: number;
  isConnected: boolean;
}

/** @param answers follows the same transcript, and sees each entry first. */
export function followTrails(transcript: Transcript, answers: Answers): Trails {
  const followed = new Map<ClientId, Followed>();
  const begin = (client: ClientId) => {
    const { login, presence, about, lines } = ROOM;
    const made: Followed = {
      parts: {
        login: transcript.keepApart(login),
        presence: transcript.keepApart(presence),
        about: transcript.keepApart(about),
      },
      lines: transcript.keepApart(lines),
      lastLine: 0,
      isConnected: false,
    };
    followed.set(client, made);
    return made;
  };
  transcript.read((entry) => {
    if (!mayMatter(entry)) return;
    follow(followed.get(entry.client) ?? begin(entry.client), entry, answers);
  });
  return {
    of(client) {
      const parts = followed.get(client)?.parts;
      if (!parts) return { entries: [], dropped: 0 };
      const all = Object.values(parts).flatMap(({ entries }) => [...entries]);
      return { entries: all.sort((one, other) => one.n - other.n), dropped: parts.login.dropped };
    },
  };
}

function mayMatter({ type }: Entry): boolean {
  return type === "command" || type === "connection" || type === "traffic";
}

function follow(trail: Followed, entry: Entry, answers: Answers): void {
  if (entry.type === "command") {
    trail.lines.add(entry);
    return;
  }
  const part = partOf(entry, trail, answers);
  if (entry.type === "connection") trail.isConnected = isConnectedAfter(entry, trail);
  if (!part) return;
  // The lines before it say what has sent it, and whether that was run by `reconnect`.
  for (const line of trail.lines.entries) {
    if (line.n <= trail.lastLine) continue;
    trail.parts[part].add(line);
    trail.lastLine = line.n;
  }
  trail.parts[part].add(entry);
}

function isConnectedAfter({ change }: Entry<ConnectionChange>, before: Followed): boolean {
  if (change === "connected") return true;
  return change === "disconnected" || change === "failed" ? false : before.isConnected;
}

function partOf(entry: Entry, trail: Followed, answers: Answers): Part | undefined {
  if (entry.type === "connection") {
    // Who tries all night to connect has got nowhere by that.
    return entry.change === "connected" || trail.isConnected ? "login" : undefined;
  }
  if (entry.type !== "traffic") return undefined;
  const { event } = entry;
  if (event.type === "open" || event.type === "close") return "login";
  if (event.type !== "element") return undefined;
  return entry.from === "client" ? partOfSent(event.element) : partOfReceived(entry, trail, answers);
}

function partOfSent(element: Element): Part | undefined {
  if (isOwnPresence(element)) return "presence";
  if (element.getName() === "presence") return "about";
  const isEnding = element.is("abort", NS.sasl) || element.is("resume", NS.streamManagement);
  return isEnding || belongsToLogin(element) ? "login" : undefined;
}

function partOfReceived(
  { n, event }: Entry<Traffic>,
  { parts }: Followed,
  answers: Answers,
): Part | undefined {
  if (event.type !== "element") return undefined;
  const { element, kind } = event;
  if (kind === "stream-error") return "login";
  if (element.getName() === "presence") return attribute(element, "type") === "error" ? "about" : undefined;
  const asked = answers.of(n)?.to;
  return asked !== undefined && parts.login.get(asked) ? "login" : undefined;
}
