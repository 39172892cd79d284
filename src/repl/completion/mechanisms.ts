// SASL mechanisms: those that the server offers on this stream; where it offers none those that are computed, which can
// be tried all the same.
import { usualMechanism } from "../../shell/authentication/usual-mechanism.ts";
import { MECHANISMS } from "../../xmpp/sasl/mechanisms.ts";
import { offeredMechanisms } from "../../xmpp/sasl/offer.ts";
import type { ForClient, Value } from "./completions.ts";

/** @param user is whom the line names. */
export function mechanismValues(user: string | undefined, completing: ForClient): readonly Value[] {
  const { client, knowledge, targetOf } = completing;
  const meaning = (name: string) => knowledge.mechanisms.find((known) => known.name === name)?.meaning;
  const features = client?.session.state.features;
  const offered = offeredMechanisms(features);
  if (!client || offered.length === 0) {
    const why = features ? "Not offered on this stream" : "Not offered yet";
    return MECHANISMS.map(({ name }) => ({ value: name, summary: `${why}. ${meaning(name) ?? ""}`.trim() }));
  }
  const usual = usualMechanism(client, targetOf(client), user);
  return offered.map((value) => {
    const summary = meaning(value) ?? "offered";
    return { value, summary: value === usual ? `${summary} ("auth" takes it)` : summary };
  });
}
