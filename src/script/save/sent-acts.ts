// XML that was typed, and what `send` and JavaScript have sent -> the step that sends the same.
import { redactFragment } from "../../render/secrets/redact.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { XmlInput } from "../../xml/input.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Item, Step } from "../script.ts";
import type { Act } from "./acts.ts";
import { writtenIn } from "./acts.ts";
import { planProof } from "./handshakes.ts";
import { comment, sending, sendingBytes, step } from "./items.ts";
import type { Words } from "./loose.ts";
import { type Planned, type Planning, plain } from "./plan.ts";
import { isNegative } from "./reply.ts";
import { sentText } from "./sent.ts";

export function planSent(act: Act, planning: Planning): readonly Planned[] {
  const { n, sent } = act;
  if (sent.length === 0) return [plain(n, comment(`Left out, because it was not sent: ${maskedLine(act)}`))];
  const text = sent.map(writtenIn).join("");
  if (isHandshake(act)) return [planProof(act, planning)];
  const redacted = redactFragment(text);
  if (redacted !== text) {
    planning.settled.add(act);
    planning.remark("what holds a secret is left out, with a comment in its place");
    return [plain(n, comment(`Left out, because it holds a secret: ${redacted.replace(/\s+/g, " ")}`))];
  }
  const answered = answeredFromOutside(act, planning);
  if (answered) return [plain(n, comment(`Left out, because it answers ${answered}`))];
  return [{ n, expects: [], write: (words) => stepsFor(act, text, planning, words) }];
}

function stepsFor(act: Act, text: string, planning: Planning, words: Words): readonly Item[] {
  const bytes = bytesOf(act.sent);
  if (bytes) return [...connecting(act), sendingBytes(act.client, bytes)];
  const written = sentText(text, words.known, act);
  const { course } = planning;
  const waits = course.asking.has(act);
  const fails = waits && isNegative(course.answers.get(act));
  if (act.line?.kind === "xml" && !fails && isLine(written)) return [step(act.client, written)];
  return [...connecting(act), sending(act.client, written), ...closing(act, planning)];
}

/** A header typed as XML connects by itself; `send` does not. */
function connecting({ client, changes }: Act): readonly Step[] {
  return changes.some(({ change }) => change === "connected") ? [step(client, "connect")] : [];
}

/** `send` does not wait for the end of the stream. */
function closing(act: Act, { course }: Planning): readonly Step[] {
  const closes = act.sent.some(({ event }) => event.type === "close");
  return closes && course.answers.has(act) ? [step(act.client, "expect closed")] : [];
}

/** Whether XML stands at the margin of a script as it is: complete with its last row and not before. */
export function isLine(text: string): boolean {
  if (text.trim() !== text || text.includes("\r") || !text.startsWith("<")) return false;
  const input = new XmlInput();
  const rows = text.split("\n");
  return rows.every((row, at) => input.add(row) === (at === rows.length - 1));
}

/** The bytes, where they are no text. */
function bytesOf(sent: readonly Entry<Traffic>[]): Uint8Array | undefined {
  if (!sent.some(({ event }) => "bytes" in event && event.bytes !== undefined)) return undefined;
  const parts = sent.map((entry) => {
    const { event } = entry;
    const rest = "bytes" in event && event.bytes ? event.bytes : new Uint8Array();
    return Buffer.concat([Buffer.from(writtenIn(entry), "utf8"), rest]);
  });
  return Buffer.concat(parts);
}

function isHandshake({ sent }: Act): boolean {
  const [only] = sent;
  return (
    sent.length === 1 && only?.event.type === "element" && only.event.element.is("handshake", NS.component)
  );
}

function maskedLine({ line }: Act): string {
  return line?.entry.masked.replace(/\s+/g, " ") ?? "";
}

/** The request that an act answers and that is left out of the script. */
export function answeredFromOutside({ sent }: Act, { outside }: Planning): string | undefined {
  const [only] = sent;
  if (sent.length !== 1 || only?.event.type !== "element" || only.event.element.getName() !== "iq") {
    return undefined;
  }
  const { type, id } = only.event.element.attrs;
  return type === "result" || type === "error" ? outside.get(`${only.client} ${id}`) : undefined;
}
