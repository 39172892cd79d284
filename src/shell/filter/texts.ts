// The texts and the values of attributes in XML, whole or not.
import { attributesIn, isDeclaration } from "../../render/attributes.ts";
import { resolveReferences } from "../../render/references.ts";
import { pieces } from "../../render/views/markup.ts";

export function* textsIn(raw: string): Generator<string> {
  for (const { type, text } of pieces(raw)) {
    if (type === "text") yield text.startsWith("<![CDATA[") ? text.slice(9, -3) : resolveReferences(text);
    else if (type === "start" || type === "empty") {
      // A declared namespace is no value that anybody looks for as text.
      for (const { name, value } of attributesIn(text))
        if (!isDeclaration(name)) yield resolveReferences(value);
    }
  }
}
