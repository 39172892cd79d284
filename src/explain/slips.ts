// Slips in SASL messages that were made by hand, in words; and forms of the user name that a server may not know.
import type { SaslExchange } from "../session/sasl-exchanges.ts";
import type { Slip } from "../xmpp/sasl/slips.ts";

/** What a slip is, as a clause that says what to do as well. It quotes nothing: there may be a password in it. */
export function slipText(slip: Slip, mechanism: string): string {
  switch (slip) {
    case "no base64":
      return "its text is no base64 (base64 of the whole message, in the standard alphabet, filled up with =; RFC 6120 §6.4.2)";
    case "no UTF-8":
      return "what is in its base64 is no UTF-8 (encode the text as UTF-8 before base64; btoa() in a browser does not)";
    case "NUL written out":
      return "there is no NUL in the message but a backslash and digits (printf '\\0me\\0test' | base64 makes them bytes, echo may not; RFC 4616 §2)";
    case "not two NULs":
      return "the message of PLAIN has two NUL characters, NUL user NUL password, and this has not (printf '\\0me\\0test' | base64; RFC 4616 §2)";
    case "no password":
      return "nothing stands behind the second NUL, where the password belongs: perhaps the NULs are shifted (\\0user\\0password; RFC 4616 §2)";
    case "newline at the end":
      return "there is a newline at the end of the message, as echo puts one there: it counts as part of what it follows (use printf, or echo -n)";
    case "blank in the user name":
      return "the user name begins or ends with a blank or a newline (use printf in place of echo)";
    case "blank around the password":
      return "the password begins or ends with a blank, which counts";
    case "no SCRAM message":
      return `the first message of ${mechanism} is n,,n=USER,r=NONCE, and this is none (RFC 5802 §7)`;
    case "own nonce only":
      return "r= has the client's own nonce only: what belongs there is the whole r= of the challenge, with the server's part behind it (RFC 5802 §5.1)";
    case "other nonce":
      return "r= is not the r= of the challenge: the whole of it belongs there (RFC 5802 §5.1)";
    case "proof in hexadecimal":
      return "the proof (p=) is in hexadecimal digits: it is base64 of the raw bytes (RFC 5802 §3)";
    case "proof of another length":
      return `the proof (p=) has not as many bytes as the hash of ${mechanism} (RFC 5802 §3)`;
    case "no proof":
      return "there is no proof: the message ends with ,p= and base64 of it (RFC 5802 §7)";
    case "no channel binding flag":
      return "c= is base64 of what the first message began with, up to n= (biws for n,,; RFC 5802 §5.1)";
  }
}

/** Slips that no server can take, in one clause; undefined where there are none. */
export function slipCause({ slips = [], mechanism }: SaslExchange): string | undefined {
  return slips.length === 0 ? undefined : slips.map((slip) => slipText(slip, mechanism)).join("; ");
}

/**
 * What may be wrong with the form of the user name; undefined where nothing is. It does not quote the name either: in a
 * message that was made wrongly the password may stand in its place.
 */
export function nameDoubt({ username, mechanism }: SaslExchange): string | undefined {
  if (username === undefined) return undefined;
  if (username.includes("@")) {
    return `what was sent as the user name has an @ in it, as a JID has, and the user name of ${mechanism} is mostly the localpart alone, what stands before the @. Servers differ: ejabberd takes a JID too, Prosody does not`;
  }
  if (username !== username.toLowerCase())
    return "the user name that was sent has capital letters, which not every server takes for small ones";
  return undefined;
}
