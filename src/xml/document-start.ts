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
