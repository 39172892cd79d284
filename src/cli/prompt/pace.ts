// What is told where there is too much: of what scrolls by too fast to be read, and of what the transcript drops.

import { wrapWords } from "../../render/text/wrap.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { Screen } from "../../repl/screen/screen.ts";
import { passedOverText } from "../../repl/screen/waiting.ts";
import type { Answers } from "../../session/answers.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import type { Transcript } from "../../transcript/transcript.ts";

export interface PaceOptions {
  readonly transcript: Transcript;
  readonly answers: Answers;
  readonly theme: Theme;
  columns(): number;
}

export function setPace(screen: Screen, { transcript, answers, theme, columns }: PaceOptions): void {
  const note = (text: string) => {
    const rows = wrapWords(`    -- ${text}`, columns());
    return rows.map((row, index) => `${theme.note(index === 0 ? row : `       ${row}`)}\n`).join("");
  };
  const isAmidLoop = sendingInLoops();
  screen.setRules({
    mayPass: (entry) =>
      isPassable(entry) &&
      (entry.from === "server" || isAmidLoop(entry)) &&
      answers.of(entry.n) === undefined,
    passedOver: (passed) => note(passedOverText(passed)),
  });
  tellDropping(transcript, (text) => screen.write(note(text)));
}

/** What comes in any number. The ends of a stream come once, and what was asked for is looked for. */
function isPassable(entry: Entry): entry is Entry<Traffic> {
  if (entry.type !== "traffic") return false;
  const { event } = entry;
  if (event.type === "element") return event.kind !== "stream-error";
  return event.type !== "open" && event.type !== "close";
}

/** Nobody types so many in a second: what JavaScript sends in a loop cannot be followed either. */
const MOST_TYPED = 100;

/** Whether what this side sends comes in a loop; asked once for each. */
function sendingInLoops(): (entry: Entry) => boolean {
  let second = 0;
  let count = 0;
  return ({ at }) => {
    const now = Math.floor(at / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    return count > MOST_TYPED;
  };
}

/** Says that entries are dropped, at the first, and again when twice as many are as when it was said last. */
function tellDropping(transcript: Transcript, tell: (text: string) => void): void {
  let next = 1;
  transcript.read(() => {
    if (transcript.dropped < next) return;
    tell(droppedText(transcript, next === 1 ? "first" : "again"));
    next = Math.max(FEW, transcript.dropped * 2);
  });
}

/** So many more must be dropped before it is said again. */
const FEW = 10_000;

function droppedText({ oldest, dropped }: Transcript, time: "first" | "again"): string {
  return time === "first"
    ? `the transcript is full: its oldest entries are dropped from now on, the oldest kept is #${oldest} ("set keep" says how much is kept)`
    : `${dropped} entries were dropped from the transcript so far, the oldest kept is #${oldest}`;
}
