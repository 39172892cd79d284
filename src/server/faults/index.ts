// Every fault, sorted by name. Adding one is its file and a line here.
import { UsageError } from "../../errors.ts";
import { nearest } from "../../shell/language/suggest.ts";
import type { Fault } from "../fault.ts";
import { notWellFormed, restrictedXml } from "./broken-xml.ts";
import { drip } from "./drip.ts";
import { escapeSequences } from "./escape-sequences.ts";
import { garbage } from "./garbage.ts";
import { halfClose } from "./half-close.ts";
import { http } from "./http.ts";
import { injectedPlaintext } from "./injected-plaintext.ts";
import { reset } from "./reset.ts";
import { changedNonce, weakIterations, wrongSignature } from "./scram.ts";
import { split } from "./split.ts";
import { stall } from "./stall.ts";
import { hostGone, resourceConstraint, seeOtherHost, systemShutdown } from "./stream-errors.ts";
import { deep, huge } from "./too-much.ts";

export const FAULTS: readonly Fault[] = [
  changedNonce,
  deep,
  drip,
  escapeSequences,
  garbage,
  halfClose,
  hostGone,
  http,
  huge,
  injectedPlaintext,
  notWellFormed,
  reset,
  resourceConstraint,
  restrictedXml,
  seeOtherHost,
  split,
  stall,
  systemShutdown,
  weakIterations,
  wrongSignature,
];

/** @throws UsageError where there is none, with the nearest name. */
export function faultNamed(name: string): Fault {
  const found = FAULTS.find((fault) => fault.name === name);
  if (found) return found;
  const names = FAULTS.map((fault) => fault.name);
  const meant = nearest(name, names);
  throw new UsageError(
    `Cannot make the fault "${name}": there is no such fault (${meant ? `did you mean "${meant}"?` : `there are ${names.join(", ")}`})`,
  );
}
