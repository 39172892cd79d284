// Requests that wait for an answer of ours.
import type { ForClient, Value } from "./completions.ts";

/** By the numbers of their entries, the oldest first: that is the one that has waited longest. */
export function requestValues({ client }: ForClient): readonly Value[] {
  const requests = client?.session.state.requests ?? [];
  return requests.map(({ n, type, from, payload }) => {
    const asked = payload === undefined ? `iq ${type}` : `iq ${type}, <${payload.name}>`;
    return { value: String(n), summary: from === undefined ? asked : `${asked} from ${from}` };
  });
}
