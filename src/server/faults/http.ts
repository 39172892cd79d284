import type { Fault } from "../fault.ts";
import { brokenWire } from "./changed-wire.ts";

const BODY = "<html><head><title>400 Bad Request</title></head><body><h1>Bad Request</h1></body></html>\n";
const ANSWER = [
  "HTTP/1.1 400 Bad Request",
  "Content-Type: text/html",
  `Content-Length: ${BODY.length}`,
  "Connection: close",
  "",
  BODY,
].join("\r\n");

export const http: Fault = {
  name: "http",
  breaks: "network",
  summary: "a web server answers in place of an XMPP server",
  effect:
    'In place of a stream header the whole answer of a web server is shown, "HTTP/1.1 400 Bad Request", ' +
    "and why it is no stream; then the connection is over.",
  lesson:
    "Port numbers are typed wrong, and a proxy or a hotel's network may answer for anybody. A client that says " +
    '"parse error" leaves people alone with it: it shows what came, and says what it takes it for. Clients find the ' +
    "right port by SRV records (RFC 6120 §3.2.1).",
  when: "next connection",
  wrap: (wire) =>
    brokenWire(wire, () => {
      wire.write(Buffer.from(ANSWER, "latin1"));
      wire.end();
    }),
};
