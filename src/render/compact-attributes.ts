// The attributes of an element in a row of the compact view: which stand first, and which last.
import type { Side } from "../transcript/entry.ts";
import { type Bounds, safe } from "./compact-bounds.ts";
import { mark, quoted } from "./compact-words.ts";
import { beginningOf } from "./display-width.ts";
import type { OutlineAttribute, OutlineElement } from "./outline.ts";
import { sanitizeLine } from "./sanitize.ts";
import type { Span } from "./span.ts";

/** Of the attributes of a stanza these stand first; what else it has stands behind them. */
const FIRST: Readonly<Record<Side, readonly string[]>> = {
  client: ["to", "from"],
  server: ["from"],
};
/** Whom it is to, the client knows. */
const LAST: Readonly<Record<Side, readonly string[]>> = { client: ["id"], server: ["to", "id"] };

export const STANZAS = ["iq", "message", "presence"];

export interface Placed {
  readonly first: readonly Span[];
  readonly last: readonly Span[];
}

export function attributesOf({ localName, attributes }: OutlineElement, from: Side, bounds: Bounds): Placed {
  const spans = ({ name, value }: OutlineAttribute): readonly Span[] => {
    const isCut = name === "id" && value.length > bounds.id;
    const shown = isCut ? sanitizeLine(`${beginningOf(value, bounds.id - 4)}…`) : safe(value, bounds);
    const written: Span = { role: "value", text: isPlain(value) ? shown : quoted(shown) };
    // The type of a stanza is known by itself.
    if (name === "type" && STANZAS.includes(localName)) return [mark(" "), written];
    return [{ role: "attribute", text: ` ${safe(name, bounds)}` }, mark("="), written];
  };
  if (!STANZAS.includes(localName)) return { first: attributes.flatMap(spans), last: [] };
  const named = (names: readonly string[]) =>
    names.flatMap((name) => attributes.filter((attribute) => attribute.name === name));
  const [type, begin, end] = [named(["type"]), named(FIRST[from]), named(LAST[from])];
  const others = attributes.filter((attribute) => ![...type, ...begin, ...end].includes(attribute));
  return { first: type.flatMap(spans), last: [...begin, ...others, ...end].flatMap(spans) };
}

/** Whether it is seen where a value ends, without quotes: whoever chooses it may want it to read as something else. */
function isPlain(value: string): boolean {
  return value !== "" && !/[\s“”;()<>]|:$/.test(value);
}
