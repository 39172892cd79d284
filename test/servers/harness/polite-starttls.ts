import { offerStarttls, type TlsAnswer } from "../../helpers/tls-server.ts";
import { polite } from "./fake-server.ts";

/** Offers STARTTLS, and ends the stream politely also before it; `next` answers what comes by TLS. */
export function politeStarttls(next: TlsAnswer = polite, glued = ""): TlsAnswer {
  const offer = offerStarttls(next, glued);
  return (text, server) => {
    if (!server.isSecure && text.includes("</stream:stream>")) server.end("</stream:stream>");
    else offer(text, server);
  };
}
