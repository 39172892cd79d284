// Who authenticates, as far as a client's first message says.

/** The user name in the first message of a mechanism, or undefined where it says none that is known here. */
export function usernameIn(mechanism: string, message: string): string | undefined {
  if (mechanism === "PLAIN") {
    const parts = message.split("\0");
    return parts.length === 3 ? parts[1] : undefined;
  }
  if (!mechanism.startsWith("SCRAM-")) return undefined;
  const name = /^(?:n|y|p=[^,]*),(?:a=[^,]*)?,n=([^,]*),r=/.exec(message)?.[1];
  return name?.replaceAll("=2C", ",").replaceAll("=3D", "=");
}
