// SASL PLAIN, RFC 4616: message = [authzid] NUL authcid NUL passwd, in UTF-8. What was typed is sent: RFC 4616 §2
// leaves preparation to the server.
import { SaslFault } from "./fault.ts";
import type { SaslMechanism } from "./mechanism.ts";

export interface PlainCredentials {
  readonly authzid?: string | undefined;
  readonly username: string;
  readonly password: string;
}

export function plainMessage({ authzid = "", username, password }: PlainCredentials): string {
  return `${authzid}\0${username}\0${password}`;
}

export const plain: SaslMechanism = {
  name: "PLAIN",
  spec: "RFC 4616",
  summary: "sends the password itself",
  needs: ["password"],
  start: async ({ authzid = "", username, password }) => ({
    begin: async () => {
      const credentials = { authzid, username: username(), password: await password() };
      const message = plainMessage(credentials);
      return { message, work: [{ step: "plain", ...credentials, message }] };
    },
    read: () => {
      throw new SaslFault("PLAIN has no challenges (RFC 4616 §2)");
    },
    succeed: () => [],
  }),
};
