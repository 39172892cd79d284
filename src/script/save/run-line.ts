// The command line that runs a saved script where the session was.

import type { TlsWishes } from "../../shell/connecting/target.ts";
import { writeWords } from "../../shell/language/words.ts";
import type { ClientId, Entry } from "../../transcript/entry.ts";
import { formatAddress } from "../../xmpp/address.ts";
import { DEFAULT_COMPONENT_PORT } from "../../xmpp/component.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Accounts } from "./accounts.ts";
import type { Saving } from "./saving.ts";

type Connected = Entry & { readonly type: "connection"; readonly change: "connected" };

/** The address of the server, where one was connected to: that of clients before that of components. */
export function serverOf(saving: Saving): string | undefined {
  const connections = connectionsIn(saving);
  const found = connections.find((one) => !isComponent(one, saving)) ?? connections[0];
  if (!found) return undefined;
  const address = formatAddress(found.host, found.port);
  return found.directTls ? `xmpps://${address}` : address;
}

export function runLine(file: string, saving: Saving, tls: TlsWishes): string {
  const server = serverOf(saving);
  const component = connectionsIn(saving).find((one) => isComponent(one, saving));
  const port = component && component.port !== DEFAULT_COMPONENT_PORT ? String(component.port) : undefined;
  const options: [string, string | undefined][] = [
    ["server", server],
    ["component-port", port],
    ...accountOptions(saving.accounts),
    ["ca", tls.ca],
    ["pin", tls.pin],
    ["tls-min", tls["tls-min"]],
  ];
  const words = options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  const insecure = tls.insecure ? ["--insecure"] : [];
  const all = ["run", file, ...words, ...insecure];
  return ["xmpp-repl", ...all.map((text) => writeWords("", [{ text, kind: wordKind(text) }]).trim())].join(
    " ",
  );
}

function wordKind(text: string): "plain" | "quoted" {
  return text.startsWith("--") ? "plain" : "quoted";
}

/** --jid is for the first client, --account for the others. */
function accountOptions(accounts: Accounts): [string, string][] {
  return [...accounts].map(([client, jid]) =>
    client === "main" ? ["jid", jid] : ["account", `${client}=${jid}`],
  );
}

/** The clients whose passwords the script takes from the environment. */
export function passwordsOf({ accounts }: Saving): readonly ClientId[] {
  return [...accounts.keys()];
}

function connectionsIn({ recording }: Saving): readonly Connected[] {
  return recording.entries.flatMap((entry) =>
    entry.type === "connection" && entry.change === "connected" ? [entry] : [],
  );
}

function isComponent({ client, n }: Connected, { course, recording }: Saving): boolean {
  const header = recording.entries.find(
    (entry) =>
      entry.n > n &&
      entry.client === client &&
      entry.type === "traffic" &&
      entry.from === "client" &&
      entry.event.type === "open",
  );
  return header !== undefined && course.headers.at(header)?.contentNamespace === NS.component;
}
