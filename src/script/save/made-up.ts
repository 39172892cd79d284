// Values that are made up anew each time, by the tool or by the server.
import type { Value } from "./values.ts";

/** Attributes of which the values are made up by whoever sends them. */
const MADE_UP = new Set(["id", "sid", "previd", "nonce", "streamid", "stamp", "h"]);
/** What counts up, or is a time: it is another one each time, whoever typed the same. */
const COUNTED = new Set(["h", "stamp"]);
/** XEP-0082 §3.2 */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export function isMadeUp({ attribute: name, value }: Value): boolean {
  return (name !== undefined && MADE_UP.has(name)) || MOMENT.test(value);
}

export function isCounted({ attribute: name }: Value): boolean {
  return name !== undefined && COUNTED.has(name);
}
