import { UsageError } from "../errors.ts";
import { position } from "../explain/due.ts";
import { type PossibleStep, possibleSteps } from "../explain/steps.ts";
import { wrapWords } from "../render/wrap.ts";
import { type Context, defineCommand, type Outcome, PASSED } from "../shell/command.ts";

export const next = defineCommand({
  name: "next",
  kind: "console",
  summary: "Say which steps are possible now and which is due, or take it",
  detail:
    "It goes by what the server offers on this very stream. What the prompt calls next comes first. --do runs that one, " +
    "as if it had been typed; nothing else is ever taken. Words in capital letters are for you to fill in.",
  spec: "RFC 6120 §4 to §7",
  args: {},
  options: { do: { summary: "take the step that is due" } },
  example: { line: "next", shows: "open" },
  async run({ options, ...context }): Promise<Outcome> {
    const steps = possibleSteps(context.client.session.state, context.target.username);
    if (options.do) return await take(context, steps);
    context.print(overview(context, steps));
    return PASSED;
  },
});

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
  return `${client.name} is ${label}, and nothing is due there (run "next" for what is possible)`;
}

function overview({ client, theme, columns }: Context, steps: readonly PossibleStep[]): string {
  const { label } = position(client.session.state);
  const due = steps.filter(({ isDue }) => isDue);
  const others = steps.filter(({ isDue }) => !isDue);
  // Raw XML is long: it has a row of its own, and does not push everybody else's reason to the right.
  const width = Math.max(0, ...steps.map(({ line }) => (isWide(line) ? 0 : line.length)));
  const rowsOf = (some: readonly PossibleStep[]) => some.flatMap((step) => rows(step, { width, columns }));
  return [
    theme.heading(`${client.name} is ${label}; ${due.length > 0 ? "due now:" : "nothing is due"}`),
    ...rowsOf(due),
    ...(others.length > 0 ? [theme.heading(due.length > 0 ? "possible too:" : "possible:")] : []),
    ...rowsOf(others),
  ].join("\n");
}

const WIDE = 24;
const isWide = (line: string) => line.length > WIDE;

interface Measures {
  readonly width: number;
  /** 0 where nothing is wrapped. */
  readonly columns: number;
}

/** The line, and beside it, or beneath it, why. */
function rows({ line, why }: PossibleStep, { width, columns }: Measures): readonly string[] {
  const indent = " ".repeat(2 + width + 2);
  const room = columns === 0 ? 0 : Math.max(20, columns - indent.length);
  const [first = "", ...more] = wrapWords(why, room);
  const beginning = isWide(line) ? [`  ${line}`, indent + first] : [`  ${line.padEnd(width)}  ${first}`];
  return [...beginning, ...more.map((text) => indent + text)];
}
