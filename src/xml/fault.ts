// What can be wrong with XML on a stream, named by the stream error condition that RFC 6120 gives it.

/**
 * A stream error condition of RFC 6120 §4.9.3 that a piece of XML earns; `injected-plaintext` is our own name for what
 * RFC 6120 §5.4.3.3 forbids without naming it.
 */
export type Rule =
  | "bad-format"
  | "bad-namespace-prefix"
  | "injected-plaintext"
  | "not-well-formed"
  | "policy-violation"
  | "restricted-xml"
  | "unsupported-encoding";

/** The XML cannot be read any further. `offset` counts UTF-16 units from the start of what was fed. */
export class XmlFault extends Error {
  override readonly name = "XmlFault";

  readonly rule: Rule;
  readonly detail: string;
  readonly offset: number;

  constructor(rule: Rule, detail: string, offset: number) {
    super(detail);
    this.rule = rule;
    this.detail = detail;
    this.offset = offset;
  }
}

// saxes' own sentences, in the words of this project. What is not listed here is shown as saxes says it.
const WORDING: readonly (readonly [RegExp, Rule, string])[] = [
  [/^unbound namespace prefix: "(.*)"/, "bad-namespace-prefix", "the prefix $1: is not declared"],
  [/^tags may not have "xmlns"/, "bad-namespace-prefix", "the prefix xmlns: cannot name an element"],
  [
    /^xml(?:ns)? prefix must be bound to/,
    "bad-namespace-prefix",
    "the prefixes xml: and xmlns: are reserved",
  ],
  [
    /^may not assign|^the default namespace may not/,
    "bad-namespace-prefix",
    "the namespaces of xml: and xmlns: are reserved",
  ],
  [/^invalid attempt to undefine prefix/, "bad-namespace-prefix", "a declared prefix cannot be undeclared"],
  [/^duplicate attribute: (?:\{.*\})?(.*)\.$/, "not-well-formed", "the attribute $1 is there twice"],
  [
    /^undefined entity/,
    "not-well-formed",
    "an entity that is not defined (only &amp; &lt; &gt; &quot; &apos; and &#…; are)",
  ],
  [
    /^(disallowed character in entity name|empty entity name)/,
    "not-well-formed",
    "an & that begins no reference (write &amp;)",
  ],
  [/^malformed character entity/, "not-well-formed", "a character reference to no character of XML"],
  [/^disallowed character in attribute value/, "not-well-formed", "a < in an attribute value (write &lt;)"],
  [/^the string "\]\]>"/, "not-well-formed", "]]> in text (write ]]&gt;)"],
  [/^disallowed character\.$/, "not-well-formed", "a control character that XML does not allow"],
  [
    /^unexpected close tag|^unmatched closing tag/,
    "not-well-formed",
    "an end tag that does not match the open element",
  ],
  [/^weird empty close tag/, "not-well-formed", "an end tag without a name"],
  [/^documents may contain only one root/, "not-well-formed", "an element after the end of the document"],
  [
    /^the XML declaration must/,
    "not-well-formed",
    "an XML declaration whose xml is not in small letters (write <?xml version='1.0'?>)",
  ],
  [
    /^an XML declaration must be/,
    "not-well-formed",
    "an XML declaration that is not at the start of the document",
  ],
  [/^inappropriately located doctype/, "restricted-xml", "a document type declaration"],
  [
    /^whitespace required|^XML declaration|^expected |^The character \? is|^did not expect any more|^version number must|^encoding value must|^standalone value must|^value (required|must be quoted)/,
    "not-well-formed",
    "an XML declaration that is none (write <?xml version='1.0'?>)",
  ],
  [
    /^unended XML declaration/,
    "not-well-formed",
    "an XML declaration that is none (write <?xml version='1.0'?>), without its ?>",
  ],
  [/^text data outside of root/, "not-well-formed", "text outside the stream"],
  [/^unquoted attribute value/, "not-well-formed", "an attribute value without quotes"],
  [/^attribute without value/, "not-well-formed", "an attribute without a value"],
  [/^no whitespace between attributes/, "not-well-formed", "no blank between two attributes"],
  [/^disallowed character in tag name/, "not-well-formed", "a < that begins no tag (write &lt;)"],
];

/** The fault for a sentence of the tokenizer. */
export function faultFor(message: string, offset: number): XmlFault {
  for (const [pattern, rule, wording] of WORDING) {
    const match = pattern.exec(message);
    if (match) return new XmlFault(rule, wording.replace("$1", match[1] ?? ""), offset);
  }
  return new XmlFault("not-well-formed", message.replace(/\.$/, ""), offset);
}
