// Which first-level elements are due where a client stands.
import { isBound, isComponent, OFFLINE, type SessionState } from "../../session/state.ts";
import type { ElementFact } from "../../xmpp/knowledge/elements.ts";
import { NS } from "../../xmpp/namespaces.ts";

/** The elements that can be sent now: those that go on with the handshake first. */
export function dueElements(
  facts: readonly ElementFact[],
  state: SessionState = OFFLINE,
): readonly ElementFact[] {
  const due = facts.filter((fact) => isDue(fact, state));
  const isStanza = ({ namespace }: ElementFact) => namespace === "";
  const stanzas = due.filter(isStanza);
  const others = due.filter((fact) => !isStanza(fact));
  return isBound(state) ? [...stanzas, ...others] : [...others, ...stanzas];
}

function isDue({ name, namespace }: ElementFact, state: SessionState): boolean {
  const { features, secure, sasl, managed } = state;
  switch (namespace) {
    case NS.stream:
      return state.sent === undefined || state.restartDue !== undefined;
    case NS.tls:
      return !secure && features?.getChild("starttls", NS.tls) !== undefined;
    case NS.sasl:
      if (name !== "auth") return sasl !== undefined;
      return state.authenticated === undefined && features?.getChild("mechanisms", NS.sasl) !== undefined;
    case NS.streamManagement:
      if (name === "r" || name === "a") return managed?.isOn === true;
      return managed?.isOn !== true && features?.getChild("sm", NS.streamManagement) !== undefined;
    case NS.component:
      return isComponent(state) && state.authenticated === undefined;
    case "":
      return true;
    default:
      return features?.getChildElements().some((feature) => feature.getNS() === namespace) ?? false;
  }
}
