// What a component proves that it knows the secret with (XEP-0114 §3).

/** By custom: XEP-0114 names no port. */
export const DEFAULT_COMPONENT_PORT = 5347;

/** The lower-case hexadecimal SHA-1 of the stream's id and the secret, one behind the other. */
export async function componentHash(streamId: string, secret: string): Promise<string> {
  const { createHash } = await import("node:crypto");
  return createHash("sha1").update(`${streamId}${secret}`, "utf8").digest("hex");
}
