// Everything that can happen on a stream, in one direction.
import type { Element } from "../xml/element.ts";
import type { Rule } from "../xml/fault.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

export type { Rule } from "../xml/fault.ts";

/** Something forbidden inside an otherwise readable piece: RFC 6120 §11.1. */
export interface Breach {
  readonly rule: Rule;
  readonly detail: string;
}

export type ElementKind = "features" | "stanza" | "nonza" | "stream-error";

/**
 * `raw` is what was on the wire, character for character: joined in order, the raw texts of one direction are all
 * that was received. (Of what was sent, a fragment's text comes again in the event that completes it; its entry says
 * how much of it that is.)
 */
export type StreamEvent =
  | {
      readonly type: "open";
      readonly header: StreamHeader;
      readonly raw: string;
      readonly breaches: readonly Breach[];
    }
  | {
      readonly type: "element";
      readonly kind: ElementKind;
      readonly element: Element;
      readonly raw: string;
      readonly breaches: readonly Breach[];
    }
  | { readonly type: "close"; readonly raw: string }
  /** Whitespace between first-level elements: keepalives (RFC 6120 §4.6.1). One event for a run in one chunk. */
  | { readonly type: "whitespace"; readonly raw: string }
  | Violation
  | Fragment;

/** XML that breaks a rule. After a fatal one the direction is read as fragments until the next stream. */
export interface Violation {
  readonly type: "violation";
  readonly rule: Rule;
  /** What is wrong, as a noun phrase: "a comment". */
  readonly detail: string;
  readonly fatal: boolean;
  readonly raw: string;
  /** Where in `raw` the fault was noticed, in UTF-16 units. */
  readonly offset?: number;
  /** What of it is no UTF-8, from its first wrong byte on. */
  readonly bytes?: Uint8Array;
}

/** Sent or received, but no whole event: not yet, or not ever. */
export interface Fragment {
  readonly type: "fragment";
  readonly raw: string;
  /** It comes behind XML that is broken: nobody can tell what it is a part of. */
  readonly broken?: true;
  readonly bytes?: Uint8Array;
}
