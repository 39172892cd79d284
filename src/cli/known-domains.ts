// Domains that a client may mean: what the command line, its lines and its earlier streams say.
import { auth } from "../commands/auth.ts";
import type { KnownDomain } from "../explain/wrong-domain.ts";
import type { Target } from "../shell/connecting/target.ts";
import { parseArguments } from "../shell/language/parse-arguments.ts";
import { splitWords } from "../shell/language/words.ts";
import type { ClientId, Entry } from "../transcript/entry.ts";
import { parseJid } from "../xmpp/jid.ts";

/** The likeliest first. */
export function knownDomains(
  entries: Iterable<Entry>,
  client: ClientId,
  { domain, known }: Pick<Target, "domain" | "known">,
): readonly KnownDomain[] {
  const typed: KnownDomain[] = [];
  const served: KnownDomain[] = [];
  let to: string | undefined;
  for (const entry of entries) {
    if (entry.client !== client) continue;
    if (entry.type === "command") {
      const named = domainIn(entry.line);
      if (named !== undefined) typed.unshift({ domain: named, because: "of the JID that you typed" });
    }
    if (entry.type !== "traffic") continue;
    const { event } = entry;
    if (event.type === "open" && entry.from === "client") to = event.header.to;
    const isFeatures = event.type === "element" && event.kind === "features";
    if (isFeatures && to !== undefined) served.unshift({ domain: to, because: "which was served before" });
  }
  const because = known ? "of the practice server" : "as the command line says";
  const given = domain === undefined ? [] : [{ domain, because }];
  return [...typed, ...given, ...served];
}

/** The domain of the JID in a line of `auth`. A password may have an @ in it: only the user is looked at. */
function domainIn(line: string): string | undefined {
  if (!/^auth\s/.test(line)) return undefined;
  try {
    const { user } = parseArguments(auth, splitWords(line).slice(1)).args;
    const jid = user === undefined ? undefined : parseJid(user);
    return jid?.localpart ? jid.domainpart : undefined;
  } catch {
    // A line that cannot be read was complained about when it was run.
    return undefined;
  }
}
