// Who authenticates, as far as a client's first message says.

export interface Identity {
  readonly username?: string | undefined;
  /** Whom the user asks to act as. */
  readonly authzid?: string | undefined;
}

/** Who is named in the first message of a mechanism; nobody where it is none that is known here. */
export function identityIn(mechanism: string, message: string): Identity {
  if (mechanism === "EXTERNAL") return { authzid: message || undefined };
  if (mechanism === "PLAIN") {
    const [authzid, username, ...rest] = message.split("\0");
    return rest.length === 1 ? { username, authzid: authzid || undefined } : {};
  }
  if (!mechanism.startsWith("SCRAM-")) return {};
  const [, authzid, username] = /^(?:n|y|p=[^,]*),(?:a=([^,]*))?,n=([^,]*),r=/.exec(message) ?? [];
  return { username: unescapeSaslName(username), authzid: unescapeSaslName(authzid) };
}

function unescapeSaslName(name: string | undefined): string | undefined {
  return name?.replaceAll("=2C", ",").replaceAll("=3D", "=");
}
