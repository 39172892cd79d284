// What a server offers for authentication, out of its features.
import type { Element } from "../../xml/element.ts";
import { attribute } from "../../xml/element.ts";
import { NS } from "../namespaces.ts";

/** The names of the mechanisms, in the server's order (RFC 6120 §6.3.3). */
export function offeredMechanisms(features: Element | undefined): readonly string[] {
  const mechanisms = features?.getChild("mechanisms", NS.sasl);
  return mechanisms?.getChildren("mechanism", NS.sasl).map((child) => child.getText().trim()) ?? [];
}

/** The types of channel binding that the server says it takes (XEP-0440); undefined where it says nothing. */
export function offeredBindings(features: Element | undefined): readonly string[] | undefined {
  const list = features?.getChild("sasl-channel-binding", NS.channelBinding);
  return list
    ?.getChildren("channel-binding", NS.channelBinding)
    .flatMap((child) => attribute(child, "type") ?? []);
}
