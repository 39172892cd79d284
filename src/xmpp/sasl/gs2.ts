// The beginning of a SCRAM exchange, which says whether it is tied to the TLS connection (RFC 5801 §4, RFC 5802 §6).

/** The ways to name a TLS connection: RFC 9266, RFC 5929 §3 and §4. */
export const CHANNEL_BINDINGS = ["tls-exporter", "tls-unique", "tls-server-end-point"] as const;

export type ChannelBindingType = (typeof CHANNEL_BINDINGS)[number];

export interface ChannelBinding {
  readonly type: ChannelBindingType;
  readonly data: Uint8Array;
}

/**
 * What the client says about channel binding: `p=TYPE`, it uses it; `y`, it could, and thinks that the server cannot;
 * `n`, it does not (RFC 5802 §6).
 */
export type Gs2Flag = `p=${ChannelBindingType}` | "y" | "n";

/** `n,,` or `p=tls-exporter,a=juliet,`: the flag and the identity to act as. */
export function gs2Header(flag: Gs2Flag, authzid?: string): string {
  return `${flag},${authzid === undefined ? "" : `a=${escapeSaslName(authzid)}`},`;
}

/** RFC 5802 §5.1: a comma and an equals sign would be read as syntax. */
export function escapeSaslName(name: string): string {
  return name.replaceAll("=", "=3D").replaceAll(",", "=2C");
}
