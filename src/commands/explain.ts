import { UsageError } from "../errors.ts";
import { explainEntry } from "../explain/entry.ts";
import type { Explanation } from "../explain/explanation.ts";
import { explainLine } from "../explain/facts/command.ts";
import { loadKnowledge } from "../explain/knowledge.ts";
import { explainWord, type LookedUp } from "../explain/lookup.ts";
import { unknownWord } from "../explain/unknown-word.ts";
import { explanationLines } from "../render/explanation.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { whyMissing } from "../shell/entry-numbers.ts";
import { PASSED } from "../shell/outcome.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Knowledge } from "../xmpp/knowledge/index.ts";

export const explain = defineCommand({
  name: "explain",
  kind: "console",
  summary: "Say what something is, where it is defined, and what usually follows",
  detail:
    "Without words, and as `explain last`: the last element that was received. A number, 12 or #12: that entry. Words: a word of XMPP (bare " +
    "JID), what the prompt says (bind next), a namespace, an element, an error condition, a SASL mechanism, a command, " +
    "XEP-0198, RFC 6120 4.9, a status code of a room (status 110), a step of the handshake (TLS handshake). " +
    '"set explain on" explains each new kind of element in one line as it comes.',
  args: {
    what: {
      optional: true,
      rest: true,
      names: "word",
      summary: "an entry's number, last, or the words to look up",
    },
  },
  options: {},
  example: { line: "explain not-authorized", shows: "RFC 6120 §6.5.10" },
  async run({ args, ...context }) {
    const knowledge = await loadKnowledge();
    const asked = args.what?.trim() ?? "";
    const isLast = asked === "" || asked === "last";
    const explanations = isLast ? [ofLast(context, knowledge)] : of(asked, context, knowledge);
    const layout = { theme: context.theme, width: context.columns };
    await context.page(explanations.map((one) => explanationLines(one, layout).join("\n")).join("\n\n"));
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
  const found = explainWord(asked, knowledge, commands);
  const entry = entryMeant(asked, transcript, found);
  if (entry?.type === "command") return [explainLine(entry.masked, commands, knowledge)];
  if (entry) return [explainEntry(entry, transcript.entries, knowledge)];
  if (found.isKnown) return found.explanations;
  throw new UsageError(unknownWord(asked, found.nearest));
}

/** The entry; undefined of words, and where the number can only be that of a XEP, as in "explain 198". */
function entryMeant(asked: string, transcript: Transcript, found: LookedUp): Entry | undefined {
  const [, sign = "", digits] = /^(#?)(\d+)$/.exec(asked) ?? [];
  // XEP-0030 has four digits; no entry's number begins with 0.
  if (digits === undefined || (sign === "" && /^0\d/.test(digits))) return undefined;
  const n = Number(digits);
  const entry = transcript.get(n);
  if (entry) return entry;
  if (sign === "" && digits.length > 2 && n > (transcript.last?.n ?? 0) && found.isKnown) return undefined;
  const isBehind = n > (transcript.last?.n ?? 0);
  const xep = isBehind && found.isKnown ? ` ("explain XEP ${n}" is about the specification)` : "";
  throw new UsageError(`Cannot explain ${n}: ${whyMissing(n, transcript)}${xep}`);
}
