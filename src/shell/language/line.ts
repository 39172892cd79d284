// What kind of line something is. Scripts, piped input and the prompt all read lines by this.

export type Line =
  | { readonly kind: "blank" }
  | { readonly kind: "comment" }
  /** `@juliet` alone: from here on. */
  | { readonly kind: "switch"; readonly client: string }
  | { readonly kind: "xml"; readonly client?: string; readonly text: string }
  | { readonly kind: "command"; readonly client?: string; readonly name: string; readonly text: string }
  /** Neither: JavaScript at the prompt, and a mistake everywhere else. */
  | { readonly kind: "other"; readonly client?: string; readonly text: string };

// What a terminal obeys is in no name: it is printed at every prompt.
const CLIENT = /^@([^\s@<>"'\p{Control}\p{Bidi_Control}]+)(?:\s+([\s\S]*))?$/u;

/** Whether a client can be called that: `@NAME` is read as one word. */
export function isClientName(name: string): boolean {
  return CLIENT.exec(`@${name}`)?.[1] === name;
}

/** Reads a line; `isCommand` knows the names of the commands. */
export function readLine(line: string, isCommand: (name: string) => boolean): Line {
  const text = line.trim();
  if (text === "") return { kind: "blank" };
  if (text.startsWith("#")) return { kind: "comment" };
  const switched = CLIENT.exec(line.trimStart());
  const client = switched?.[1];
  if (client === undefined) return readText(line.trimStart(), isCommand);
  const rest = switched?.[2] ?? "";
  return rest.trim() === "" ? { kind: "switch", client } : { ...readText(rest, isCommand), client };
}

function readText(text: string, isCommand: (name: string) => boolean) {
  if (text.startsWith("<")) return { kind: "xml", text } as const;
  const name = /^\S+/.exec(text)?.[0] ?? "";
  if (isCommand(name)) return { kind: "command", name, text } as const;
  return { kind: "other", text } as const;
}
