// What is wrong with a SASL message that was made by hand, as far as the message itself shows it.
import { isBase64 } from "./base64.ts";

export type Slip =
  | "no base64"
  | "no UTF-8"
  | "NUL written out"
  | "not two NULs"
  | "no password"
  | "newline at the end"
  | "blank in the user name"
  | "blank around the password"
  | "no SCRAM message"
  | "own nonce only"
  | "other nonce"
  | "proof in hexadecimal"
  | "proof of another length"
  | "no proof"
  | "no channel binding flag";

/** What is wrong with the text of `<auth/>`; nothing is known of other mechanisms than PLAIN and SCRAM. */
export function slipsInFirst(mechanism: string, text: string): readonly Slip[] {
  const isPlain = mechanism === "PLAIN";
  if (!isPlain && !mechanism.startsWith("SCRAM-")) return [];
  const message = messageIn(text);
  // Nothing is sent where the server is to speak first.
  if (message === "") return [];
  if (typeof message !== "string") return [message.slip];
  return isPlain ? inPlain(message) : inScramFirst(message);
}

interface Answered {
  readonly mechanism: string;
  /** The texts of `<challenge/>` and of `<response/>`. */
  readonly challenge: string;
  readonly response: string;
}

/** What is wrong with the text of a `<response/>`. */
export function slipsInResponse({ mechanism, challenge, response }: Answered): readonly Slip[] {
  const size = PROOF_SIZES.get(mechanism.replace(/-PLUS$/, ""));
  if (size === undefined) return [];
  const message = messageIn(response);
  const asked = messageIn(challenge);
  // RFC 5802 §5.1: what ends an exchange has v= or e=, and wants no proof.
  if (message === "" || typeof asked !== "string" || !asked.startsWith("r=")) return [];
  if (typeof message !== "string") return [message.slip];
  return [...newlineIn(message), ...inFinal(message.trimEnd(), nonceIn(asked)), ...inProof(message, size)];
}

/** Bytes of a proof: those of the hash (RFC 5802 §3). */
const PROOF_SIZES: ReadonlyMap<string, number> = new Map([
  ["SCRAM-SHA-1", 20],
  ["SCRAM-SHA-256", 32],
  ["SCRAM-SHA-512", 64],
]);

function messageIn(text: string): string | { readonly slip: Slip } {
  const base64 = text.replace(/\s+/g, "");
  if (base64 === "" || base64 === "=") return "";
  if (!isBase64(base64)) return { slip: "no base64" };
  const bytes = Buffer.from(base64, "base64");
  const message = bytes.toString("utf8");
  return Buffer.from(message, "utf8").equals(bytes) ? message : { slip: "no UTF-8" };
}

/** RFC 4616 §2: [authzid] NUL authcid NUL passwd. */
function inPlain(message: string): readonly Slip[] {
  const parts = message.split("\0");
  if (parts.length === 1 && /\\(?:0|x00|u0000|u\{0\})/.test(message)) return ["NUL written out"];
  if (parts.length !== 3) return ["not two NULs", ...newlineIn(message)];
  const [, user = "", password = ""] = parts;
  // RFC 4616 §2: a password has one character at least.
  if (password === "") return ["no password"];
  const newline = newlineIn(password);
  return [
    ...(user === user.trim() ? [] : (["blank in the user name"] as const)),
    ...newline,
    ...(newline.length > 0 || password === password.trim() ? [] : (["blank around the password"] as const)),
  ];
}

function inScramFirst(message: string): readonly Slip[] {
  const [, user] = /^(?:n|y|p=[^,]+),(?:a=[^,]*)?,n=([^,]*),r=[^,]+/.exec(message) ?? [];
  if (user === undefined) return ["no SCRAM message"];
  return [...(user === user.trim() ? [] : (["blank in the user name"] as const)), ...newlineIn(message)];
}

function newlineIn(message: string): readonly Slip[] {
  return /[\r\n]$/.test(message) ? ["newline at the end"] : [];
}

function inFinal(message: string, asked: string | undefined): readonly Slip[] {
  const slips: Slip[] = [];
  const binding = /^c=([^,]*),/.exec(message)?.[1];
  // RFC 5802 §5.1: base64 of the gs2-header, which begins with a flag.
  if (binding === undefined || !/^(?:n|y|p=)/.test(Buffer.from(binding, "base64").toString("latin1")))
    slips.push("no channel binding flag");
  const nonce = nonceIn(message);
  if (nonce !== asked) {
    const isOwn = nonce !== undefined && nonce !== "" && asked?.startsWith(nonce);
    slips.push(isOwn ? "own nonce only" : "other nonce");
  }
  return slips;
}

function nonceIn(message: string): string | undefined {
  return /(?:^|,)r=([^,]*)/.exec(message)?.[1];
}

function inProof(message: string, size: number): readonly Slip[] {
  const proof = /,p=([^,]*)$/.exec(message.trimEnd())?.[1];
  if (proof === undefined) return ["no proof"];
  const isHex = (text: string) => text.length === size * 2 && /^[0-9a-f]+$/i.test(text);
  const bytes = Buffer.from(proof, "base64");
  if (isHex(proof) || isHex(bytes.toString("latin1").trim())) return ["proof in hexadecimal"];
  return bytes.length === size ? [] : ["proof of another length"];
}
