// Stream errors that are not the client's doing (RFC 6120 §4.9.3).
import type { Fault, StruckConnection } from "../fault.ts";

const ENDS =
  "The stream ends with the error, and the connection behind it. Every stream that is opened ends so.";

export const hostGone: Fault = {
  name: "host-gone",
  breaks: "stream",
  summary: "the server does not serve this domain any more",
  effect: `${ENDS} What waited for a reply is told why none comes.`,
  lesson:
    "The domain has moved or was given up while you were connected. It is not host-unknown, which means that the " +
    "domain was wrong from the start. A client does not connect to the same place again and again: it asks DNS anew, " +
    "and tells its user (RFC 6120 §4.9.3.5).",
  when: "at once",
  ...failing("host-gone"),
};

export const seeOtherHost: Fault = {
  name: "see-other-host",
  breaks: "stream",
  summary: "another host is named: elsewhere.example:5222",
  effect: `${ENDS} The client says which host is named, and does not go there by itself.`,
  lesson:
    "A server sends clients away that way, for example before it is serviced. Whoever can answer in its place can " +
    "do it, too: the client must go to the new host with the same domain in its header and look for the same name in " +
    "the certificate, and should not believe it at all before TLS (RFC 6120 §4.9.3.19).",
  onward: '"open HOST" goes there, for whoever trusts what the server says; this one does not exist.',
  when: "at once",
  ...failing("see-other-host", { content: "elsewhere.example:5222" }),
};

export const resourceConstraint: Fault = {
  name: "resource-constraint",
  breaks: "stream",
  summary: "the server has no room for this stream",
  effect: `${ENDS} The error has a text for people.`,
  lesson:
    "The server is overloaded. Nothing is wrong with what the client has sent, and trying again at once makes it " +
    "worse: it waits, longer each time and with some chance in it (RFC 6120 §4.9.3.17 and §3.3).",
  when: "at once",
  ...failing("resource-constraint", { text: "Too many streams. Come back later." }),
};

export const systemShutdown: Fault = {
  name: "system-shutdown",
  breaks: "stream",
  summary: "the server says that it is being shut down",
  effect: ENDS,
  lesson:
    "The polite way to restart a server. Clients connect again, but not all in the same second: each waits a random " +
    "while, up to a minute (RFC 6120 §3.3 and §4.9.3.20).",
  when: "at once",
  ...failing("system-shutdown"),
};

function failing(
  condition: string,
  failure?: Parameters<StruckConnection["fail"]>[1],
): Required<Pick<Fault, "header" | "strike">> {
  const strike = (connection: StruckConnection) => connection.fail(condition, failure);
  return {
    header: (connection) => {
      strike(connection);
      return true;
    },
    strike,
  };
}
