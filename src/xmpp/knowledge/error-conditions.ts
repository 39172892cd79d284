// Every error condition: those of the core, which are needed at every start, and here in a table the others.
import { type Condition, SASL_FAILURES, STANZA_ERRORS, STREAM_ERRORS } from "../conditions.ts";
import { NS } from "../namespaces.ts";
import text from "./errors.tsv";
import { readTable } from "./table.ts";

export interface ConditionFact {
  /** "stream", "sasl", "stanza"; "application" for what stands beside one of these; "bosh"; "stream-legacy" … */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly spec: string;
  readonly section: string;
  /** The error type that it usually comes with, or nothing. */
  readonly type: string;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
  /** The condition beside which an application's condition stands. */
  readonly comesWith: string;
}

const OTHERS: readonly ConditionFact[] = readTable(text, (cell) => ({
  kind: cell("kind"),
  name: cell("condition"),
  namespace: cell("namespace"),
  spec: cell("spec"),
  section: cell("section"),
  type: cell("error_type"),
  meaning: cell("meaning"),
  cause: cell("usual_cause"),
  remedy: cell("usual_remedy"),
  comesWith: cell("comes_with"),
}));

export const ERROR_CONDITIONS: readonly ConditionFact[] = [
  ...STREAM_ERRORS.map((condition) => ofCore("stream", NS.streamErrors, condition)),
  ...SASL_FAILURES.map((condition) => ofCore("sasl", NS.sasl, condition)),
  ...STANZA_ERRORS.map((condition) => ofCore("stanza", NS.stanzaErrors, condition)),
  ...OTHERS,
];

function ofCore(
  kind: string,
  namespace: string,
  { spec: cited, type = "", ...facts }: Condition,
): ConditionFact {
  const [spec = cited, section = ""] = cited.split(" §");
  return { kind, namespace, spec, section, type, comesWith: "", ...facts };
}
