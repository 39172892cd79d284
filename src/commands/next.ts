import { UsageError } from "../errors.ts";
import { position } from "../explain/due.ts";
import { type PossibleStep, possibleSteps, stepsAmidElement } from "../explain/steps.ts";
import { wrapRows } from "../render/text/align.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { endTags, whatIsOpen } from "../shell/inside-element.ts";
import { type Outcome, PASSED } from "../shell/outcome.ts";

export const next = defineCommand({
  name: "next",
  kind: "console",
  connects: true,
  summary: "Say which steps are possible now and which is due, or take it",
  detail:
    "It goes by what the server offers on this very stream. What the prompt calls next comes first. --do runs that one, " +
    "as if it had been typed; nothing else is ever taken. Words in capital letters are for you to fill in.",
  spec: "RFC 6120 §4 to §7",
  args: {},
  options: { do: { summary: "take the step that is due" } },
  example: { line: "next", shows: "open" },
  async run({ options, ...context }): Promise<Outcome> {
    const steps = stepsFor(context);
    if (options.do) return await take(context, steps);
    await context.page(overview(context, steps));
    return PASSED;
  },
});

function stepsFor({ client: { session }, target }: Context): readonly PossibleStep[] {
  return session.isMidElement
    ? stepsAmidElement(endTags(session.openElementsSent))
    : possibleSteps(session.state, target.username);
}

async function take(context: Context, steps: readonly PossibleStep[]): Promise<Outcome> {
  const { client, transcript } = context;
  const due = steps.find(({ isDue }) => isDue);
  if (!due) throw new UsageError(`Cannot do the next step: ${nothingDue(context)}`);
  if (due.missing !== undefined) throw new UsageError(`Cannot do the next step: ${due.missing}`);
  const text = `next runs "${due.line}": ${due.why}`;
  transcript.append(client.session.id, { type: "note", by: "tool", text });
  return await context.runLine(due.line);
}

function nothingDue({ client }: Context): string {
  const { label } = position(client.session.state);
  return `nothing is due at "${label}" (run "next" for what is possible)`;
}

function overview({ client, theme, columns }: Context, steps: readonly PossibleStep[]): string {
  const { label } = position(client.session.state);
  const open = whatIsOpen(client.session);
  const where = `${client.name}: ${label}${open === undefined ? "" : `, ${open}`}`;
  // Raw XML is long.
  const shown = wrapRows(
    steps.map(({ line, why }) => [line, why]),
    { width: columns, indent: "  ", longestName: 24 },
  );
  const due = shown.filter((_, index) => steps[index]?.isDue).flat();
  const others = shown.filter((_, index) => !steps[index]?.isDue).flat();
  return [
    theme.heading(sanitizeLine(`${where}; ${due.length > 0 ? "due now:" : "nothing is due"}`)),
    ...due,
    ...(others.length > 0 ? [theme.heading(due.length > 0 ? "possible too:" : "possible:")] : []),
    ...others,
  ].join("\n");
}
