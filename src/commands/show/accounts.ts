import { wrapPrinted } from "../../render/printed.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import type { KnownAccount } from "../../shell/authentication/credentials.ts";
import type { Context } from "../../shell/command.ts";

/** A row for each account that was named; that of the current client has a star. */
export function showAccounts(context: Context): string {
  const all = context.accounts();
  const rows = all.length === 0 ? [noAccount(context)] : all.map((one) => rowOf(one, context));
  return wrapPrinted(rows.join("\n"), context.columns);
}

function rowOf({ client, jid, source, unused }: KnownAccount, { target, password, theme }: Context): string {
  const mark = target.accountName === client && unused === undefined ? "*" : " ";
  const known = password(client) === undefined ? "auth asks for its password" : "its password is known";
  const about = `: ${jid}, from ${source}, ${unused === undefined ? known : `not used: ${unused}`}`;
  return `${mark} ${theme.name(sanitizeLine(client))}${sanitizeLine(about)}`;
}

function noAccount({ configFile }: Context): string {
  const line = "account juliet = juliet@localhost";
  const written = configFile === undefined ? "" : `, or write "${line}" into ${configFile}`;
  return sanitizeLine(
    `no account is named (start with --jid me@localhost, for other clients with --account juliet=juliet@localhost${written})`,
  );
}
