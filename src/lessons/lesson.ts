// A lesson, taken apart: what is read, and what is to be done, in the order of its page.
import type { Step } from "../script/script.ts";

/** A step of the script, with who runs it. */
export interface Task {
  readonly kind: "task";
  readonly step: Step;
  /** "quietly" is for what only looks or waits: what it finds is shown, the line is not. */
  readonly by: "learner" | "lesson" | "lesson, quietly";
  /** Whether it only gets things ready, before the lesson begins. */
  readonly when: "before the lesson" | "in the lesson";
  /** Whether the learner is shown the line to type, or has to find it. */
  readonly line: "printed" | "hidden";
  /** What the lesson expects right behind it: where the learner has to find the line, this says whether it is the one. */
  readonly answer?: Step | undefined;
  /** What was written above the step for those who do not get on, first to last. */
  readonly hints: readonly string[];
}

/** Markdown. */
export interface Prose {
  readonly kind: "prose";
  readonly text: string;
}

export type Part = Prose | Task;

export interface Lesson {
  /** The digits before its file's name. */
  readonly number: number;
  /** What is typed behind `xmpp-repl learn`. */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  /** From the introduction on. */
  readonly parts: readonly Part[];
  /** What is shown at the end, as Markdown; may be empty. */
  readonly learnt: string;
}

/** Where the learner's tasks stand among the parts. */
export function taskPlaces({ parts }: Lesson): readonly number[] {
  return parts.flatMap((part, index) => (part.kind === "task" && part.by === "learner" ? [index] : []));
}
