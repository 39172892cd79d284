// Jabber identifiers, RFC 7622. Nothing here rewrites: a JID is kept as it was written.

export interface Jid {
  readonly localpart?: string;
  readonly domainpart: string;
  readonly resourcepart?: string;
}

/** Takes a JID apart (RFC 7622 §3.2): first the resource at the first `/`, then the localpart at the first `@`. */
export function parseJid(text: string): Jid {
  const slash = text.indexOf("/");
  const bare = slash < 0 ? text : text.slice(0, slash);
  const at = bare.indexOf("@");
  return {
    ...(at < 0 ? {} : { localpart: bare.slice(0, at) }),
    domainpart: at < 0 ? bare : bare.slice(at + 1),
    ...(slash < 0 ? {} : { resourcepart: text.slice(slash + 1) }),
  };
}

export function formatJid(jid: Jid): string {
  const local = jid.localpart === undefined ? "" : `${jid.localpart}@`;
  return local + jid.domainpart + (jid.resourcepart === undefined ? "" : `/${jid.resourcepart}`);
}

export function bareJid(jid: Jid): Jid {
  const { resourcepart: _, ...bare } = jid;
  return bare;
}

/**
 * Whether two JIDs name the same entity. Localpart and domainpart are compared without case (RFC 7622 §3.2, §3.3), the
 * domainpart without a dot at its end (§3.2), the resourcepart with case (§3.4).
 */
export function sameJid(a: string, b: string): boolean {
  return jidKey(a) === jidKey(b);
}

/**
 * The bare JID in the one form in which it can be a key. The full tables of RFC 8265 (UsernameCaseMapped) and of IDNA
 * are not applied: letters are lowered and composed, full-width ones made ordinary.
 */
export function bareKey({ localpart, domainpart }: Jid): string {
  const domain = domainpart.toLowerCase().normalize("NFC").replace(/\.$/, "");
  return localpart === undefined ? domain : `${localpartKey(localpart)}@${domain}`;
}

/** RFC 8265 §3.3.2: width, then case, then composition. */
export function localpartKey(localpart: string): string {
  const narrow = localpart.replace(/[\uff01-\uffee]/gu, (letter) => letter.normalize("NFKC"));
  return narrow.toLowerCase().normalize("NFC");
}

/** The whole JID in that form. */
export function jidKey(text: string): string {
  const jid = parseJid(text);
  const bare = bareKey(jid);
  return jid.resourcepart === undefined ? bare : `${bare}/${jid.resourcepart.normalize("NFC")}`;
}
