// One action of a Scansion script -> steps of ours.

import { escapeVariables } from "../../shell/language/expansion.ts";
import { type Word, writeWords } from "../../shell/language/words.ts";
import { formatAddress } from "../../xmpp/address.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Block, Step } from "../script.ts";
import type { Action } from "./actions.ts";
import type { Character } from "./characters.ts";
import type { Excerpt } from "./excerpt.ts";
import type { Report } from "./known.ts";
import { type Cast, replaceMacros } from "./macros.ts";
import { patternsIn } from "./patterns.ts";

/** How long nobody may be heard of for "receives: nothing" to hold. Scansion's own time is not known. */
const SILENCE = "500ms";

/** The steps stand where the action stands, so that a failure names its line. */
export function stepsFor(action: Action, cast: Cast, report: Report): readonly Step[] {
  const step = (line: string, excerpt?: Excerpt): Step => ({
    kind: "step",
    at: action.at,
    source: action.source,
    text: `@${action.character.client} ${line}`,
    ...(excerpt ? { block: blockOf(excerpt) } : {}),
  });
  switch (action.verb) {
    case "connects":
      return linesToConnect(action.character).map((line) => step(line));
    case "sends":
      return [step("send", replaceMacros(action.body, cast, report))];
    case "receives":
      if (action.body.text === "nothing") return [step(`expect nothing --for ${SILENCE}`)];
      return expectations(action, cast, report).map((pattern) => step("expect", pattern));
    case "disconnects":
      // A server may have ended the stream by itself: Scansion does not mind.
      return [step("close --if-open")];
  }
}

function blockOf({ text, positionOf }: Excerpt): Block {
  return { text, at: positionOf(0) };
}

/** Macros first: what they stand for may hold an apostrophe, within single quotes. */
function expectations({ character, body }: Action, cast: Cast, report: Report): readonly Excerpt[] {
  const content = character.kind === "component" ? NS.component : NS.client;
  return patternsIn(replaceMacros(body, cast, report), content, report);
}

/** All that Scansion does before it says that somebody is connected; it sends no presence. */
function linesToConnect(character: Character): readonly string[] {
  const { kind, jid, resource, password } = character;
  const { domainpart } = jid;
  if (kind === "component") {
    const secret = password === undefined ? [] : [word(password)];
    return [writeWords("component", [word(domainpart), ...secret, ...where(character)])];
  }
  const { host, port } = character;
  const to = [option("to"), word(domainpart)];
  const open =
    host !== undefined && port !== undefined
      ? [word(formatAddress(host, Number(port))), ...to]
      : [...to, ...where(character)];
  const bound = resource ? [word(resource)] : [];
  return [
    writeWords("open", open),
    writeWords("auth", credentials(jid.localpart, password)),
    "restart",
    writeWords("bind", bound),
  ];
}

function where({ host, port }: Character): readonly Word[] {
  return [
    ...(host === undefined ? [] : [option("host"), word(host)]),
    ...(port === undefined ? [] : [option("port"), word(port)]),
  ];
}

/** A JID without a localpart names no account. */
function credentials(localpart: string | undefined, password: string | undefined): readonly Word[] {
  if (localpart === undefined) return [option("mechanism"), word("ANONYMOUS")];
  return [word(localpart), ...(password === undefined ? [] : [word(password)])];
}

function option(name: string): Word {
  return { text: `--${name}`, kind: "plain" };
}

/** A word that is quoted where it must be. */
function word(text: string): Word {
  return { text: escapeVariables(text), kind: "quoted" };
}
