// What a SCRAM client says (RFC 5802 §7), read strictly: a learner wants to know what is wrong with it.
import { isBase64 } from "../../xmpp/sasl/base64.ts";
import { SaslRefusal } from "./refusal.ts";

export interface ReceivedFirst {
  /** "n,,", "p=tls-exporter,a=juliet,": with the comma at its end. */
  readonly gs2Header: string;
  readonly flag: { readonly is: "n" | "y" } | { readonly is: "p"; readonly type: string };
  /** Empty where it was left out. */
  readonly authzid: string;
  /** Unescaped. */
  readonly username: string;
  readonly clientNonce: string;
  /** The message without its GS2 header. */
  readonly bare: string;
}

const CLIENT_FIRST = /^((n|y|p=([A-Za-z0-9.-]+)),(?:a=([^,]+))?,)(.*)$/s;
/** Printable ASCII without the comma (RFC 5802 §7, "nonce"). */
const BARE = /^n=([^,\0]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,[A-Za-z]=[^,\0]*)*$/;

/** @throws SaslRefusal */
export function readClientFirst(message: string): ReceivedFirst {
  const [, gs2Header, flag, type, authzid = "", bare = ""] = CLIENT_FIRST.exec(message) ?? [];
  if (gs2Header === undefined) {
    throw malformed("it begins with a GS2 header: n,, or y,, or p=TYPE,, (RFC 5802 §7)");
  }
  if (bare.startsWith("m=")) throw malformed("extensions-not-supported (RFC 5802 §5.1)");
  const [, username, clientNonce] = BARE.exec(bare) ?? [];
  if (username === undefined || clientNonce === undefined) {
    throw malformed("behind the GS2 header stands n=USER,r=NONCE (RFC 5802 §7)");
  }
  return {
    gs2Header,
    flag: type !== undefined ? { is: "p", type } : { is: flag === "y" ? "y" : "n" },
    authzid: unescaped(authzid),
    username: unescaped(username),
    clientNonce,
    bare,
  };
}

export interface ReceivedFinal {
  readonly channelBinding: Uint8Array;
  readonly nonce: string;
  readonly proof: Uint8Array;
  readonly withoutProof: string;
}

const CLIENT_FINAL = /^(c=([^,]+),r=([^,]+)(?:,[A-Za-z]=[^,\0]*)*),p=([^,]+)$/;

/** @throws SaslRefusal */
export function readClientFinal(message: string): ReceivedFinal {
  const [, withoutProof, channelBinding = "", nonce = "", proof = ""] = CLIENT_FINAL.exec(message) ?? [];
  if (withoutProof === undefined) {
    throw malformed("the last message is c=BINDING,r=NONCE,p=PROOF (RFC 5802 §7)");
  }
  for (const [name, value] of [
    ["c", channelBinding],
    ["p", proof],
  ] as const) {
    if (!isBase64(value)) throw malformed(`what stands behind ${name}= is no base64 (RFC 5802 §7)`);
  }
  return {
    channelBinding: Buffer.from(channelBinding, "base64"),
    nonce,
    proof: Buffer.from(proof, "base64"),
    withoutProof,
  };
}

/** RFC 5802 §5.1: an equals sign is followed by 2C or 3D, or the exchange fails. */
function unescaped(name: string): string {
  if (/=(?!2C|3D)/.test(name)) throw malformed("in a name = is written =3D, and a comma =2C (RFC 5802 §5.1)");
  return name.replace(/=(2C|3D)/g, (_, code: string) => (code === "2C" ? "," : "="));
}

function malformed(text: string): SaslRefusal {
  return new SaslRefusal("malformed-request", text);
}
