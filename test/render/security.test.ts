import { describe, expect, test } from "vitest";
import { renderEntry } from "../../src/render/entry.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { TlsFacts } from "../../src/stream/security.ts";
import type { ConnectionChange, Verdict } from "../../src/transcript/entry.ts";

function shown(change: ConnectionChange): string {
  return renderEntry(
    { n: 7, at: 0, client: "main", ...change },
    { theme: NO_COLOR, view: "pretty", width: 0 },
  ).join("\n");
}

const LEAF = {
  subject: "O=Example, CN=leaf",
  issuer: "CN=Intermediate",
  names: [
    { kind: "DNS", value: "example.org" },
    { kind: "SRV", value: "_xmpp-client.example.org" },
  ],
  validFrom: "2026-01-01T00:00:00.000Z",
  validTo: "2026-12-31T23:59:59.000Z",
  fingerprint: "AA:BB",
} as const;
const INTERMEDIATE = { ...LEAF, subject: "CN=Intermediate", issuer: "CN=Root", names: [] };

const FACTS: TlsFacts = {
  protocol: "TLSv1.3",
  cipher: "TLS_AES_256_GCM_SHA384",
  keyExchange: "X25519",
  servername: "example.org",
  alpn: "xmpp-client",
  chain: [LEAF, INTERMEDIATE],
  clientCertificate: false,
};
const TRUSTED: Verdict = {
  domain: "example.org",
  coveredBy: "DNS example.org",
  accepted: "trusted",
  reasons: [],
};

function secured(tls: Partial<TlsFacts>, verdict: Partial<Verdict> = {}): string {
  const given = { tls: { ...FACTS, ...tls }, verdict: { ...TRUSTED, ...verdict } };
  return shown({ type: "connection", change: "secured", ...given });
}

/** The row of that name. */
function row(name: string, text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line.startsWith(`${name}  `));
}

test("a handshake is shown with all that TLS has shown of the server", () => {
  expect(secured({})).toBe(`    -- secured by TLS 1.3 with TLS_AES_256_GCM_SHA384 (X25519)
       asked for    example.org (SNI)
       ALPN         xmpp-client
       certificate  O=Example, CN=leaf
       names        DNS example.org, SRV _xmpp-client.example.org
       issuer       CN=Intermediate
       valid        2026-01-01 to 2026-12-31
       SHA-256      AA:BB
       chain        O=Example, CN=leaf ← CN=Intermediate
       trusted      yes: the chain ends in a root that is trusted here
       covers       example.org, by DNS example.org`);
});

test("a rejected certificate is shown so that it can be pinned", () => {
  const verdict: Verdict = { domain: "example.com", reasons: ["it has expired"] };
  const tls: TlsFacts = {
    ...{ protocol: "TLSv1.2", cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", clientCertificate: true },
    chain: [{ ...LEAF, names: [], subject: "CN=self", issuer: "CN=self" }],
    chainError: "CERT_HAS_EXPIRED",
  };
  expect(
    shown({ type: "connection", change: "rejected", tls, verdict }),
  ).toBe(`    -- TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 was there, but the certificate is not accepted
       asked for    no name (SNI is for domains only)
       ALPN         none
       client       a certificate of ours was at hand for the server
       certificate  CN=self
       names        none
       issuer       CN=self (itself)
       valid        2026-01-01 to 2026-12-31
       SHA-256      AA:BB
       chain        CN=self
       trusted      no (CERT_HAS_EXPIRED)
       covers       not example.com`);
});

describe("it is shown why a chain is trusted that is not", () => {
  const chainError = "DEPTH_ZERO_SELF_SIGNED_CERT";
  test.each<[Verdict["accepted"] & string, string]>([
    ["pinned", "trusted      no (DEPTH_ZERO_SELF_SIGNED_CERT); taken because it is the certificate of --pin"],
    ["practice", "trusted      no (DEPTH_ZERO_SELF_SIGNED_CERT); taken because it is the practice server's"],
    ["not verified", "trusted      no (DEPTH_ZERO_SELF_SIGNED_CERT); taken because of --insecure"],
  ])("%s", (accepted, line) => {
    expect(row("trusted", secured({ chainError }, { accepted }))).toBe(line);
  });
});

test("a certificate without a subject is shown as that", () => {
  const text = secured({ chain: [{ ...LEAF, subject: "" }] });
  expect(row("certificate", text)).toBe("certificate  no subject");
  expect(row("chain", text)).toBe("chain        no subject");
});

test("nothing in what DNS says is obeyed by a terminal", () => {
  const text = shown({
    ...{ type: "connection", change: "looked-up", domain: "a\x1b[2J.org", refused: [] },
    records: [{ service: "xmpp-client", priority: 1, weight: 2, port: 5222, target: "b\n\x1b[2J\u202e.org" }],
  });
  expect(text.split("\n")).toEqual([
    "    -- DNS says where a\\x1b[2J.org is, in the order of trying:",
    expect.stringMatching(/^ {7}b\\n\\x1b\[2J\\u202e\.org:5222 *priority 1, weight 2, STARTTLS/),
  ]);
});

test("nothing in a certificate is obeyed by a terminal", () => {
  const text = secured({
    chain: [
      {
        ...LEAF,
        subject: "CN=a\x1b[2J\nCN=b",
        issuer: "CN=\u202eissuer",
        names: [{ kind: "DNS", value: "a\x9b\r.org" }],
      },
    ],
    alpn: "\x07",
  });
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(text.split("\n")).toHaveLength(11);
  expect(row("certificate", text)).toBe("certificate  CN=a\\x1b[2J\\nCN=b");
  expect(row("names", text)).toBe("names        DNS a\\x9b\\r.org");
});

test("on a narrow terminal a fingerprint is broken between its bytes", () => {
  const fingerprint = Array.from({ length: 32 }, () => "AB").join(":");
  const secured = {
    type: "connection",
    change: "secured",
    ...{ host: "example.org", port: 5222, peer: "192.0.2.1:5222" },
    tls: { ...FACTS, chain: [{ ...LEAF, fingerprint }] },
    verdict: TRUSTED,
  } as const;
  const rows = renderEntry(
    { n: 7, at: 0, client: "main", ...secured },
    { theme: NO_COLOR, view: "pretty", width: 40 },
  ).filter((one) => /AB:/.test(one));
  expect(rows).toHaveLength(6);
  for (const one of rows.slice(0, -1)) expect(one).toMatch(/ (?:AB:){6}$/);
});
