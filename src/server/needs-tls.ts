import type { Connection } from "./server-feature.ts";

/** RFC 6120 §5.3.1: where TLS is required nothing else is offered before it, and no password is taken. */
export function needsTls({ server, isSecure }: Connection): boolean {
  return server.tls === "required" && !isSecure;
}
