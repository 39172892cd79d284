// How much of the memory an entry takes, in characters of text.
import type { Certificate } from "../xmpp/certificate.ts";
import type { Entry, Traffic } from "./entry.ts";

export function weight(entry: Entry): number {
  switch (entry.type) {
    case "traffic":
      return Math.max(textLength(entry), elementsWeight(entry));
    case "command":
      return entry.line.length;
    case "note":
      return entry.text.length;
    case "derivation":
      return entry.rows.reduce((sum, { value }) => sum + value.length + ROW_WEIGHT, 0);
    case "expectation":
      return entry.expected.length;
    case "connection":
      return "tls" in entry ? certificatesWeight(entry.tls.chain) : 0;
  }
}

function textLength({ event }: Entry<Traffic>): number {
  return event.raw.length + ("bytes" in event ? (event.bytes?.length ?? 0) : 0);
}

/** An element takes far more memory than its shortest text: <a/> counts as 64 characters. */
const ELEMENT_WEIGHT = 64;

function elementsWeight({ event }: Entry<Traffic>): number {
  let tags = 0;
  for (let at = event.raw.indexOf("<"); at >= 0; at = event.raw.indexOf("<", at + 1)) tags += 1;
  return tags * ELEMENT_WEIGHT;
}

function certificatesWeight(chain: readonly Certificate[]): number {
  const names = chain.flatMap((certificate) => certificate.names);
  return names.reduce((sum, { value }) => sum + value.length + ROW_WEIGHT, chain.length * CERTIFICATE_WEIGHT);
}

/** Subject, issuer, dates, fingerprint. */
const CERTIFICATE_WEIGHT = 500;

/** What goes with a value: its name, its formula. */
const ROW_WEIGHT = 100;
