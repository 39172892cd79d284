// What a lesson does before it begins, and what is said of it: whoever begins it does not have to read all that.
import { splitWords } from "../shell/language/words.ts";
import { type Lesson, type Part, type Task, taskPlaces } from "./lesson.ts";

/** The steps from a part on that get things ready. */
export function preparationFrom(parts: readonly Part[], at: number): readonly Task[] {
  const end = parts.findIndex(
    (part, index) => index >= at && !(part.kind === "task" && part.when === "before the lesson"),
  );
  return parts
    .slice(at, end < 0 ? parts.length : end)
    .flatMap((part) => (part.kind === "task" ? [part] : []));
}

/** `open, auth me, restart, bind desk`: what only looks is left out. */
export function inShort(steps: readonly Task[]): string {
  return steps
    .filter(({ by }) => by !== "lesson, quietly")
    .map(({ step }) => shortened(step.text))
    .join(", ");
}

/** What stands between a connection and a session that can talk. */
const LOGIN = /^@\S+[ \t]+(?:connect|open|starttls|tls|auth|restart|bind)\b/;
const FEW = 2;

/** The steps from a part on that only log other clients in, where they are so many that showing them is in the way. */
export function loginsFrom(parts: readonly Part[], at: number): readonly Task[] {
  const end = parts.findIndex((part, index) => index >= at && !(part.kind === "task" && isLogin(part)));
  const logins = parts
    .slice(at, end < 0 ? parts.length : end)
    .flatMap((part) => (part.kind === "task" ? [part] : []));
  return logins.length > FEW ? logins : [];
}

function isLogin({ by, step }: Task): boolean {
  return by === "lesson" && LOGIN.test(step.text);
}

/** `@laptop: open, auth me, restart, bind kitchen; @tablet: open, auth me`. */
export function loginsInShort(logins: readonly Task[]): string {
  const byClient = new Map<string, readonly string[]>();
  for (const { step } of logins) {
    const [client = "", ...words] = shortened(step.text).split(" ");
    byClient.set(client, [...(byClient.get(client) ?? []), words.join(" ")]);
  }
  return [...byClient].map(([client, lines]) => `${client}: ${lines.join(", ")}`).join("; ");
}

const LONGEST = 30;

/** Without options, and without the password. */
function shortened(line: string): string {
  if (line.includes("<")) return line.slice(0, line.indexOf(">") + 1 || LONGEST).slice(0, LONGEST);
  const [, client = "", text = ""] = /^(@\S+[ \t]+)?([\s\S]*)$/.exec(line) ?? [];
  const words = splitWords(text).map((word) => word.text);
  const option = words.findIndex((word) => word.startsWith("--"));
  const before = option < 0 ? words : words.slice(0, option);
  return client + (before[0] === "auth" ? before.slice(0, 2) : before).join(" ").slice(0, LONGEST);
}

/** How many of the learner's tasks stand up to a part. */
export function tasksUpTo(lesson: Lesson, at: number): number {
  return taskPlaces(lesson).filter((place) => place <= at).length;
}
