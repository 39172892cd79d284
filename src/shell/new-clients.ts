// A name behind @ that nobody has makes a client, and may be a slip of the hand.
import { UsageError } from "../errors.ts";
import type { Client, Clients } from "../session/clients.ts";
import { nearest } from "./language/suggest.ts";

/** @throws UsageError where there is no client of that name: none is made for what only one can do that is there. */
export function requireClient(name: string | undefined, doing: string, clients: Clients): void {
  if (name === undefined || clients.find(name)) return;
  throw new UsageError(`Cannot ${doing}: there is no client "${name}" (${inPlaceOf(name, clients)})`);
}

function inPlaceOf(name: string, clients: Clients): string {
  const formerly = clients.formerly(name);
  if (formerly) return `the one that had this name is "@${formerly.name}" now`;
  const meant = meantBy(name, clients);
  if (meant !== undefined) return `did you mean "@${meant}"?`;
  return `there is ${[...clients].map((one) => one.name).join(", ")}; "@${name} open" makes one`;
}

/** @throws UsageError where a line is for a client that is not there, and another one is easily meant. */
export function requireNoSlip(name: string | undefined, doing: string, clients: Clients): void {
  if (name === undefined || clients.find(name)) return;
  const meant = clients.formerly(name)?.name ?? slipFor(name, clients);
  if (meant === undefined) return;
  throw new UsageError(
    `Cannot ${doing}: there is no client "${name}" (did you mean "@${meant}"? "@${name} open" makes a new one)`,
  );
}

/** The client whose name was mistyped: `a` and `b`, `user1` and `user2` are names that somebody has chosen. */
function slipFor(name: string, clients: Clients): string | undefined {
  const meant = meantBy(name, clients);
  if (meant === undefined || withoutDigits(meant) === withoutDigits(name)) return undefined;
  return name.length > 3 || meant.startsWith(name) ? meant : undefined;
}

function withoutDigits(name: string): string {
  return name.replace(/\d/g, "");
}

/** What is said of a client that a line has made. */
export interface Newcomer {
  /** It is easily taken for another one: that is recorded. */
  readonly kind: "mistakable" | "plain";
  readonly text: string;
}

/** Undefined where the client of that name is there; to be asked before it is made. */
export function newcomer(name: string, clients: Clients): Newcomer | undefined {
  if (clients.find(name)) return undefined;
  const formerly = clients.formerly(name);
  if (formerly) {
    const text = `"${name}" is a new client: the one that had this name is "${formerly.name}" now`;
    return { kind: "mistakable", text };
  }
  const alike = withOtherCapitals(name, clients);
  if (alike) {
    return { kind: "mistakable", text: `"${name}" is another client than "${alike.name}": capitals count` };
  }
  const meant = slipFor(name, clients);
  const question = meant === undefined ? "" : ` (did you mean "@${meant}"?)`;
  return { kind: "plain", text: `"${name}" is a new client${question}` };
}

function withOtherCapitals(name: string, clients: Clients): Client | undefined {
  return [...clients].find((other) => other.name.toLowerCase() === name.toLowerCase());
}

function meantBy(name: string, clients: Clients): string | undefined {
  return nearest(
    name,
    [...clients].map((one) => one.name),
  );
}
