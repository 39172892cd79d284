// Rows of `.xmpp` -> the items of a script.
import { type Position, ScriptError } from "../errors.ts";
import { type Line, readLine } from "../shell/language/line.ts";
import { XmlInput } from "../xml/input.ts";
import { blockLength, makeBlock } from "./blocks.ts";
import type { Reading } from "./reading.ts";
import { isBlankRow, isIndentedRow, type Row } from "./rows.ts";
import type { Comment, Item, Tag } from "./script.ts";
import { noSuchCommand } from "./unknown-command.ts";

/** Reads rows to the end of them, whatever is wrong; `commands` are the commands' names. */
export function readXmpp(file: string, rows: readonly Row[], commands: ReadonlySet<string>): Reading {
  return new XmppReader(file, rows, commands).read();
}

class XmppReader {
  readonly #file: string;
  readonly #rows: readonly Row[];
  readonly #commands: ReadonlySet<string>;
  readonly #items: Item[] = [];
  readonly #errors: ScriptError[] = [];
  #next = 0;

  constructor(file: string, rows: readonly Row[], commands: ReadonlySet<string>) {
    this.#file = file;
    this.#rows = rows;
    this.#commands = commands;
  }

  read(): Reading {
    for (let row = this.#take(); row; row = this.#take()) this.#readItem(row);
    return { script: { file: this.#file, items: this.#items }, errors: this.#errors };
  }

  #take(): Row | undefined {
    const row = this.#rows[this.#next];
    this.#next += 1;
    return row;
  }

  #readItem(row: Row): void {
    if (isBlankRow(row)) this.#items.push({ kind: "blank" });
    else if (isIndentedRow(row)) this.#complainOfIndentation(row);
    else if (row.text.startsWith("#")) this.#items.push(readComment(row));
    else this.#readStep(row);
  }

  #readStep(row: Row): void {
    const line = readLine(row.text, (name) => this.#commands.has(name));
    if (line.kind === "switch") this.#push(row, row.text.trimEnd());
    else if (line.kind === "other") this.#complainOfLine(row, line);
    else {
      const text = line.kind === "xml" ? this.#takeXml(row, line) : row.text;
      // Blanks at the end cannot be seen, so they are not sent either: a block has them as they stand.
      if (text !== undefined) this.#push(row, text.trimEnd(), this.#takeBlock());
    }
  }

  #push(row: Row, text: string, block = makeBlock([])): void {
    const step = { kind: "step", at: placeOf(row), source: row.source, text } as const;
    this.#items.push(block ? { ...step, block } : step);
  }

  #takeBlock() {
    const from = this.#next;
    this.#next += blockLength(this.#rows, from);
    return makeBlock(this.#rows.slice(from, this.#next));
  }

  /** XML goes on over further rows until it is complete. */
  #takeXml(first: Row, line: Line & { readonly kind: "xml" }): string | undefined {
    const input = new XmlInput();
    let row: Row | undefined = first;
    let isComplete = input.add(line.text);
    while (!isComplete) {
      row = this.#take();
      if (!row) {
        this.#complain(placeOf(first), neverEnds(input));
        return undefined;
      }
      isComplete = input.add(row.text);
    }
    return first.text.slice(0, first.text.length - line.text.length) + input.text;
  }

  #complainOfIndentation(row: Row): void {
    this.#complain(
      { line: row.line, column: row.column + row.text.search(/\S/) },
      "Cannot read the line: it is indented, but there is no step above it that it could belong to (begin it at the margin)",
    );
    this.#takeBlock();
  }

  #complainOfLine(row: Row, line: Line & { readonly kind: "other" }): void {
    const column = row.column + row.text.length - line.text.length;
    this.#complain({ line: row.line, column }, noSuchCommand(line.text, [...this.#commands]));
    // What stands beneath it is not complained about as well.
    this.#takeBlock();
  }

  #complain(at: Position, reason: string): void {
    this.#errors.push(new ScriptError(this.#file, at, reason));
  }
}

function placeOf({ line, column }: Row): Position {
  return { line, column };
}

function neverEnds({ openElements }: XmlInput): string {
  const open = openElements.map((name) => `<${name}>`).join(", ");
  const what = open === "" ? "its first tag has no end" : `open: ${open}`;
  return `Cannot read the script: the XML that begins here never ends (${what})`;
}

/** A key is one word: `## two words` is a comment. */
const TAG = /^##[ \t]*([^\s:#]+)[ \t]*(?::(.*))?$/s;

function readComment(row: Row): Comment | Tag {
  const at = placeOf(row);
  const [, key, value = ""] = TAG.exec(row.text.trimEnd()) ?? [];
  if (key !== undefined) return { kind: "tag", at, key, value: value.trim() };
  return { kind: "comment", at, text: row.text.slice(1).trim() };
}
