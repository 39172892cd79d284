// All the tables. They are large: they are loaded by a dynamic import, when something is to be explained.
import { ERROR_CONDITIONS } from "./error-conditions.ts";
import { HANDSHAKE } from "./handshake.ts";
import { MECHANISMS } from "./mechanisms.ts";
import { MUC_STATUS } from "./muc-status.ts";
import { NAMESPACES } from "./namespaces.ts";
import { RFCS } from "./rfcs.ts";
import { FEATURES } from "./stream-features.ts";
import { WORDS } from "./words.ts";
import { XEPS } from "./xeps.ts";

export const KNOWLEDGE = {
  conditions: ERROR_CONDITIONS,
  features: FEATURES,
  handshake: HANDSHAKE,
  mechanisms: MECHANISMS,
  mucStatus: MUC_STATUS,
  namespaces: new Map(NAMESPACES.map((fact) => [fact.namespace, fact])),
  rfcs: RFCS,
  words: WORDS,
  xeps: new Map(XEPS.map((fact) => [fact.number, fact])),
} as const;

export type Knowledge = typeof KNOWLEDGE;
