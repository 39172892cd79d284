// XML text -> its tokens, each with the place it has in the text.
import { XmlFault } from "../../xml/fault.ts";
import { SCANSION_NAMESPACE } from "../../xml/pattern-tag.ts";
import { type StartTag, Tokenizer } from "../../xml/tokenizer.ts";

export type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: "start"; readonly tag: StartTag }
  /** Also right behind a start tag that closes itself. */
  | { readonly kind: "end" }
  | { readonly kind: "text"; readonly text: string }
);

const LIMITS = { depth: 1000, attributes: 10_000 };

/**
 * The tokens of well-formed content; comments are left out. `content` is the namespace of what has none of its own; the
 * prefix scansion: is declared in no script.
 * @throws XmlFault with an offset into the text.
 */
export function tokensIn(text: string, content: string): readonly Token[] {
  const around = `<stream:stream xmlns='${content}' xmlns:stream='http://etherx.jabber.org/streams' xmlns:scansion='${SCANSION_NAMESPACE}'>`;
  const tokens: Token[] = [];
  const open: { readonly name: string; readonly start: number }[] = [];
  let last = 0;
  /** The place of the token that ends here. */
  const upTo = (offset: number) => {
    const place = { start: last, end: offset - around.length };
    last = Math.max(0, place.end);
    return place;
  };
  const tokenizer = new Tokenizer(
    {
      startTag(tag, offset) {
        const place = upTo(offset);
        if (place.end <= 0) return;
        tokens.push({ kind: "start", tag, ...place });
        open.push({ name: tag.name, start: place.start });
      },
      endTag(name, _depth, offset) {
        const place = upTo(offset);
        if (!open.pop()) throw new XmlFault("not-well-formed", `</${name}> where nothing is open`, offset);
        tokens.push({ kind: "end", ...place });
      },
      text(text, offset) {
        const place = upTo(offset);
        if (open.length > 0) tokens.push({ kind: "text", text, ...place });
        else if (text.trim() !== "") throw outside(offset);
      },
      declaration(_declaration, offset) {
        throw new XmlFault(
          "not-well-formed",
          "an XML declaration that is not at the start of a stream",
          offset,
        );
      },
      restricted(what, offset) {
        if (what !== "comment") throw new XmlFault("restricted-xml", `a ${what}`, offset);
        upTo(offset);
      },
    },
    LIMITS,
  );
  try {
    tokenizer.feed(around);
    tokenizer.feed(text);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const detail = error.detail.replace("</stream:stream> is due", "nothing is open");
    // saxes has read the character that it minds.
    throw new XmlFault(error.rule, detail, Math.max(0, error.offset - around.length - 1));
  }
  checkEnd({ text, open: open.at(-1), last, inText: tokenizer.inText });
  return tokens;
}

/** Nothing may be missing behind the last token. */
function checkEnd(state: {
  readonly text: string;
  readonly open: { readonly name: string; readonly start: number } | undefined;
  readonly last: number;
  readonly inText: boolean;
}): void {
  const { text, open, last, inText } = state;
  if (!inText) throw new XmlFault("not-well-formed", "the XML ends in the middle of a tag", last);
  if (open) throw new XmlFault("not-well-formed", `<${open.name}> is not closed`, open.start);
  if (text.slice(last).trim() !== "") throw outside(last);
}

function outside(offset: number): XmlFault {
  return new XmlFault("not-well-formed", "text outside of an element", offset);
}
