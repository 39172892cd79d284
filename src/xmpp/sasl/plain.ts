// SASL PLAIN, RFC 4616: message = [authzid] NUL authcid NUL passwd, in UTF-8, and base64 on an XMPP stream.

export interface PlainCredentials {
  readonly authzid?: string | undefined;
  readonly username: string;
  readonly password: string;
}

/** The initial response in base64 (RFC 6120 §6.3.5). What was typed is sent: RFC 4616 leaves preparation to the server. */
export function plainInitialResponse({ authzid = "", username, password }: PlainCredentials): string {
  return Buffer.from(`${authzid}\0${username}\0${password}`, "utf8").toString("base64");
}

/** The user name in an initial response, or undefined where it is not one of PLAIN. */
export function usernameOfPlain(base64: string): string | undefined {
  const parts = Buffer.from(base64, "base64").toString("utf8").split("\0");
  return parts.length === 3 ? parts[1] : undefined;
}
