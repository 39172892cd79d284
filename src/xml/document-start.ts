// Where a document begins: a tutorial's `<?xml version='1.0'?>`, or a stream header with whatever prefix.

// A prefix of more than a hundred characters is not looked at any further.
const START = /^<(?:\?xml[ \t\r\n]|(?:[^ \t\r\n<>/?!:="'&]{1,100}:)?stream[ \t\r\n/>])/;
const PERHAPS_START = /^<(?:\?(?:x(?:ml?)?)?|[^ \t\r\n<>/?!="'&]{0,107})$/;

/** Whether text begins with an XML declaration or with the start of an element named `stream`. */
export function beginsDocument(text: string): boolean {
  return START.test(text);
}

/** Whether text may turn out to begin a document when more characters come. */
export function mayBeginDocument(text: string): boolean {
  return PERHAPS_START.test(text);
}

/** Longer is no declaration alone, and need not be looked at each time that more of it comes. */
const LONGEST_DECLARATION = 200;

/** Whether a short text begins with an XML declaration, which stands at the start of a document only (XML 1.0 §2.8). */
export function beginsDeclaration(text: string): boolean {
  return text.length <= LONGEST_DECLARATION && /^<\?xml[ \t\r\n]/.test(text);
}
