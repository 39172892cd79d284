// The first line at the prompt: where "open" goes, and how to leave.
import { parseJid } from "../../xmpp/jid.ts";
import type { Setup } from "../command-line/setup.ts";

export function banner(setup: Setup, version: string): string {
  return `xmpp-repl ${version}. ${opening(setup)}; "help" lists the commands, Ctrl-D leaves.`;
}

function opening(setup: Setup): string {
  const { address, domain, jid, host, port, account = [] } = setup;
  if (address !== undefined) return `"open" opens a stream to ${address}`;
  const said = [
    ...Object.entries({ domain, jid, host, port })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `--${name}`),
    ...(account.length > 0 ? ["--account"] : []),
  ];
  if (said.length === 0) return "No server is given: a practice server is started beside this prompt";
  const place = host ?? domain ?? (jid === undefined ? undefined : parseJid(jid).domainpart);
  const line =
    place === undefined
      ? `"open ADDRESS" opens a stream`
      : `"open" opens a stream to ${placeWith(place, port)}`;
  return `${line} (without ${said.join(" and ")} a practice server is started)`;
}

function placeWith(place: string, port: string | undefined): string {
  return port === undefined ? place : `${place}, port ${port}`;
}
