// The texts and the values of attributes in XML, whole or not.
import { pieces } from "../../render/markup.ts";

const ATTRIBUTE = /([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;

export function* textsIn(raw: string): Generator<string> {
  for (const { type, text } of pieces(raw)) {
    if (type === "text") yield text.startsWith("<![CDATA[") ? text.slice(9, -3) : resolved(text);
    else if (type === "start" || type === "empty")
      // A declared namespace is no value that anybody looks for as text.
      for (const [, name = "", double, single] of text.matchAll(ATTRIBUTE))
        if (!/^xmlns(:|$)/.test(name)) yield resolved(double ?? single ?? "");
  }
}

function resolved(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(ENTITY, (all, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
