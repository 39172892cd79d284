// What a SASL mechanism has computed, as a worked example: every value by the name that the specification gives it.
import type { Derivation, DerivationRow } from "../transcript/entry.ts";
import type { Gs2Flag } from "../xmpp/sasl/gs2.ts";
import type { SaslWork } from "../xmpp/sasl/mechanism.ts";

/** The rows that show a step of a mechanism's work. */
export function derivationOf(mechanism: string, work: SaslWork): Derivation {
  switch (work.step) {
    case "plain":
      return derivation(`${mechanism}: the message (RFC 4616 §2)`, [
        { name: "authzid", value: work.authzid, meaning: "whom to act as; empty: the user" },
        { name: "authcid", value: work.username, meaning: "the user name" },
        { name: "passwd", value: work.password, meaning: "the password", secret: true },
        {
          name: "message",
          formula: "[authzid] NUL authcid NUL passwd",
          value: visible(work.message),
          secret: true,
        },
        {
          name: "sent",
          formula: "base64(message), which anybody can turn back",
          value: base64(work.message),
          secret: true,
        },
      ]);
    case "identity":
      return derivation(`${mechanism}: the message (RFC 4422 appendix A)`, [
        {
          name: "authzid",
          value: work.authzid,
          meaning: "whom to act as; empty, sent as =: whoever the client certificate says",
        },
      ]);
    case "scram first":
      return derivation(`${mechanism}: client-first-message (RFC 5802 §7)`, [
        { name: "gs2-header", value: work.first.gs2Header, meaning: FLAGS[flagKind(work.flag)] },
        { name: "n", value: work.first.username, meaning: "the user name" },
        {
          name: "r",
          value: work.first.clientNonce,
          meaning: "the client's nonce: random, new every time",
          secret: true,
        },
        {
          name: "client-first-message-bare",
          formula: '"n=" n ",r=" r',
          value: work.first.bare,
          secret: true,
        },
        {
          name: "client-first-message",
          formula: "gs2-header client-first-message-bare",
          value: work.first.message,
          secret: true,
        },
        sent(work.first.message, "client-first-message"),
      ]);
    case "scram challenge":
      return derivation(`${mechanism}: server-first-message (RFC 5802 §7)`, [
        {
          name: "server-first-message",
          formula: "what is in the challenge, out of its base64",
          value: work.server.message,
          secret: true,
        },
        {
          name: "r",
          value: work.server.nonce,
          meaning: `our nonce, and behind it ${work.server.nonce.length - work.clientNonce.length} characters of the server`,
          secret: true,
        },
        { name: "s", value: work.server.salt, meaning: "the salt, in base64", secret: true },
        { name: "i", value: String(work.server.iterations), meaning: "how often the hash is repeated" },
      ]);
    case "scram final":
      return derivation(`${mechanism}: client-final-message (RFC 5802 §3)`, finalRows(work));
    case "scram verified":
      return derivation(`${mechanism}: server-final-message (RFC 5802 §7)`, [
        {
          name: "server-final-message",
          formula: "what the server sent last, out of its base64",
          value: `v=${work.received}`,
          secret: true,
        },
        {
          name: "v expected",
          formula: "base64(ServerSignature)",
          value: base64(work.values.serverSignature),
          secret: true,
        },
        {
          name: "v received",
          value: work.received,
          meaning: "the same: the server knows the keys of your password too",
          secret: true,
        },
      ]);
    case "payload":
      return derivation(`${mechanism}: what is in <${work.of}/>, out of its base64`, [
        { name: "message", ...payload(work.bytes), secret: true },
      ]);
  }
}

function finalRows({ hash, password, server, values, binding }: SaslWork & { readonly step: "scram final" }) {
  const rows: DerivationRow[] = [
    {
      name: "Normalize(password)",
      value: password,
      meaning: "the password, prepared by SASLprep (RFC 4013)",
      secret: true,
    },
    step(
      "SaltedPassword",
      `Hi(Normalize(password), s, i): PBKDF2 with HMAC-${hash}, ${server.iterations} times`,
      values.saltedPassword,
    ),
    step("ClientKey", 'HMAC(SaltedPassword, "Client Key")', values.clientKey),
    step("StoredKey", `H(ClientKey), H being ${hash}: what the server keeps`, values.storedKey),
  ];
  if (binding) rows.push(step("cbind-data", `${binding.type} of this TLS connection`, binding.data));
  rows.push(
    {
      name: "c",
      formula: `base64(gs2-header${binding ? " cbind-data" : ""})`,
      value: base64(values.channelBinding),
      ...(binding ? { secret: true as const } : {}),
    },
    {
      name: "client-final-message-without-proof",
      formula: '"c=" c ",r=" r',
      value: values.clientFinalWithoutProof,
      secret: true,
    },
    {
      name: "AuthMessage",
      formula: 'client-first-message-bare "," server-first-message "," client-final-message-without-proof',
      value: values.authMessage,
      secret: true,
    },
    step("ClientSignature", "HMAC(StoredKey, AuthMessage)", values.clientSignature),
    step("ClientProof", "ClientKey XOR ClientSignature", values.clientProof),
    { name: "p", formula: "base64(ClientProof)", value: base64(values.clientProof), secret: true },
    {
      name: "client-final-message",
      formula: 'client-final-message-without-proof ",p=" p',
      value: values.clientFinal,
      secret: true,
    },
    sent(values.clientFinal, "client-final-message"),
    step("ServerKey", 'HMAC(SaltedPassword, "Server Key")', values.serverKey),
    step("ServerSignature", "HMAC(ServerKey, AuthMessage)", values.serverSignature),
    {
      name: "v expected",
      formula: "base64(ServerSignature): with it the server proves itself",
      value: base64(values.serverSignature),
      secret: true,
    },
  );
  return rows;
}

const FLAGS = {
  p: "p: tied to this TLS connection, by what the type behind it names",
  y: "y: this client could tie it to the TLS connection, and the server offers no -PLUS; if it did, somebody has taken that out",
  n: "n: not tied to a TLS connection",
} as const;

function flagKind(flag: Gs2Flag): keyof typeof FLAGS {
  return flag === "y" || flag === "n" ? flag : "p";
}

function derivation(title: string, rows: readonly DerivationRow[]): Derivation {
  return { type: "derivation", title, rows };
}

/** A value of bytes, in hexadecimal. */
function step(name: string, formula: string, value: Uint8Array): DerivationRow {
  return { name, formula, value: Buffer.from(value).toString("hex"), secret: true };
}

function sent(message: string, name: string): DerivationRow {
  return { name: "sent", formula: `base64(${name})`, value: base64(message), secret: true };
}

function base64(data: string | Uint8Array): string {
  return Buffer.from(typeof data === "string" ? Buffer.from(data, "utf8") : data).toString("base64");
}

/** Text as text, and what is none in hexadecimal. */
function payload(bytes: Uint8Array): Pick<DerivationRow, "value" | "meaning"> {
  const text = Buffer.from(bytes).toString("utf8");
  if (Buffer.from(text, "utf8").equals(bytes)) return { value: visible(text) };
  return { value: Buffer.from(bytes).toString("hex"), meaning: "in hexadecimal: it is no text" };
}

/** NUL can be neither seen nor typed. */
function visible(message: string): string {
  return message.replaceAll("\0", "\\0");
}
