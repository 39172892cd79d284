// What `explain` can be asked: what is offered on this stream first, then the words of XMPP.
import { offeredMechanisms } from "../../xmpp/sasl/offer.ts";
import type { ForClient, Value } from "./completions.ts";
import { TOLD } from "./namespaces.ts";

const MOST = 100;

/** Those that begin with what is typed; of the many names in the tables none where nothing is. */
export function wordValues(typed: string, completing: ForClient): readonly Value[] {
  const { client, knowledge, seen } = completing;
  const features = client?.session.state.features;
  const offered = (features?.getChildElements() ?? []).map((feature) => ({
    value: feature.getName(),
    summary: "offered",
  }));
  const mechanisms = offeredMechanisms(features).map((value) => ({
    value,
    summary: "a mechanism that is offered",
  }));
  const words = knowledge.words.flatMap(({ names, meaning }) =>
    names.slice(0, 1).map((value) => ({ value, summary: meaning, isVerbatim: true as const })),
  );
  const near = [...offered, ...mechanisms, ...words];
  if (typed === "") return near;
  const facts = [
    ...near,
    ...knowledge.features.map(({ name, meaning }) => ({ value: name, summary: meaning })),
    ...knowledge.conditions.map(({ name, meaning }) => ({ value: name, summary: meaning })),
    ...knowledge.mechanisms.map(({ name, meaning }) => ({ value: name, summary: meaning })),
    ...[...seen.features.all].map((value) => ({ value, summary: TOLD })),
    ...[...knowledge.namespaces.values()].map(({ namespace, title }) => ({
      value: namespace,
      summary: title,
    })),
    ...[...knowledge.xeps.values()].map(({ number, title }) => ({ value: `XEP-${number}`, summary: title })),
  ];
  const begun = typed.toLowerCase();
  return facts.filter(({ value }) => value.toLowerCase().startsWith(begun)).slice(0, MOST);
}
