// What a skeleton of a stanza or nonza is, and how what is known of a client is put into it.
import { escapeXML } from "../xml/element.ts";

export interface Template {
  readonly name: string;
  readonly summary: string;
  /** Where it is specified. */
  readonly spec: string;
  /**
   * `{id}` is a fresh id, `{domain}` the domain of the stream and `{bare}` the own bare JID, where they are known;
   * `{here}` is the first thing to fill in.
   */
  readonly text: string;
}

export interface Known {
  id(): string;
  readonly domain?: string | undefined;
  readonly bare?: string | undefined;
}

export interface FilledTemplate {
  readonly text: string;
  /** Where the first thing to fill in belongs, in UTF-16 units. */
  readonly cursor: number;
}

/** Puts in what is known. What is not stays empty, and is the first thing to fill in where it comes first. */
export function fillTemplate({ text }: Template, { id, domain, bare }: Known): FilledTemplate {
  const fresh = id();
  let filled = "";
  let cursor: number | undefined;
  let at = 0;
  for (const { index, 0: mark, 1: name } of text.matchAll(/\{(id|domain|bare|here)\}/g)) {
    filled += text.slice(at, index);
    at = index + mark.length;
    const value = name === "id" ? fresh : name === "domain" ? domain : name === "bare" ? bare : undefined;
    if (value === undefined) cursor ??= filled.length;
    else filled += escapeXML(value);
  }
  filled += text.slice(at);
  return { text: filled, cursor: cursor ?? filled.length };
}
