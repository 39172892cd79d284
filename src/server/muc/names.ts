// The names that Multi-User Chat is made of, XEP-0045.

/** XEP-0045 §17.1 and §7.2.16: the nickname as it stands in an address (RFC 7622 §3.4); undefined where it shows nothing. */
export function prepareNick(text: string): string | undefined {
  const prepared = text.replace(/\p{Zs}/gu, " ").normalize("NFC");
  return /[^\s\p{C}]/u.test(prepared) && !/\p{Cc}/u.test(prepared) ? prepared : undefined;
}
