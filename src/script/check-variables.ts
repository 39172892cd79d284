// Which variables a script may use at which step.
import { variablesIn } from "../shell/language/expansion.ts";
import { nearest } from "../shell/language/suggest.ts";
import { BUILT_IN, isBuiltIn, VARIABLE_NAME } from "../shell/variables.ts";
import { type Passage, type Problem, placesIn } from "./passage.ts";

/** No name that is meant is longer: what is may be a whole file. */
const LONGEST_NAME = 100;
const LITERAL = `"$\${" stands for "\${" itself`;

/** Whether a password can be put in where it is looked for. */
export interface VariableUse {
  readonly takesPassword: boolean;
}

export class KnownVariables {
  readonly #names: Set<string>;
  /** Whose JIDs can be known. */
  readonly #clients: ReadonlySet<string>;
  #isAll = true;

  constructor(names: ReadonlySet<string>, clients: ReadonlySet<string>) {
    this.#names = new Set(names);
    this.#clients = clients;
  }

  add(name: string): void {
    this.#names.add(name);
  }

  /** From here on there may be others: another script has been run. */
  addUnknown(): void {
    this.#isAll = false;
  }

  /** What is wrong with the variables in a passage: once for each name. */
  check(passage: Passage, { takesPassword }: VariableUse): readonly Problem[] {
    const variables = variablesIn(passage.text);
    if (variables.length === 0) return [];
    const place = placesIn(passage);
    const reasons = new Map<string, Problem>();
    for (const { name, at } of variables) {
      if (reasons.has(name)) continue;
      const reason = name === "password" && !takesPassword ? PASSWORD : this.#whyUnknown(name);
      if (reason !== undefined) reasons.set(name, { at: place(at), reason });
    }
    return [...reasons.values()];
  }

  #whyUnknown(name: string): string | undefined {
    if (name.length > LONGEST_NAME || !VARIABLE_NAME.test(name)) {
      return isBuiltIn(name)
        ? undefined
        : `Cannot expand "\${": no name of a variable is behind it (${LITERAL})`;
    }
    const { 1: client } = /^(.+)\.(?:jid|bare)$/.exec(name) ?? [];
    if (this.#isAll && client !== undefined && !this.#clients.has(client)) {
      const meant = nearest(client, [...this.#clients]);
      return `Cannot expand \${${name}}: no line is for a client "${client}"${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`;
    }
    if (!this.#isAll || isBuiltIn(name) || this.#names.has(name)) return undefined;
    const meant = nearest(name, [...this.#names, ...BUILT_IN]);
    const question = meant === undefined ? "" : `did you mean "${meant}"? `;
    return `Cannot expand \${${name}}: there is no variable "${name}" here (${question}"define ${name} VALUE" or --var ${name}=VALUE makes one; ${LITERAL})`;
  }
}

const PASSWORD = `Cannot expand \${password}: it counts in an auth line only (anywhere else a script could give it away)`;
