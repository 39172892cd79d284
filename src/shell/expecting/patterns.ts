// XML to match with, as it stands on a line or beneath it.
import { UsageError } from "../../errors.ts";
import type { Client } from "../../session/clients.ts";
import { type Compile, loadExpressions } from "../../xml/expressions.ts";
import { captureNames, type Pattern } from "../../xml/pattern.ts";
import { PatternFault } from "../../xml/pattern-fault.ts";
import { readPatterns } from "../../xml/read-patterns.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { expand } from "../language/expansion.ts";
import { checkName } from "../variables.ts";

export interface PatternScope {
  readonly client: Client;
  /** What a variable stands for. */
  value(name: string): string;
}

/** @throws UsageError where the text cannot be read as patterns. */
export async function readPatternsFor(
  text: string,
  { client, value }: PatternScope,
): Promise<readonly Pattern[]> {
  const compile = await compilerFor(text);
  try {
    const patterns = readPatterns(text, {
      contentNamespace: client.session.state.contentNamespace ?? NS.client,
      expand: (literal, quote = (put) => put) => expand(literal, (name) => quote(value(name))),
      compile,
    });
    for (const name of patterns.flatMap(captureNames)) checkName(name);
    return patterns;
  } catch (error) {
    if (error instanceof PatternFault) throw new UsageError(`Cannot read the pattern: ${error.detail}`);
    if (error instanceof UsageError && !error.message.startsWith("Cannot ")) {
      throw new UsageError(`Cannot expect it: ${error.message}`);
    }
    throw error;
  }
}

/** What compiles the expressions in a text: loaded only where there are any. */
export async function compilerFor(text: string): Promise<Compile> {
  return text.includes("{re:") ? await loadExpressions() : NOTHING_TO_COMPILE;
}

const NOTHING_TO_COMPILE: Compile = () => () => false;
