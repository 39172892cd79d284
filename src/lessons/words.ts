// The words that steer a lesson, between the lines that are typed. None of them alone is a line that does something else:
// `show` with a word behind it stays the command.
export type LessonWord =
  | "repeat"
  | "hint"
  | "show"
  | "skip"
  | "back"
  | "again"
  | "continue"
  | "words"
  | "quit";

const WORDS: Readonly<Record<string, LessonWord>> = {
  "": "repeat",
  hint: "hint",
  show: "show",
  skip: "skip",
  back: "back",
  again: "again",
  continue: "continue",
  lesson: "words",
  quit: "quit",
};

/** What a typed row asks of the lesson; undefined for a line of the session. */
export function lessonWord(row: string): LessonWord | undefined {
  const word = row.trim();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** What "lesson" tells. */
export const WORDS_HELP = [
  "Enter     shows the task again",
  "hint      helps a little, and a little more each time",
  "show      shows the line that does it",
  "skip      does it for you",
  "back      goes back to the task before",
  "again     begins the lesson anew",
  "continue  goes on behind what you did last time",
  "quit      leaves; what you have done is kept",
  "",
  "Any other line runs on the live session: try what you like. The task waits.",
] as const;
