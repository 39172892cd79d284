// Servers that do not speak XMPP, by the first thing they say.

const GREETINGS: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/\d/, "an HTTP server (XMPP's client port is usually 5222; over HTTP it is BOSH or WebSocket)"],
  [/^SSH-/, "an SSH server (XMPP's client port is usually 5222)"],
  [/^220[ -]/, "a mail or FTP server"],
  [/^\* OK/, "an IMAP server"],
  [/^\+OK/, "a POP3 server"],
  [/^:?\S* ?(NOTICE|CAP) /, "an IRC server"],
  [
    /^[\x15\x16]\x03/,
    "a TLS server: this port wants encryption from the first byte (open it as xmpps://HOST:PORT, or with --direct-tls; XEP-0368)",
  ],
];

/** What a greeting that is no XML comes from, or undefined. */
export function foreignServer(greeting: string): string | undefined {
  return GREETINGS.find(([pattern]) => pattern.test(greeting))?.[1];
}
