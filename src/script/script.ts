// A saved conversation, whatever its format: what `.xmpp`, `.scs` and the `xmpp` blocks of `.md` become.
import type { Position } from "../errors.ts";

/** The lines beneath a step that are indented, without the indentation they share and without a newline at the end. */
export interface Block {
  readonly text: string;
  /** Where the text begins in the file; all its lines begin in this column, behind the indentation. */
  readonly at: Position;
}

export interface Step {
  readonly kind: "step";
  readonly at: Position;
  /** The line as it stands in the file, for messages: its first row. */
  readonly source: string;
  /** The line as the shell reads it: "@juliet open"; XML may have several rows. */
  readonly text: string;
  readonly block?: Block;
}

/** `# text` */
export interface Comment {
  readonly kind: "comment";
  readonly at: Position;
  readonly text: string;
}

/** `## key: value`; the value is empty where there is only a key. */
export interface Tag {
  readonly kind: "tag";
  readonly at: Position;
  readonly key: string;
  readonly value: string;
}

export interface Blank {
  readonly kind: "blank";
}

export type Item = Step | Comment | Tag | Blank;

export interface Script {
  /** The file's name, as messages give it. */
  readonly file: string;
  /** Everything in it, in its order. */
  readonly items: readonly Item[];
}

export function stepsOf({ items }: Script): readonly Step[] {
  return items.filter((item) => item.kind === "step");
}

export function tagsOf({ items }: Script): readonly Tag[] {
  return items.filter((item) => item.kind === "tag");
}

/** The comments ahead of the first step: the first is the title, the others the description. #! is for the kernel. */
function headOf({ items }: Script): readonly string[] {
  const first = items.findIndex(({ kind }) => kind === "step");
  const head = first < 0 ? items : items.slice(0, first);
  return head.flatMap((item) => (item.kind === "comment" && !item.text.startsWith("!/") ? [item.text] : []));
}

export function titleOf(script: Script): string | undefined {
  return headOf(script)[0];
}

export function descriptionOf(script: Script): string {
  return headOf(script).slice(1).join(" ");
}

/** Whether a script has a tag: as "key: value", as its key, or as a word of `tags`. */
export function hasTag(script: Script, wanted: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s*:\s*/, ": ");
  return tagsOf(script).some(
    ({ key, value }) =>
      key === wanted.trim() ||
      plain(`${key}: ${value}`) === plain(wanted) ||
      (key === "tags" && value.split(/[\s,]+/).includes(wanted.trim())),
  );
}
