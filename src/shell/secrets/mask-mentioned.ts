// A line that cannot be run may hold one that takes a secret, or say itself that a word is one.
import { MASK } from "../../render/secrets/redact.ts";
import type { Command } from "../command.ts";
import { takesSecret } from "./mask.ts";
import { SECRET_NAME } from "./mask-javascript.ts";

/** Behind a word like "password"; what is masked already needs no other mask. */
const NAMED = new RegExp(
  `(?<![\\p{L}\\p{N}])${SECRET_NAME}["']?(?:\\s*[:=]\\s*|\\s+)(?=\\S)(?!\\[redacted)`,
  "iu",
);

/** `auth: me …`, `authme …`; but "author is me" is no command at all. */
const NO_BLANK = "[^\\s(=.;,)\\p{L}][^\\s(=.;,)]*|\\p{L}[^\\s(=.;,)]*(?=\\s+\\S+(?:\\s+--|\\s*$))";

/**
 * What stands behind the name of a command that takes a secret is masked, in a line that is no command: it may stand
 * behind a prompt that was copied with it, or a client's name without its @. Undefined where there is none.
 */
export function maskBehindName(text: string, commands: readonly Command[]): string | undefined {
  const names = namesIn(commands);
  // Neither a call nor an assignment: JavaScript is masked by what it does.
  const held = new RegExp(
    `^(?:(?:${names})(?:${NO_BLANK})?|[^("'\`{;]*[\\s>](?:${names}))\\s+(?=[\\w"'$@-])`,
    "iu",
  );
  const before = held.exec(text)?.[0];
  return before === undefined ? undefined : before + MASK;
}

/** The same for the words of a line that is no JavaScript, with what stands behind a word like "password". */
export function maskMentioned(text: string, commands: readonly Command[]): string {
  const run = new RegExp(`[\\s>;&|](?:${namesIn(commands)})(?:\\s+|\\s*\\()(?=\\S)`, "i");
  const ends = [run, NAMED].flatMap((mention) => {
    const found = mention.exec(text);
    return found ? [found.index + found[0].length] : [];
  });
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends)) + MASK;
}

function namesIn(commands: readonly Command[]): string {
  return commands
    .filter(takesSecret)
    .map(({ name }) => name)
    .join("|");
}
