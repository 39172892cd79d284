// A lesson's page -> the lesson. docs/lessons/README.md has the rules.
import type { ScriptError } from "../errors.ts";
import { readMarkdown, xmppBlocks } from "../script/read-markdown.ts";
import { readXmpp } from "../script/read-xmpp.ts";
import { type Row, rowsOf } from "../script/rows.ts";
import type { Item, Step } from "../script/script.ts";
import type { Lesson, Part, Task } from "./lesson.ts";

export interface ReadLesson {
  readonly lesson: Lesson;
  readonly errors: readonly ScriptError[];
}

export interface LessonName {
  readonly number: number;
  readonly name: string;
}

const BEFORE = /^before we begin$/i;
const LEARNT = /^what you have learnt$/i;
/** They send nothing and ask the learner for nothing. */
const QUIET: ReadonlySet<string> = new Set(["expect", "forget", "define", "wait"]);

/** "03-features.md" is lesson 3, "features"; undefined for what is no lesson. */
export function lessonNameOf(file: string): LessonName | undefined {
  const [, number, name] = /(?:^|[/\\])(\d+)-([^/\\]+)\.md$/.exec(file) ?? [];
  return number === undefined || name === undefined ? undefined : { number: Number(number), name };
}

export function readLesson(file: string, text: string, commands: ReadonlySet<string>): ReadLesson {
  const rows = rowsOf(text);
  const { errors } = readMarkdown(file, rows, commands);
  const pieces = piecesOf(rows);
  const { number = 0, name = file } = lessonNameOf(file) ?? {};
  const learnt: string[] = [];
  const parts: Part[] = [];
  let heading = "";
  let title: string | undefined;
  for (const piece of pieces) {
    if (piece.kind === "heading") {
      heading = piece.text;
      if (title !== undefined && !LEARNT.test(heading)) parts.push({ kind: "prose", text: `## ${heading}` });
      title ??= heading;
    } else if (piece.kind === "prose") {
      if (LEARNT.test(heading)) learnt.push(piece.text);
      else parts.push({ kind: "prose", text: piece.text });
    } else parts.push(...tasksIn(file, piece, { heading, commands }));
  }
  const lesson = { number, name, file, title: title ?? name, parts: withAnswers(parts) };
  return { lesson: { ...lesson, learnt: learnt.join("\n\n") }, errors };
}

/** A line that the learner has to find is judged by what comes of it. */
function withAnswers(parts: readonly Part[]): readonly Part[] {
  return parts.map((part, index) => {
    if (part.kind !== "task" || part.line === "printed" || part.step.block) return part;
    const next = parts.slice(index + 1).find((other) => other.kind === "task");
    const isAnswer = next?.kind === "task" && next.step.block && EXPECTS.test(next.step.text);
    return isAnswer ? { ...part, answer: next.step } : part;
  });
}

/** Something, and not that nothing comes. */
const EXPECTS = /^(@\S+[ \t]+)?expect$/;

type Piece =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "block"; readonly rows: readonly Row[]; readonly word: string };

/** The page, cut at its headings and at its `xmpp` blocks. */
function piecesOf(rows: readonly Row[]): readonly Piece[] {
  const blocks = new Map(
    xmppBlocks(rows).flatMap((block) => {
      const [first] = block.rows;
      return first ? [[first.line - 1, block.rows] as const] : [];
    }),
  );
  const pieces: Piece[] = [];
  let prose: string[] = [];
  let fence: string | undefined;
  const flush = () => {
    const text = prose.join("\n").trim();
    if (text !== "") pieces.push({ kind: "prose", text });
    prose = [];
  };
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]?.text ?? "";
    const block = blocks.get(at + 1);
    if (block) {
      flush();
      pieces.push({ kind: "block", rows: block, word: /xmpp[ \t]+(\S+)/.exec(row)?.[1] ?? "" });
      // Behind the block stands its closing fence.
      at += block.length + 1;
      continue;
    }
    // What looks like a heading in another fenced block is none.
    const [, mark] = /^[ \t]*(```|~~~)/.exec(row) ?? [];
    if (mark !== undefined) fence = fence === undefined ? mark : mark === fence ? undefined : fence;
    const [, heading] = (fence === undefined && /^#{1,6}[ \t]+(.*?)[ \t#]*$/.exec(row)) || [];
    if (heading === undefined) prose.push(row);
    else {
      flush();
      pieces.push({ kind: "heading", text: heading });
    }
  }
  flush();
  return pieces;
}

interface Around {
  readonly heading: string;
  readonly commands: ReadonlySet<string>;
}

function tasksIn(
  file: string,
  { rows, word }: Piece & { readonly kind: "block" },
  { heading, commands }: Around,
): readonly Task[] {
  const isBefore = BEFORE.test(heading);
  const isLessons = isBefore || word === "shown";
  const when = isBefore ? "before the lesson" : "in the lesson";
  const line = word === "try" ? "hidden" : "printed";
  let hints: string[] = [];
  const tasks: Task[] = [];
  for (const item of readXmpp(file, rows, commands).script.items) {
    if (item.kind === "step") {
      const by = isQuiet(item) ? "lesson, quietly" : isLessons ? "lesson" : "learner";
      tasks.push({ kind: "task", step: item, by, when, line, hints });
    }
    hints = hintsAfter(hints, item);
  }
  return tasks;
}

/** Only the comments right above a step are its hints. */
function hintsAfter(hints: readonly string[], item: Item): string[] {
  return item.kind === "comment" ? [...hints, item.text] : [];
}

function isQuiet({ text }: Step): boolean {
  const [, command = ""] = /^(?:@\S+[ \t]+)?(\S*)/.exec(text) ?? [];
  return QUIET.has(command);
}
