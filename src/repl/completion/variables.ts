// Variables with what they stand for, as far as that can be looked at without making something up.
import { UsageError } from "../../errors.ts";
import { BUILT_IN } from "../../shell/variables.ts";
import type { Completions, ForClient, Value } from "./completions.ts";
import { startingWith } from "./xml-values.ts";

/** These are made when they are put in, or are nobody's to see. */
const NOT_LOOKED_AT: ReadonlyMap<string, string> = new Map([
  ["id", "a fresh id each time"],
  ["now", "the time, in UTC"],
  ["password", "the client's password, in an auth line only"],
]);

/** More than the list has room for: of a secret that is cut in two nobody would know that it is one. */
const LONGEST = 2000;

/** Those that are defined first. */
export function variableValues(completing: ForClient): readonly Value[] {
  const { variables, clients } = completing;
  const others = [...clients].flatMap(({ name, session }) =>
    session.state.jid && clients.count > 1 ? [`${name}.jid`, `${name}.bare`] : [],
  );
  return [...variables.names, ...BUILT_IN, ...others].map((value) => ({
    value,
    summary: NOT_LOOKED_AT.get(value) ?? meaningOf(value, completing),
  }));
}

function meaningOf(name: string, { variables, client, clients }: ForClient): string {
  try {
    return variables.get(name, { client: client ?? clients.current }).slice(0, LONGEST);
  } catch (error) {
    if (error instanceof UsageError) return "not known yet";
    throw error;
  }
}

/** A variable that is begun at the end of the text: `${na`. */
export function completeVariable(text: string, completing: ForClient): Completions | undefined {
  const [begun, typed = ""] = /(?<!\$)\$\{([^${}<>]*)$/.exec(text) ?? [];
  if (begun === undefined) return undefined;
  return {
    from: text.length - begun.length,
    candidates: startingWith(variableValues(completing), typed).map(({ value, summary }) => ({
      text: `\${${value}}`,
      summary,
    })),
  };
}
