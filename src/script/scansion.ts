// A Scansion script (.scs), the language of Prosody's own test suite, read as if it were one of ours.
import { type Position, ScriptError } from "../errors.ts";
import type { Reading } from "./reading.ts";
import { actionIn } from "./scansion/actions.ts";
import { type Character, charactersIn, isDefinition } from "./scansion/characters.ts";
import { type Chunk, chunksOf, remarkIn, startOf, textRows } from "./scansion/chunks.ts";
import { quoted, type Report } from "./scansion/known.ts";
import { stepsFor } from "./scansion/steps.ts";
import type { Item } from "./script.ts";

/** Every action becomes the steps that do the same. What cannot be read is left out and is among the errors. */
export function readScansion(file: string, text: string): Reading {
  const errors: ScriptError[] = [];
  const report = (at: Position, reason: string) => void errors.push(new ScriptError(file, at, reason));
  const chunks = chunksOf(text);
  const characters = charactersIn(chunks, report);
  const connected = new Set<Character>();
  const items: Item[] = [];
  for (const chunk of chunks) {
    items.push(...itemsFor(chunk, { characters, connected }, report));
    if (chunk.rows.at(-1)?.text.trim() === "") items.push({ kind: "blank" });
  }
  errors.sort((one, other) => one.at.line - other.at.line || one.at.column - other.at.column);
  return { script: { file, items: neededOf(items) }, errors };
}

interface Stage {
  readonly characters: readonly Character[];
  readonly connected: Set<Character>;
}

function itemsFor(chunk: Chunk, stage: Stage, report: Report): readonly Item[] {
  const { at } = chunk;
  if (isDefinition(chunk)) return [];
  const remark = remarkIn(chunk.text);
  if (remark || chunk.text === "") {
    checkNothingBeneath(chunk, report);
    return remark && remark.kind !== "divider" ? [{ ...remark, at }] : [{ kind: "blank" }];
  }
  const action = actionIn(chunk, stage.characters, report);
  if (!action) return [];
  if (action.verb === "connects") stage.connected.add(action.character);
  return stepsFor(action, stage, report);
}

function checkNothingBeneath(chunk: Chunk, report: Report): void {
  const row = textRows(chunk)[0];
  if (!row) return;
  const reason =
    "it is indented, and beneath no action (begin the line at the margin, or put it beneath one)";
  report(startOf(row), `Cannot read ${quoted(row.text.trim())}: ${reason}`);
}

/** No blank line at either end, and never two in a row. */
function neededOf(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex(({ kind }) => kind !== "blank");
  return items.filter(({ kind }, index) => {
    if (kind !== "blank") return true;
    const next = items[index + 1];
    return index > first && next !== undefined && next.kind !== "blank";
  });
}
