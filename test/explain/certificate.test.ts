import { describe, expect, test } from "vitest";
import { judgeCertificate, type Trust } from "../../src/explain/certificate.ts";
import type { TlsFacts } from "../../src/stream/security.ts";
import type { Certificate, ClientService } from "../../src/xmpp/certificate.ts";

const LEAF: Certificate = {
  subject: "O=Example, CN=leaf",
  issuer: "CN=Intermediate",
  names: [{ kind: "DNS", value: "example.org" }],
  validFrom: "2026-01-01T00:00:00.000Z",
  validTo: "2026-12-31T23:59:59.000Z",
  fingerprint: "AA:BB",
};
const INTERMEDIATE: Certificate = {
  subject: "CN=Intermediate",
  issuer: "CN=Root",
  names: [],
  validFrom: "2020-01-01T00:00:00.000Z",
  validTo: "2030-01-01T00:00:00.000Z",
  fingerprint: "CC:DD",
};
const VERIFICATION: Trust = { by: "verification" };
const STARTTLS: readonly ClientService[] = ["xmpp-client"];
const DIRECT: readonly ClientService[] = ["xmpp-client", "xmpps-client"];
const NOW = Date.UTC(2026, 5, 1);

interface Case {
  readonly leaf?: Partial<Certificate>;
  readonly chain?: readonly Certificate[];
  readonly chainError?: string;
  readonly domain?: string;
  readonly services?: readonly ClientService[];
  readonly trust?: Trust;
  readonly now?: number;
}

function verdict(given: Case = {}) {
  const { leaf, chainError, domain = "example.org", services = STARTTLS, trust = VERIFICATION } = given;
  const { chain = [{ ...LEAF, ...leaf }, INTERMEDIATE], now = NOW } = given;
  const facts: TlsFacts = {
    protocol: "TLSv1.3",
    cipher: "C",
    chain,
    ...(chainError === undefined ? {} : { chainError }),
    clientCertificate: false,
  };
  return judgeCertificate(facts, { domain, services, trust, now });
}

test("a trusted chain and the right name are all that is wanted", () => {
  expect(verdict()).toEqual({
    domain: "example.org",
    coveredBy: "DNS example.org",
    reasons: [],
    accepted: "trusted",
  });
});

describe("a chain that is not trusted is refused, and it is said why:", () => {
  test.each([
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "it is signed by itself, and nobody who is trusted here vouches for it"],
    [
      "SELF_SIGNED_CERT_IN_CHAIN",
      "nobody who is trusted here vouches for it: its chain ends in CN=Intermediate, which is not among the trusted roots",
    ],
    [
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "nobody who is trusted here vouches for CN=Intermediate: the certificate of its issuer, CN=Root, is not here, and the server did not send it (an intermediate certificate may be missing from what the server sends)",
    ],
    [
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "nobody who is trusted here vouches for CN=Intermediate: the certificate of its issuer, CN=Root, is not here, and the server did not send it (an intermediate certificate may be missing from what the server sends)",
    ],
    [
      "UNABLE_TO_GET_ISSUER_CERT",
      "nobody who is trusted here vouches for CN=Intermediate: the certificate of its issuer, CN=Root, is not here, and the server did not send it (an intermediate certificate may be missing from what the server sends)",
    ],
    ["CERT_REVOKED", "it was revoked by its issuer"],
    ["CERT_SIGNATURE_FAILURE", "the signature on it is wrong"],
    ["INVALID_PURPOSE", "it is not meant for TLS servers"],
    ["CERT_UNTRUSTED", "its root is marked as not to be trusted for this"],
    ["CERT_REJECTED", "its root is marked as not to be trusted for this"],
    ["CERT_HAS_EXPIRED", "it, or one that it depends on, has expired"],
    ["CERT_NOT_YET_VALID", "it, or one that it depends on, is not valid yet"],
    ["PATH_LENGTH_EXCEEDED", "its chain does not hold (PATH_LENGTH_EXCEEDED)"],
  ])("%s", (chainError, reason) => {
    const given = verdict({ chainError });
    expect(given.reasons).toEqual([reason]);
    expect(given.accepted).toBeUndefined();
  });
});

describe("a certificate out of its time is refused, with the day:", () => {
  test("expired", () => {
    const given = { chainError: "CERT_HAS_EXPIRED", now: Date.UTC(2027, 0, 1) };
    expect(verdict(given).reasons).toEqual(["it has expired: it was valid to 2026-12-31"]);
  });

  test("not yet valid", () => {
    const given = { chainError: "CERT_NOT_YET_VALID", now: Date.UTC(2025, 11, 31) };
    expect(verdict(given).reasons).toEqual([
      "it is not valid yet: it is from 2026-01-01 (is this machine's clock right?)",
    ]);
  });

  test("one that it depends on", () => {
    const expired = { ...INTERMEDIATE, validTo: "2026-02-01T00:00:00.000Z" };
    const given = { chainError: "CERT_HAS_EXPIRED", chain: [LEAF, expired] };
    expect(verdict(given).reasons).toEqual([
      "the certificate of CN=Intermediate, which it depends on, has expired: it was valid to 2026-02-01",
    ]);
  });

  test("beside another reason", () => {
    const given = { chainError: "DEPTH_ZERO_SELF_SIGNED_CERT", now: Date.UTC(2027, 0, 1) };
    expect(verdict({ ...given, chain: [LEAF] }).reasons).toEqual([
      "it is signed by itself, and nobody who is trusted here vouches for it",
      "it has expired: it was valid to 2026-12-31",
    ]);
  });
});

test("a server without a certificate is refused", () => {
  const given = verdict({ chain: [] });
  expect(given.reasons).toEqual(["the server showed no certificate"]);
  expect(given.accepted).toBeUndefined();
});

describe("a certificate for something else is refused, with what was expected and what was found:", () => {
  test.each<[string, Case, string]>([
    [
      "another name",
      {
        leaf: {
          names: [
            { kind: "DNS", value: "example.com" },
            { kind: "SRV", value: "_xmpp-server.example.org" },
          ],
        },
      },
      'it is not for "example.org", the domain of the stream: expected DNS example.org or SRV _xmpp-client.example.org; found DNS example.com, SRV _xmpp-server.example.org',
    ],
    [
      "by direct TLS",
      { leaf: { names: [{ kind: "DNS", value: "example.com" }] }, services: DIRECT },
      'it is not for "example.org", the domain of the stream: expected DNS example.org or SRV _xmpp-client.example.org or SRV _xmpps-client.example.org; found DNS example.com',
    ],
    [
      "no name at all",
      { leaf: { names: [] } },
      'it is not for "example.org", the domain of the stream: expected DNS example.org or SRV _xmpp-client.example.org; found no names',
    ],
    [
      "an IP address",
      { domain: "127.0.0.1" },
      'it is not for "127.0.0.1", the domain of the stream: expected IP 127.0.0.1; found DNS example.org',
    ],
    [
      "another IP address",
      { domain: "::1", leaf: { names: [{ kind: "IP", value: "127.0.0.1" }] }, services: DIRECT },
      'it is not for "::1", the domain of the stream: expected IP ::1; found IP 127.0.0.1',
    ],
    [
      "an international domain, which certificates name by its A-labels",
      { domain: "münchen.test" },
      'it is not for "münchen.test", the domain of the stream: expected DNS xn--mnchen-3ya.test or SRV _xmpp-client.xn--mnchen-3ya.test; found DNS example.org',
    ],
    [
      "the common name alone",
      { leaf: { names: [], subject: "O=Example, CN=Example.org" } },
      'it is not for "example.org", the domain of the stream: expected DNS example.org or SRV _xmpp-client.example.org; found no names; its common name says so, but that has not counted since RFC 9525 §2',
    ],
  ])("%s", (_what, given, reason) => {
    const { reasons, accepted, coveredBy } = verdict(given);
    expect(reasons).toEqual([reason]);
    expect([accepted, coveredBy]).toEqual([undefined, undefined]);
  });

  test("and an untrusted chain besides: both are said", () => {
    const given = verdict({ domain: "other.org", chainError: "CERT_REVOKED" });
    expect(given.reasons).toEqual([
      "it was revoked by its issuer",
      expect.stringContaining('it is not for "other.org"'),
    ]);
  });
});

test("an SRV-ID of _xmpps-client counts by direct TLS only", () => {
  const leaf = { names: [{ kind: "SRV", value: "_xmpps-client.example.org" } as const] };
  expect(verdict({ leaf, services: DIRECT })).toMatchObject({
    accepted: "trusted",
    coveredBy: "SRV _xmpps-client.example.org",
  });
  expect(verdict({ leaf, services: STARTTLS }).accepted).toBeUndefined();
});

describe("a pinned certificate", () => {
  test("is accepted whatever else is wrong with it, which is told all the same", () => {
    const trust: Trust = { by: "pin", fingerprint: "AA:BB" };
    expect(verdict({ trust, domain: "other.org", chainError: "DEPTH_ZERO_SELF_SIGNED_CERT" })).toMatchObject({
      accepted: "pinned",
      reasons: [
        "it is signed by itself, and nobody who is trusted here vouches for it",
        expect.stringContaining('it is not for "other.org"'),
      ],
    });
  });

  test.each<[string, Case, string]>([
    ["another one is not", {}, "AA:BB"],
    [
      "nor one that is in the chain only",
      { chain: [LEAF, { ...INTERMEDIATE, fingerprint: "EE:FF" }] },
      "AA:BB",
    ],
    ["nor none", { chain: [] }, "no certificate"],
  ])("%s, however trusted", (_what, given, found) => {
    const { reasons, accepted } = verdict({ ...given, trust: { by: "pin", fingerprint: "EE:FF" } });
    expect(reasons).toEqual([`its fingerprint is not the one of --pin: expected EE:FF, found ${found}`]);
    expect(accepted).toBeUndefined();
  });
});

describe("without verification", () => {
  test("everything is accepted, and what is wrong is told", () => {
    const trust: Trust = { by: "nothing" };
    expect(verdict({ trust, chainError: "CERT_REVOKED" })).toEqual({
      domain: "example.org",
      coveredBy: "DNS example.org",
      reasons: ["it was revoked by its issuer"],
      accepted: "not verified",
    });
  });

  test("what is right is right", () => {
    expect(verdict({ trust: { by: "nothing" } })).toMatchObject({ accepted: "not verified", reasons: [] });
  });
});

describe("the certificate of the practice server, which the tool has started itself,", () => {
  const trust: Trust = { by: "practice", fingerprint: LEAF.fingerprint };

  test("is taken as that, and not as one that somebody has pinned", () => {
    expect(verdict({ trust, chainError: "DEPTH_ZERO_SELF_SIGNED_CERT" }).accepted).toBe("practice");
  });

  test("is the only one", () => {
    const { accepted, reasons } = verdict({ leaf: { fingerprint: "EE:FF" }, trust });
    expect(accepted).toBeUndefined();
    expect(reasons).toEqual([
      `its fingerprint is not the one of the practice server: expected ${LEAF.fingerprint}, found EE:FF`,
    ]);
  });
});
