// A command that acted on a client -> the step that does the same elsewhere and later.
import { redactFragment } from "../../render/secrets/redact.ts";
import { USED_SECRET } from "../../shell/secrets/used-secrets.ts";
import type { Item } from "../script.ts";
import type { CommandAct } from "./acts.ts";
import { lineFrom, option, type Part, partsOf } from "./command-line.ts";
import { comment, step } from "./items.ts";
import type { Known } from "./known.ts";
import type { Words } from "./loose.ts";
import { loosePattern, type Planned, type Planning, plain } from "./plan.ts";
import { type Coping, copingWith } from "./reply.ts";
import { typedXml } from "./sent.ts";

/** What is for one machine: where to connect and whom to trust is said on the command line. */
const MACHINE = ["host", "port", "direct-tls", "insecure", "ca", "pin", "cert", "key", "tls-min", "tls-max"];
/** Arguments and options that are JIDs. */
const ADDRESSES = ["to", "from", "jid"];

/** @param parts what the line is to have, behind the command's name. */
export function planLine(act: CommandAct, parts: readonly Part[], planning: Planning): Planned {
  const coping = copingWith(act, planning);
  if (coping.kind === "pattern") planning.matched.add(coping.entry.n);
  const expects = coping.kind === "pattern" ? [coping.entry] : [];
  return {
    n: act.n,
    expects,
    write: (words) => {
      const waiting = coping.kind === "no wait" ? [option("no-wait"), ...parts] : parts;
      const line = lineFrom(
        act.line.command.name,
        waiting.map((part) => named(part, act, words.known)),
      );
      const { masked } = act.line.entry;
      if (masked.includes(USED_SECRET)) return [secretLeftOut(masked, planning)];
      if (redactFragment(line) !== line) return [secretLeftOut(redactFragment(line), planning)];
      return [step(act.client, line, blockFor(coping, planning, words)), ...behind(act, coping)];
    },
  };
}

/** @param masked the line without its secret. */
export function secretLeftOut(masked: string, planning: Planning): Item {
  planning.remark("a line that holds a secret is left out");
  return comment(`Left out, because it holds a secret: ${masked.replace(/\s+/g, " ")}`);
}

function blockFor(coping: Coping, planning: Planning, words: Words): string | undefined {
  if (coping.kind === "typed") return coping.text;
  return coping.kind === "pattern" ? loosePattern(coping.entry, "claimed", planning, words) : undefined;
}

function behind({ client }: CommandAct, coping: Coping): readonly Item[] {
  return coping.kind === "no wait" && coping.isEnded ? [step(client, "expect closed")] : [];
}

/** The parts of an act's line that are the same on any machine. */
export function portableParts(act: CommandAct, planning: Planning): readonly Part[] {
  const { entry, command, words } = act.line;
  const all = partsOf(entry.line, command, words);
  const isOfMachine = ({ kind, name }: Part) =>
    (kind === "option" && MACHINE.includes(name)) || (kind === "argument" && name === "address");
  const lost = all
    .filter((part) => part.kind === "option" && isOfMachine(part))
    .map(({ name }) => `--${name}`);
  if (lost.length > 0) {
    planning.remark(`${lost.join(" ")} of "${command.name}" counts on the command line only: give it to run`);
  }
  return all.filter((part) => !isOfMachine(part));
}

/** The part with a variable where its value is one. */
function named(part: Part, act: CommandAct, known: Known): Part {
  const { kind, name, value, isXml, text } = part;
  if (value === undefined || text.startsWith("'")) return part;
  if (isXml) return { ...part, text: typedXml(text, known, act) };
  const isAddress = ADDRESSES.includes(name);
  const moment = { ...act, n: act.n - 1 };
  const variable =
    known.variable(value, act) ??
    (isAddress ? (known.jid(value, moment) ?? known.domain(value, moment)) : undefined);
  if (variable === undefined) return part;
  return { ...part, text: kind === "option" ? `--${name} ${variable}` : variable };
}

/** A step that did nothing then would fail now. */
export function leftOut(act: CommandAct, why: string, planning: Planning): Planned {
  planning.settled.add(act);
  const line = act.line.entry.masked.replace(/\s+/g, " ");
  return plain(act.n, comment(`Left out, because ${why}: ${line}`));
}
