// Whom a client can authenticate as: as far as anybody has said so.
import type { ForClient, Value } from "./completions.ts";

/** The own account first. */
export function userValues({ client, targetOf }: ForClient): readonly Value[] {
  if (!client) return [];
  const { username, users } = targetOf(client);
  const own = username === undefined ? [] : [{ value: username, summary: "your account" }];
  return [...own, ...users.map(({ name, whose }) => ({ value: name, summary: whose }))];
}
