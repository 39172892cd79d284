// Servers that do not keep to SCRAM (RFC 5802), or are somebody else.
import type { Fault } from "../fault.ts";

export const wrongSignature: Fault = {
  name: "wrong-signature",
  breaks: "security",
  summary: "the server's last message of SCRAM, v=, is wrong",
  effect:
    "<success/> comes, and authenticating by SCRAM fails all the same: the server is not to be believed. " +
    "PLAIN notices nothing.",
  lesson:
    "SCRAM proves both sides. v= can be computed only with keys made from your password: who has not got them is not " +
    "your server, whatever he calls himself. A client that does not check it has half of SCRAM; it must close the " +
    "connection (RFC 5802 §3 and §5).",
  onward: '"disconnect" is the next step then.',
  shownAt: "auth",
  when: "at once",
  scram: { final: (message) => message.replace(/(?<=^v=).*/s, otherBase64) },
};

export const changedNonce: Fault = {
  name: "changed-nonce",
  breaks: "security",
  summary: "SCRAM's nonce comes back changed",
  effect:
    "SCRAM stops at the challenge, before the proof is sent: its nonce, r=, does not begin with the " +
    "client's own. Both are shown. PLAIN notices nothing.",
  lesson:
    "The nonce makes each exchange a new one. If the server's does not begin with yours, it belongs to another " +
    "exchange: somebody may be replaying an old one. A client checks it first, and sends no proof (RFC 5802 §5.1).",
  onward: '"abort" gives up the exchange.',
  shownAt: "auth",
  when: "at once",
  scram: { first: (message) => message.replace(/(?<=^r=)./, (first) => (first === "x" ? "y" : "x")) },
};

export const weakIterations: Fault = {
  name: "weak-iterations",
  breaks: "security",
  summary: "the server asks for one iteration in SCRAM, i=1",
  effect:
    "Authenticating by SCRAM passes, with a remark that one iteration is too few. PLAIN notices nothing.",
  lesson:
    "The iterations make it slow to try passwords. Whoever listens, or gets hold of the server's data, tries thousands " +
    "of times as many with i=1. RFC 7677 §4 asks for 4096 at least; a client warns or gives up, and remembers how many " +
    "there were the last time.",
  shownAt: "auth",
  when: "at once",
  scram: { first: (message) => message.replace(/(?<=,i=)\d+/, "1") },
};

/** Base64 of the same length that stands for something else. */
function otherBase64(text: string): string {
  const bytes = Buffer.from(text, "base64");
  bytes[0] = (bytes[0] ?? 0) ^ 0xff;
  return bytes.toString("base64");
}
