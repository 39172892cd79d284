import { UsageError } from "../errors.ts";
import { wrapRows } from "../render/text/align.ts";
import { helpWidth } from "../render/text/prose-width.ts";
import { wrapWords } from "../render/text/wrap.ts";
import type { Fault } from "../server/fault.ts";
import { FAULTS, faultNamed } from "../server/faults/index.ts";
import type { SessionState } from "../session/state.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";
import type { PracticeLab } from "../shell/practice.ts";
import { formatAddress } from "../xmpp/address.ts";

export const fault = defineCommand({
  name: "fault",
  kind: "console",
  summary: "List what can go wrong, or make it go wrong on the practice server",
  detail:
    "A fault lasts until the next one, or until `fault off`, and happens to every client of the practice server. None " +
    "of them does any harm: each shows what a client has to cope with.",
  args: {
    fault: {
      optional: true,
      summary: "what is to go wrong, or off",
      choices: [...FAULTS.map(({ name }) => name), "off"],
      names: "fault",
    },
  },
  options: {},
  example: { line: "fault", shows: "escape-sequences" },
  async run({ args, ...context }) {
    const { practice, print, page } = context;
    if (args.fault === undefined) {
      await page(`${listOf(context)}\n${present(context)}`);
      return PASSED;
    }
    const lab = practice ?? refuse(context);
    if (args.fault === "off") {
      print(lab.armed === undefined ? "No fault is armed." : `${lab.armed} is over.`);
      lab.arm(undefined);
      return PASSED;
    }
    const chosen = faultNamed(args.fault);
    // What happens at once is shown behind what is to be seen.
    print(announcement(chosen, lab, context));
    lab.arm(chosen.name);
    return PASSED;
  },
});

/** What a fault breaks, in the order of the list: from the outside inwards. */
const KINDS: readonly Fault["breaks"][] = ["network", "XML", "stream", "security"];

/** A row each, so that the list fits a screen: a fault says the rest when it is armed. */
function listOf({ columns, theme }: Context): string {
  const margin = Math.max(...KINDS.map(({ length }) => length));
  const rows = KINDS.flatMap((kind) =>
    FAULTS.filter(({ breaks }) => breaks === kind).map(
      ({ name, summary }, index) =>
        [`${(index === 0 ? kind : "").padEnd(margin)}  ${name}`, summary] as const,
    ),
  );
  return wrapRows(rows, { width: helpWidth(columns), paint: theme.heading })
    .flat()
    .join("\n");
}

function present({ practice, columns }: Context): string {
  return wrapWords(standing(practice), helpWidth(columns)).join("\n");
}

function standing(practice: PracticeLab | undefined): string {
  if (!practice) return `They are made on a practice server, and this program has none (${HOW_TO_START}).`;
  const { armed, address } = practice;
  return armed === undefined
    ? `No fault is armed ("fault NAME" arms one on ${address}, and says more of it).`
    : `${armed} is armed on ${address} ("fault off" ends it).`;
}

function announcement(fault: Fault, { address }: PracticeLab, { client, columns, theme }: Context) {
  const { name, summary, effect, lesson, when, onward } = fault;
  const begins = when === "next connection" ? "It begins with the next connection, and lasts" : "It lasts";
  const goingOn = [wayTo(fault, client.session.state), onward].filter((text) => text !== undefined);
  return [
    theme.heading(`${name} is armed on ${address}`),
    `What goes wrong: ${summary}.`,
    `What you should see: ${effect}`,
    `Why it matters: ${lesson}`,
    ...(goingOn.length > 0 ? [`How to go on: ${goingOn.join(" ")}`] : []),
    `${begins} until "fault off".`,
  ]
    .flatMap((text) => wrapWords(text, helpWidth(columns)))
    .join("\n");
}

/** What is to be typed to see it, where it does not show by itself. */
function wayTo({ when, shownAt }: Fault, state: SessionState): string | undefined {
  const { connection, receivedBroken, closedBy, authenticated, secure } = state;
  const isOffline = connection === "offline";
  const isTooLate = authenticated !== undefined || (shownAt === "starttls" && secure);
  if (!isOffline && !shownAt && when === "at once") return undefined;
  const isKept = !isOffline && shownAt !== undefined && !isTooLate;
  const leave = receivedBroken || closedBy.length > 0 ? "disconnect" : "close";
  const lines = [
    ...(isOffline || isKept ? [] : [leave]),
    ...(isKept ? [] : ["open"]),
    ...(shownAt ? [shownAt] : []),
  ];
  const typed = lines.map((line) => `"${line}"`).join(", then ");
  return `To see it type ${typed}${shownAt === "auth" ? " with a SCRAM mechanism" : ""}.`;
}

const HOW_TO_START =
  'start "xmpp-repl" without an address; a server that runs by itself has them from "xmpp-repl serve --fault NAME"';

function refuse({ client, target }: Context): never {
  const { host, port } = client.session.state;
  const place = host !== undefined && port !== undefined ? formatAddress(host, port) : target.address;
  const present =
    place === undefined
      ? "this program has no practice server"
      : `${place} is not the practice server of this program, which has none`;
  throw new UsageError(`Cannot make faults: ${present} (${HOW_TO_START})`);
}
