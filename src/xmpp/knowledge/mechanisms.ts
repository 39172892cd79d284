// SASL mechanisms, and the types of channel binding.
import text from "./mechanisms.tsv";
import { readTable } from "./table.ts";

export interface MechanismFact {
  readonly name: string;
  /** Where it is defined: "RFC 5802", "draft-melnikov-scram-sha-512". */
  readonly spec: string;
  /** As the registry has it: "COMMON", "OBSOLETE" … */
  readonly status: string;
  readonly meaning: string;
  readonly channelBinding: string;
  readonly notes: string;
}

export const MECHANISMS: readonly MechanismFact[] = readTable(text, (cell) => ({
  name: cell("mechanism"),
  spec: cell("rfc"),
  status: cell("status"),
  meaning: cell("meaning"),
  channelBinding: cell("channel_binding"),
  notes: cell("notes"),
}));
