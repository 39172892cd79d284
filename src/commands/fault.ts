import { UsageError } from "../errors.ts";
import { wrapWords } from "../render/wrap.ts";
import type { Fault } from "../server/fault.ts";
import { FAULTS, faultNamed } from "../server/faults/index.ts";
import { type Context, defineCommand, PASSED } from "../shell/command.ts";
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
    },
  },
  options: {},
  example: { line: "fault", shows: "escape-sequences" },
  run({ args, ...context }) {
    const { practice, print } = context;
    if (args.fault === undefined) {
      print(`${listOf(context)}\n\n${present(practice)}`);
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

/** Columns of running text, whatever the terminal: longer lines are hard to read. */
const PROSE_WIDTH = 96;

function widthOf({ columns }: Context): number {
  return Math.min(columns || PROSE_WIDTH, PROSE_WIDTH);
}

function listOf(context: Context): string {
  const margin = Math.max(...FAULTS.map(({ name }) => name.length)) + 2;
  return FAULTS.flatMap(({ name, summary, effect }) => {
    const [first = "", ...rest] = wrapWords(`${sentence(summary)} ${effect}`, widthOf(context) - margin);
    return [
      `${context.theme.heading(name)}${" ".repeat(margin - name.length)}${first}`,
      ...rest.map((line) => " ".repeat(margin) + line),
    ];
  }).join("\n");
}

function present(practice: PracticeLab | undefined): string {
  if (!practice) return `They are made on a practice server, and there is none here (${HOW_TO_START}).`;
  const { armed, address } = practice;
  return armed === undefined
    ? `No fault is armed (run "fault NAME" for ${address}).`
    : `${armed} is armed on ${address} ("fault off" ends it).`;
}

function announcement({ name, summary, effect, lesson, when }: Fault, lab: PracticeLab, context: Context) {
  const begins = when === "next connection" ? "It begins with the next connection, and lasts" : "It lasts";
  return [
    context.theme.heading(`${name} is armed on ${lab.address}`),
    `What goes wrong: ${summary}.`,
    `What you should see: ${effect}`,
    `Why it matters: ${lesson}`,
    `${begins} until "fault off".`,
  ]
    .flatMap((text) => wrapWords(text, widthOf(context)))
    .join("\n");
}

const HOW_TO_START =
  'start "xmpp-repl" without an address, or "xmpp-repl serve --fault NAME" and connect to it';

function refuse({ client, target }: Context): never {
  const { host, port } = client.session.state;
  const place = host !== undefined && port !== undefined ? formatAddress(host, port) : target.address;
  throw new UsageError(
    `Cannot make faults: ${place === undefined ? "there is" : `${place} is`} no practice server (${HOW_TO_START})`,
  );
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
