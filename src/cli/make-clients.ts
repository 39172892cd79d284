// The clients of a run. What comes to them is remarked on as whoever reads it may need it.
import type { NewKinds } from "../explain/new-kinds.ts";
import { inFull, type RemarksOn } from "../explain/remark.ts";
import { remarksKnowing } from "../explain/remarks.ts";
import { ToldBefore } from "../explain/told-before.ts";
import { type Client, Clients } from "../session/clients.ts";
import { Session } from "../session/session.ts";
import type { Target } from "../shell/connecting/target.ts";
import { linePrefix } from "../shell/naming-clients.ts";
import type { Settings } from "../shell/settings/settings.ts";
import type { Connect } from "../stream/transport.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { knownDomains } from "./known-domains.ts";
import type { Terminal } from "./terminal.ts";

export interface ClientsOptions {
  readonly terminal: Pick<Terminal, "isInteractive" | "unfinished">;
  readonly transcript: Transcript;
  readonly settings: Settings;
  readonly connect: Connect;
  /** Milliseconds since 1970. */
  now(): number;
  /** What a client's lines can leave out. */
  targetOf(client: Client): Target;
  readonly newKinds: NewKinds;
}

export function makeClients(options: ClientsOptions): Clients {
  const { terminal, transcript, settings, connect, now, targetOf, newKinds } = options;
  const toldBefore = new ToldBefore();
  // A report of a script is read where it stands, and says all there.
  const said = (remarksOn: RemarksOn) =>
    terminal.isInteractive ? toldBefore.shorten(remarksOn) : inFull(remarksOn);
  const domainsOf = (id: ClientId) =>
    knownDomains(transcript.entries, id, targetOf(clients.withId(id) ?? clients.current));
  const clients: Clients = new Clients(
    (id) =>
      new Session({
        id,
        transcript,
        connect,
        limits: () => settings.streamLimits,
        now,
        unfinished: () => terminal.unfinished?.(id),
        remarks: newKinds.behind(
          said(remarksKnowing({ domains: () => domainsOf(id), prefix: () => linePrefix(id, clients) })),
        ),
      }),
  );
  return clients;
}
