// What was made by hand for one stream, and is good for that one only.
import { UsageError } from "../../errors.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { type Act, isCommandAct } from "../save/acts.ts";
import type { Course, Exchange } from "../save/course.ts";

/** Mechanisms whose messages hold nothing that the server has made up. */
const REPEATABLE: readonly string[] = ["PLAIN", "LOGIN", "EXTERNAL", "ANONYMOUS"];

/** @throws UsageError where a step cannot be repeated, with what to do instead. */
export function refuseOnceOnly(acts: readonly Act[], { exchanges }: Course): void {
  const exchange = exchanges.find((one) => one.acts.some((act) => acts.includes(act)) && isOnceOnly(one));
  if (exchange) {
    throw new UsageError(
      `Cannot reconnect: the ${exchange.mechanism} messages were made by hand, and each server's challenge wants others (run "open", then "auth --mechanism ${exchange.mechanism}", or make them anew)`,
    );
  }
  if (acts.some((act) => isByHand(act) && sends(act, "handshake", NS.component))) {
    throw new UsageError(
      'Cannot reconnect: the <handshake> was made by hand, and is that of one stream id (run "component" or "handshake", which compute it)',
    );
  }
}

function isOnceOnly({ mechanism, acts }: Exchange): boolean {
  if (REPEATABLE.includes(mechanism.toUpperCase())) return false;
  return acts.some((act) => sends(act, "response", NS.sasl)) && acts.some(isByHand);
}

/** Whether the user, and not the tool, has made what was sent. */
function isByHand(act: Act): boolean {
  if (!isCommandAct(act)) return true;
  const { command, parsed } = act.line;
  const { args, options } = parsed;
  if (command.name === "auth") return (options.initial ?? options["initial-text"]) !== undefined;
  if (command.name === "respond") return (args.base64 ?? options.text) !== undefined;
  return command.name === "send";
}

function sends({ sent }: Act, name: string, namespace: string): boolean {
  return sent.some(({ event }) => event.type === "element" && event.element.is(name, namespace));
}
