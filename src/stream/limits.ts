/** What is read before a peer counts as hostile. */
export interface StreamLimits {
  /** The longest first-level element, in bytes. */
  readonly stanza: number;
  /** How many elements a first-level element may hold, itself included: each takes more memory than its text. */
  readonly elements: number;
  /** How many elements may be open inside each other, the stream's own included. */
  readonly depth: number;
  /** How many attributes one element may have. */
  readonly attributes: number;
}

export const DEFAULT_LIMITS: StreamLimits = {
  stanza: 16 * 1024 * 1024,
  elements: 200_000,
  depth: 1000,
  attributes: 10_000,
};
