// Every mechanism that is computed, the strongest first. Adding one is its file and a line here.
import { anonymous } from "./anonymous.ts";
import { external } from "./external.ts";
import type { SaslMechanism } from "./mechanism.ts";
import { plain } from "./plain.ts";
import { scramMechanism } from "./scram-mechanism.ts";

export const MECHANISMS: readonly SaslMechanism[] = [
  external,
  scramMechanism("SHA-512", "PLUS"),
  scramMechanism("SHA-256", "PLUS"),
  scramMechanism("SHA-1", "PLUS"),
  scramMechanism("SHA-512", "no binding"),
  scramMechanism("SHA-256", "no binding"),
  scramMechanism("SHA-1", "no binding"),
  plain,
  anonymous,
];

export function mechanismNamed(name: string): SaslMechanism | undefined {
  return MECHANISMS.find((mechanism) => mechanism.name === name);
}
