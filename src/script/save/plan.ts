// What a script is to have, before it is known which values get names.
import { receivedElement } from "../../session/replies.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Item } from "../script.ts";
import type { Act } from "./acts.ts";
import { looseDialect, type Role, type Words } from "./loose.ts";
import type { Saving } from "./saving.ts";
import { writePattern } from "./write-pattern.ts";

export interface Planned {
  /** Where it stands among the others: the number of an entry. */
  readonly n: number;
  /** What it has patterns of: values can be captured there. */
  readonly expects: readonly Entry<Traffic>[];
  write(words: Words): readonly Item[];
}

export interface Planning extends Saving {
  /** Acts that are left out, or done by a command that takes the reply: what replies to them is not expected. */
  readonly settled: Set<Act>;
  /** Stream errors that a pattern beneath a command is for. */
  readonly matched: Set<number>;
  /** Requests that come from outside, by client and id: what they are. */
  readonly outside: ReadonlyMap<string, string>;
  /** Says something to whoever saves, once. */
  remark(text: string): void;
}

export function plain(n: number, ...items: readonly Item[]): Planned {
  return { n, expects: [], write: () => items };
}

/** The pattern of what was received, for the next time. */
export function loosePattern(entry: Entry<Traffic>, role: Role, saving: Saving, words: Words): string {
  const element = receivedElement(entry);
  if (!element) return "";
  // Prosody shuffles them, and no two servers offer the same.
  if (entry.event.type === "element" && entry.event.kind === "features") return "<stream:features/>";
  const namespace = saving.course.headers.at(entry)?.contentNamespace ?? NS.client;
  return writePattern(element, namespace, looseDialect(entry, element, role, words));
}
