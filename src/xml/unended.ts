// What ends a piece of markup that has begun, by the state in which saxes reads it.

export type Unended =
  /** It ends with this at the earliest. */
  | { readonly kind: "markup"; readonly end: string }
  /** The end tag of the innermost element that is open. */
  | { readonly kind: "end tag" };

/** What has come of the end counts: behind "--" a comment lacks the ">" only. */
const ENDS: Readonly<Record<string, string>> = {
  sOpenWakaBang: ">",
  sComment: "-->",
  sCommentEnding: "->",
  sCommentEnded: ">",
  sCData: "]]>",
  sCDataEnding: "]>",
  sCDataEnding2: ">",
  sDoctype: ">",
  sPIFirstChar: "?>",
  sPIRest: "?>",
  sPIBody: "?>",
  sPIEnding: ">",
  sXMLDeclNameStart: "?>",
  sXMLDeclName: "?>",
  sXMLDeclEq: "?>",
  sXMLDeclValueStart: "?>",
  sXMLDeclSeparator: "?>",
  sXMLDeclEnding: ">",
  sOpenTag: ">",
  sOpenTagSlash: ">",
  sAttrib: ">",
  sAttribName: ">",
  sAttribNameSawWhite: ">",
  sAttribValue: ">",
  sAttribValueClosed: ">",
};

/** Where a parser is. */
export interface Reading {
  /** The name of saxes' method for the state. */
  readonly state: string;
  /** The same for what goes on behind a reference. */
  readonly behindReference: string;
  /** The quote in which the present value stands. */
  readonly quote: string;
}

/** Undefined between two pieces, and where it is not known yet what begins. */
export function unendedIn({ state, behindReference, quote }: Reading): Unended | undefined {
  switch (state) {
    case "sCloseTag":
    case "sCloseTagSawWhite":
      return { kind: "end tag" };
    case "sAttribValueQuoted":
    case "sDoctypeQuote":
      return { kind: "markup", end: `${quote}>` };
    case "sXMLDeclValue":
      return { kind: "markup", end: `${quote}?>` };
    case "sEntity":
      return { kind: "markup", end: behindReference === "sAttribValueQuoted" ? `;${quote}>` : ";" };
  }
  const end = ENDS[state] ?? (state.startsWith("sDTD") ? "]>" : undefined);
  return end === undefined ? undefined : { kind: "markup", end };
}
