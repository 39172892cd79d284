// What can be the address of a stanza (RFC 7622).
import { parseJid } from "../xmpp/jid.ts";

/** RFC 7622 §3.1: no part has more bytes. */
const LONGEST_PART = 1023;
/** RFC 7622 §3.3.1: what a localpart must not hold, beside what separates the parts. */
const NOT_IN_A_LOCALPART = /["&'/:<>@\s]/u;

/** Why a text is no JID, in a few words; undefined where it is one. */
export function whyNoJid(text: string): string | undefined {
  const { localpart, domainpart, resourcepart } = parseJid(text);
  if (domainpart === "") return `"${text}" has no domain`;
  if (/[\s@/]/u.test(domainpart)) return `"${domainpart}" is no domain`;
  if (localpart === "") return `"${text}" has nothing before the @`;
  if (localpart !== undefined && NOT_IN_A_LOCALPART.test(localpart)) return `"${localpart}" is no localpart`;
  if (resourcepart === "") return `"${text}" has nothing behind the /`;
  const isTooLong = [localpart, domainpart, resourcepart].some(
    (part) => Buffer.byteLength(part ?? "", "utf8") > LONGEST_PART,
  );
  return isTooLong ? `a part of it has more than ${LONGEST_PART} bytes` : undefined;
}
