import { UsageError } from "../errors.ts";
import { explainEntry } from "../explain/entry.ts";
import type { Explanation } from "../explain/explanation.ts";
import { loadKnowledge } from "../explain/knowledge.ts";
import { explainWord } from "../explain/lookup.ts";
import { unknownWord } from "../explain/unknown-word.ts";
import { explanationLines } from "../render/explanation.ts";
import { type Context, defineCommand, PASSED } from "../shell/command.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";

export const explain = defineCommand({
  name: "explain",
  kind: "console",
  summary: "Say what something is, where it is defined, and what usually follows",
  detail:
    "Without words: the last element that was received. A number, 12 or #12: that entry. Words: a namespace, an " +
    "element, an error condition, a SASL mechanism, XEP-0198, RFC 6120 §4.9, a status code of a room (status 110), a " +
    'step of the handshake (TLS handshake). "set explain on" explains each new kind of element in one line as it comes.',
  args: { what: { optional: true, rest: true, summary: "an entry's number, or the words to look up" } },
  options: {},
  example: { line: "explain not-authorized", shows: "RFC 6120 §6.5.10" },
  async run({ args, ...context }) {
    const knowledge = await loadKnowledge();
    const explanations =
      args.what === undefined ? [ofLast(context, knowledge)] : of(args.what, context, knowledge);
    const layout = { theme: context.theme, width: context.columns };
    context.print(explanations.map((one) => explanationLines(one, layout).join("\n")).join("\n\n"));
    return PASSED;
  },
});

function ofLast({ client, transcript }: Context, knowledge: Knowledge): Explanation {
  const last = [...transcript.entries].findLast(
    (entry): entry is Entry<Traffic> =>
      entry.type === "traffic" &&
      entry.client === client.session.id &&
      entry.from === "server" &&
      ["element", "open", "close"].includes(entry.event.type),
  );
  if (last) return explainEntry(last, transcript.entries, knowledge);
  throw new UsageError(
    'Cannot explain: nothing was received yet (run "open", or say what, as in "explain bind")',
  );
}

function of(asked: string, { transcript, commands }: Context, knowledge: Knowledge): readonly Explanation[] {
  const number = /^#?(\d+)$/.exec(asked)?.[1];
  const entry = number === undefined ? undefined : entryNumbered(Number(number), asked, transcript);
  if (entry) return [explainEntry(entry, transcript.entries, knowledge)];
  const found = explainWord(asked, knowledge);
  if (found.isKnown) return found.explanations;
  const isCommand = commands.some(({ name }) => name === asked);
  throw new UsageError(
    isCommand
      ? `Cannot explain "${asked}": it is a command (run "help ${asked}")`
      : unknownWord(asked, found.nearest),
  );
}

/** The entry; undefined where the number can be that of a XEP: "explain 198" before there are so many entries. */
function entryNumbered(n: number, asked: string, transcript: Transcript): Entry | undefined {
  const entry = transcript.get(n);
  if (entry) return entry;
  const last = transcript.last?.n ?? 0;
  if (n > last && /^\d{3,}$/.test(asked)) return undefined;
  const why =
    n > last
      ? `the last entry is ${last} ("explain XEP ${n}" is about the specification)`
      : n < transcript.oldest
        ? `it was dropped to save memory; entries from ${transcript.oldest} on are kept (see "set keep entries", and --log for all of them)`
        : "of a row of keepalives only the last is kept (--log has all of them)";
  throw new UsageError(`Cannot explain ${n}: ${why}`);
}
