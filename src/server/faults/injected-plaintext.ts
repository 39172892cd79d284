import { NS } from "../../xmpp/namespaces.ts";
import type { Fault } from "../fault.ts";

export const injectedPlaintext: Fault = {
  name: "injected-plaintext",
  breaks: "security",
  summary: "something comes in the clear behind <proceed/>",
  effect:
    "STARTTLS fails: what came is called injected-plaintext, nothing of it counts, and the client drops " +
    "the connection before TLS begins.",
  lesson:
    "Whoever sits between the two can add bytes to what is not encrypted. A client that keeps them in its buffer " +
    "reads them after the handshake, and takes them for the server's own words under TLS: here a <success/>, as if it " +
    "had authenticated. So it throws away whatever came before TLS, or gives up (RFC 6120 §5.4.3.3).",
  shownAt: "starttls",
  when: "at once",
  behindProceed: `<success xmlns='${NS.sasl}'/>`,
};
