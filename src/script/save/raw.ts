// Everything as it was: each line as it was typed, and what came as it came.
import { redactFragment, redactXml } from "../../render/secrets/redact.ts";
import { receivedElement } from "../../session/replies.ts";
import { escapeVariables } from "../../shell/language/expansion.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Item } from "../script.ts";
import { type Act, isCommandAct, writtenIn } from "./acts.ts";
import { comment, sending, step } from "./items.ts";
import { literalValue } from "./literal.ts";
import type { Saving } from "./saving.ts";
import type { Secrets } from "./secrets.ts";
import { isLine } from "./sent-acts.ts";
import { type Dialect, writePattern } from "./write-pattern.ts";

export function rawStepsOf(saving: Saving, secrets: Secrets): { items: Item[]; remarks: string[] } {
  const placed = [
    ...saving.acts.map((act) => ({ n: act.n, items: itemsOf(act, saving, secrets) })),
    ...saving.recording.entries.flatMap((entry) =>
      entry.type === "traffic" && saving.recording.unclaimed.has(entry.n)
        ? [{ n: entry.n, items: expecting(entry, saving, secrets) }]
        : [],
    ),
  ].sort((one, other) => one.n - other.n);
  const items = placed.flatMap((one) => one.items);
  const isMasked = saving.acts.some(({ line }) => line && line.entry.masked !== line.entry.line);
  const remarks =
    isMasked && secrets === "masked"
      ? [
          "secrets are masked: the lines that have them must be filled in before it can be run (xmpp-repl --show-secrets saves them too)",
        ]
      : [];
  return { items, remarks };
}

function itemsOf(act: Act, saving: Saving, secrets: Secrets): readonly Item[] {
  const { client, line } = act;
  const written = act.sent.map(writtenIn).join("");
  const sent = escapeVariables(secrets === "shown" ? written : redactFragment(written));
  if (!isCommandAct(act)) {
    const isWhole = line !== undefined && isLine(sent);
    return sent === "" ? [] : [isWhole ? step(client, sent) : sending(client, sent)];
  }
  const { entry, command, words } = act.line;
  const text = secrets === "shown" ? entry.line : entry.masked;
  if (command.inScripts === "refused" || (command.kind === "console" && command.name !== "define")) {
    return command.name === "save" ? [] : [comment(text)];
  }
  // The line of a command has one row in a script, and `send` had what was beneath it.
  const isSent = text.includes("\n") || (command.name === "send" && words.length === 0);
  if (isSent && sent !== "") return [sending(client, sent)];
  return [step(client, text.replace(/\s*\n\s*/g, " "), patternBeneath(act, saving, secrets))];
}

/** What the command's reply was, word for word. */
function patternBeneath(act: Act, saving: Saving, secrets: Secrets): string | undefined {
  if (!isCommandAct(act)) return undefined;
  const { command, parsed, words } = act.line;
  if (command.block === "expected") {
    const { expected = "" } = act.expectation ?? {};
    return expected === "" || words.some(({ kind }) => kind === "xml") ? undefined : expected;
  }
  const answer = saving.course.answers.get(act);
  if (command.block !== "reply" || parsed.options["no-wait"] || !answer || answer.kind === "end")
    return undefined;
  if (saving.recording.unclaimed.has(answer.entry.n)) return undefined;
  return exactPattern(answer.entry, saving, secrets);
}

function expecting(entry: Entry<Traffic>, saving: Saving, secrets: Secrets): readonly Item[] {
  const pattern = exactPattern(entry, saving, secrets);
  return pattern === undefined ? [] : [step(entry.client, "expect", pattern)];
}

function exactPattern(entry: Entry<Traffic>, { course }: Saving, secrets: Secrets): string | undefined {
  const element = receivedElement(entry);
  if (!element) return undefined;
  const hidesText = secrets === "masked" && redactXml(entry.event.raw) !== entry.event.raw;
  const namespace = course.headers.at(entry)?.contentNamespace ?? NS.client;
  return writePattern(element, namespace, hidesText ? WITHOUT_TEXT : EXACT);
}

const EXACT: Dialect = {
  attribute: (_of, { value }) => literalValue(value),
  text: (_of, text) => literalValue(text),
  keeps: () => true,
  marks: () => "",
};

/** What holds a secret is compared without its texts. */
const WITHOUT_TEXT: Dialect = { ...EXACT, text: () => undefined };
