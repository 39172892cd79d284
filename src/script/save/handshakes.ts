// A component's stream (XEP-0114): the secret comes from the environment, as a password does.
import { receivedElement } from "../../session/replies.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Act, CommandAct } from "./acts.ts";
import { option } from "./command-line.ts";
import type { Answer } from "./course.ts";
import { step } from "./items.ts";
import { planLine, portableParts } from "./lines.ts";
import { loosePattern, type Planned, type Planning } from "./plan.ts";

/** Stands for a password or a secret that was not the right one: the right one would be taken. */
export const WRONG = "not-the-password";

/** `component` and `handshake`, without the secret on the line. */
export function planHandshake(act: CommandAct, planning: Planning): readonly Planned[] {
  if (act.line.command.name === "handshake") return [planProof(act, planning)];
  const parts = portableParts(act, planning).filter(
    ({ kind, name }) => (kind !== "argument" || name !== "secret") && name !== "explain",
  );
  const isProved = act.sent.length > 1;
  if (isProved) {
    const opened: CommandAct = { ...act, sent: act.sent.slice(0, 1) };
    return [planLine(opened, parts, planning), planProof(act, planning)];
  }
  // The error comes right behind the header, which is the reply.
  return [planLine(act, hasErrorBehind(act, planning) ? [option("no-wait"), ...parts] : parts, planning)];
}

function hasErrorBehind(act: Act, { recording }: Planning): boolean {
  const next = recording.entries.find(
    (entry) => entry.n > act.n && entry.client === act.client && receivedElement(entry) !== undefined,
  );
  return next?.type === "traffic" && next.event.type === "element" && next.event.kind === "stream-error";
}

/** The step that proves it knows the secret; it takes the reply, also to a handshake that was typed as XML. */
export function planProof(act: Act, planning: Planning): Planned {
  const answer = planning.course.answers.get(act);
  planning.settled.add(act);
  if (!isRefused(answer)) return { n: act.n, expects: [], write: () => [step(act.client, "handshake")] };
  const { entry } = answer;
  planning.matched.add(entry.n);
  return {
    n: act.n,
    expects: [entry],
    write: (words) => [
      step(act.client, `handshake ${WRONG}`, loosePattern(entry, "claimed", planning, words)),
    ],
  };
}

function isRefused(answer: Answer | undefined): answer is Answer & { readonly kind: "stream error" } {
  if (answer?.kind !== "stream error") return false;
  return receivedElement(answer.entry)?.getChild("not-authorized", NS.streamErrors) !== undefined;
}
