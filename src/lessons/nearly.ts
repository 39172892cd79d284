// Compares what was done with what a task asks for, to say what is different where it is nearly the same.
import { splitWords } from "../shell/language/words.ts";
import type { Entry } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { type Act, actOf, isSameAddress, type Leeway } from "./acts.ts";
import type { Wanted } from "./judge.ts";

export type Likeness =
  /** It sends what the lesson's line would send. */
  | { readonly kind: "the same" }
  /** It is of the same kind; `how` is a sentence without its full stop. */
  | { readonly kind: "nearly"; readonly how: string }
  | { readonly kind: "something else" };

/** What was typed last, and what came of it. */
export interface LastRow {
  readonly row: string;
  readonly entries: readonly Entry[];
}

export function likeness(wanted: Wanted, { row, entries }: LastRow): Likeness {
  const sent = entries.flatMap((entry) =>
    entry.type === "traffic" && entry.from === "client" ? (actOf(entry.event) ?? []) : [],
  );
  // What is no line of the session is recorded nowhere.
  const line = entries.find((entry) => entry.type === "command")?.line ?? row.replace(/^@\S+[ \t]+/, "");
  const pairs = wanted.acts.map((act) => [act, sent.findLast((done) => isSameSort(act, done))] as const);
  if (pairs.some(([, done]) => done === undefined)) return wordsOrElse(wanted, { line, sent });
  for (const [act, done] of pairs) {
    const how = done && differenceOf(act, done, wanted.leeway);
    if (how !== undefined) return { kind: "nearly", how };
  }
  const how = differenceOfWords(wanted.line, line);
  if (how !== undefined) return { kind: "nearly", how };
  return { kind: wanted.acts.length > 0 ? "the same" : "something else" };
}

interface Typed {
  readonly line: string;
  readonly sent: readonly Act[];
}

function wordsOrElse(wanted: Wanted, { line, sent }: Typed): Likeness {
  const isBroken =
    sent.some(({ kind }) => kind === "broken") && wanted.acts.every(({ kind }) => kind !== "broken");
  if (isBroken) return { kind: "nearly", how: "what you sent cannot be read as XML" };
  const how = differenceOfWords(wanted.line, line);
  return how === undefined ? { kind: "something else" } : { kind: "nearly", how };
}

function isSameSort(wanted: Act, done: Act): boolean {
  if (wanted.kind !== "element" || done.kind !== "element") return wanted.kind === done.kind;
  return wanted.element.getName() === done.element.getName();
}

function differenceOf(wanted: Act, done: Act, leeway: Leeway): string | undefined {
  if (wanted.kind === "header" && done.kind === "header") return headerDifference(wanted.header, done.header);
  if (wanted.kind !== "element" || done.kind !== "element") return undefined;
  return elementDifference(wanted.element, done.element, leeway);
}

function headerDifference(wanted: StreamHeader, done: StreamHeader): string | undefined {
  const parts = [
    ['"xmlns:stream"', wanted.namespace, done.namespace],
    ['"xmlns"', wanted.contentNamespace, done.contentNamespace],
    ['"to"', wanted.to, done.to],
    ['"version"', wanted.version, done.version],
  ] as const;
  const [name, value] = parts.find(([, one, other]) => one !== other) ?? [];
  if (name === undefined) return undefined;
  return value === undefined
    ? `the stream header is to have no ${name}`
    : `${name} of the stream header is not "${value}"`;
}

/** Written by each sender in a way of his own. */
const OWN: ReadonlySet<string> = new Set(["id", "from", "xml:lang"]);
/** What stands in them is the sender's choice. */
const FREE_TEXT: ReadonlySet<string> = new Set(["body", "subject", "status", "thread"]);

function elementDifference(wanted: Element, done: Element, leeway: Leeway): string | undefined {
  const name = `<${wanted.getName()}>`;
  if (wanted.getNS() !== done.getNS()) return `"xmlns" of ${name} is not "${wanted.getNS() ?? ""}"`;
  return (
    attributeDifference(wanted, done, leeway) ??
    textDifference(wanted, done) ??
    childDifference(wanted, done, leeway)
  );
}

function attributeDifference(wanted: Element, done: Element, leeway: Leeway): string | undefined {
  const name = `<${wanted.getName()}>`;
  const isCompared = (key: string) =>
    !OWN.has(key) && !/^xmlns(:|$)/.test(key) && !(key === "mechanism" && leeway.mechanism === "any");
  for (const key of new Set([...Object.keys(wanted.attrs), ...Object.keys(done.attrs)].filter(isCompared))) {
    const [one, other] = [attribute(wanted, key), attribute(done, key)];
    if (one === other || (key === "to" && isSameAddress(one, other, leeway))) continue;
    if (one === undefined) return `${name} has "${key}", and the lesson's has none`;
    return other === undefined ? `${name} has no "${key}"` : `"${key}" of ${name} is not "${one}"`;
  }
  return undefined;
}

function textDifference(wanted: Element, done: Element): string | undefined {
  const [one, other] = [wanted.getText().trim(), done.getText().trim()];
  const name = wanted.getName();
  if (one === other || FREE_TEXT.has(name)) return undefined;
  if (wanted.getNS() !== NS.sasl) return `the text in <${name}> is not "${one}"`;
  // The messages of other mechanisms hold what was drawn by chance.
  const isPlain = [wanted, done].every((auth) => attribute(auth, "mechanism") === "PLAIN");
  return isPlain ? plainDifference(one, other) : undefined;
}

const PLAIN_PARTS = ["identity to act for", "user name", "password"] as const;

/** RFC 4616 §2: authorization identity, NUL, user name, NUL, password. */
function plainDifference(wanted: string, done: string): string {
  const partsOf = (text: string) => Buffer.from(text, "base64").toString("utf8").split("\0");
  const [one, other] = [partsOf(wanted), partsOf(done)];
  if (one.length !== other.length) {
    return `the message of PLAIN is to have ${nulls(one.length - 1)} here, and yours has ${nulls(other.length - 1)}`;
  }
  const part = one.length === PLAIN_PARTS.length ? one.findIndex((text, at) => text !== other[at]) : -1;
  const name = PLAIN_PARTS[part];
  if (name === undefined) return "the message of PLAIN is another one than the lesson asks for here";
  return one[part] === "" ? `the ${name} is to be empty` : `the ${name} is "${one[part]}" here`;
}

function nulls(count: number): string {
  return count === 1 ? "one NUL" : `${count} NULs`;
}

function childDifference(wanted: Element, done: Element, leeway: Leeway): string | undefined {
  for (const child of wanted.getChildElements()) {
    const other = done.getChildElements().find((one) => one.getName() === child.getName());
    if (!other) return `<${child.getName()}> is missing in <${wanted.getName()}>`;
    const how = elementDifference(child, other, leeway);
    if (how !== undefined) return how;
  }
  const known = new Set(wanted.getChildElements().map((child) => child.getName()));
  const more = done.getChildElements().find((child) => !known.has(child.getName()));
  return more && `<${more.getName()}> is in <${wanted.getName()}>, and the lesson's line has none`;
}

/** Two lines with the same command. What was typed is not repeated: it may be a password. */
function differenceOfWords(wanted: string, typed: string): string | undefined {
  try {
    if (wanted !== typed && isSameInSmall(wanted, typed)) return "only the capitals are different";
    const [[name, ...words], [other, ...others]] = [textsOf(wanted), textsOf(typed)];
    if (name === undefined || name !== other || name.startsWith("<")) return undefined;
    const missing = words.find((word) => !others.includes(word));
    if (missing !== undefined) {
      const what =
        name === "auth" && !missing.startsWith("--") ? CREDENTIALS[words.indexOf(missing)] : undefined;
      return what ? `the ${what} is "${missing}"` : `the line is to have "${missing}" in it`;
    }
    const more = others.find((word) => !words.includes(word));
    return more === undefined ? undefined : "the line has more in it than the lesson's";
  } catch {
    return undefined;
  }
}

const CREDENTIALS = ["user name", "password"] as const;

function isSameInSmall(one: string, other: string): boolean {
  return !one.startsWith("<") && one.trim().toLowerCase() === other.trim().toLowerCase();
}

function textsOf(line: string): readonly string[] {
  return splitWords(line).map(({ text }) => text);
}
