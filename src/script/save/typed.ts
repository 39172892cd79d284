// Which values somebody typed, and when first: what was not typed was made up, by this tool or by the server.
import type { Act } from "./acts.ts";
import { isCommandAct, writtenIn } from "./acts.ts";
import { valuesInText } from "./values.ts";

/** The entry in which a value was first typed. */
export type Typed = ReadonlyMap<string, number>;

export function typedIn(acts: readonly Act[]): Typed {
  const typed = new Map<string, number>();
  for (const act of acts) {
    for (const value of valuesOf(act)) if (!typed.has(value)) typed.set(value, act.n);
  }
  return typed;
}

function valuesOf(act: Act): readonly string[] {
  // The id is that of the request: who answers by its number means that one.
  if (!isCommandAct(act) || act.line.command.name === "send" || isNumberedReply(act)) {
    return valuesInText(act.sent.map(writtenIn).join(""));
  }
  return act.line.words.flatMap(({ kind, text }) => {
    if (kind === "xml") return valuesInText(text);
    const equals = kind === "plain" && text.startsWith("--") ? text.indexOf("=") : -1;
    return equals < 0 ? [text] : [text.slice(equals + 1)];
  });
}

/** Whether it answers a request by the number of its entry. */
export function isNumberedReply(act: Act): boolean {
  if (!isCommandAct(act) || act.line.command.name !== "reply") return false;
  const { request } = act.line.parsed.args;
  return request !== undefined && !request.startsWith("<");
}
