// What makes the difference between two rows that are much the same.
import { attributesIn } from "../attributes.ts";
import { characterAround } from "../text/graphemes.ts";
import type { Range } from "../text/highlight.ts";
import { pieces } from "../views/markup.ts";

interface AttributeAt {
  /** The same for attributes that say the same. */
  readonly key: string;
  readonly name: string;
  readonly range: Range;
}

export function keysIn(tag: string): readonly AttributeAt[] {
  return Array.from(attributesIn(tag), ({ name, value, start, end }) => ({
    key: `${name}=${value}`,
    name,
    range: [start, end],
  }));
}

/** An attribute, or a text. */
interface Part {
  /** The same for those that say the same. */
  readonly key: string;
  /** The same for the two that are compared with each other. */
  readonly place: string;
  readonly text: string;
  readonly range: Range;
}

/** The attributes and the text that the other row has not; nothing where it is about something else. */
export function marks(row: string, other: string | undefined): readonly Range[] {
  if (other === undefined) return [];
  const [ours, theirs] = [partsOf(row), partsOf(other)];
  const own = ours.filter(isNotIn(theirs));
  // Then it is neither an attribute nor a text: a name, a comment, the order of texts.
  if (own.length === 0 && !theirs.some(isNotIn(ours))) return [differing(row, other)];
  const places = new Map(theirs.map((part) => [part.place, part.text]));
  return own.map(({ text, place, range: [start, end] }): Range => {
    const across = places.get(place);
    if (across === undefined || text.length <= LONGEST_MARK) return [start, end];
    const [from, to] = differing(text, across);
    return [start + from, start + to];
  });
}

function isNotIn(parts: readonly Part[]): (part: Part) => boolean {
  const known = new Set(parts.map(({ key }) => key));
  return ({ key }) => !known.has(key);
}

/** What is longer is marked only where it differs: one character in it would else not be found. */
const LONGEST_MARK = 60;

function partsOf(text: string): readonly Part[] {
  const counts = new Map<string, number>();
  const place = (name: string) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${count} ${name}`;
  };
  let at = 0;
  return pieces(text).flatMap(({ text, type }): readonly Part[] => {
    const start = at;
    at += text.length;
    if (type === "text") return [{ key: text, place: place(""), text, range: [start, at] }];
    if (type === "other") return [];
    return keysIn(text).map(({ key, name, range: [from, to] }) => ({
      key,
      place: place(name),
      text: text.slice(from, to),
      range: [start + from, start + to],
    }));
  });
}

/** From the first character that is another one to the last; of what the other goes on from, the character there. */
function differing(text: string, other: string): Range {
  const shorter = Math.min(text.length, other.length);
  let from = 0;
  while (from < shorter && text[from] === other[from]) from += 1;
  let behind = 0;
  while (behind < shorter - from && text.at(-1 - behind) === other.at(-1 - behind)) behind += 1;
  const first = Math.max(0, Math.min(from, text.length - 1));
  const last = Math.max(first, text.length - behind - 1);
  return [characterAround(text, first)[0], characterAround(text, last)[1]];
}
