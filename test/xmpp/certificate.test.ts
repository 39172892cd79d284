import { describe, expect, test } from "vitest";
import {
  type Certificate,
  type CertificateName,
  type ClientService,
  nameCovering,
  readNames,
} from "../../src/xmpp/certificate.ts";

const DIRECT: readonly ClientService[] = ["xmpp-client", "xmpps-client"];
const STARTTLS: readonly ClientService[] = ["xmpp-client"];

function certificate(...names: readonly string[]): Certificate {
  return {
    subject: "CN=example.org",
    issuer: "CN=Root",
    names: names.map((name): CertificateName => {
      const [kind, value = ""] = name.split(" ") as [CertificateName["kind"], string];
      return { kind, value };
    }),
    validFrom: "2026-01-01T00:00:00.000Z",
    validTo: "2027-01-01T00:00:00.000Z",
    fingerprint: "AB",
  };
}

function covering(domain: string, services: readonly ClientService[], ...names: readonly string[]) {
  const name = nameCovering(certificate(...names), domain, services);
  return name && `${name.kind} ${name.value}`;
}

describe("a domain is covered by", () => {
  test.each([
    ["a DNS-ID", "example.org", "DNS example.org"],
    ["a DNS-ID in other letters", "Example.ORG", "DNS eXample.org"],
    ["a DNS-ID, with a dot at the end of the domain", "example.org.", "DNS example.org"],
    ["a DNS-ID with a dot at its end", "example.org", "DNS example.org."],
    ["an SRV-ID", "example.org", "SRV _xmpp-client.example.org"],
    ["an SRV-ID in other letters", "example.org", "SRV _XMPP-Client.Example.org"],
    ["a wildcard for the left-most label", "chat.example.org", "DNS *.example.org"],
    ["a wildcard in an SRV-ID", "chat.example.org", "SRV _xmpp-client.*.example.org"],
    ["the A-labels of an international name", "münchen.test", "DNS xn--mnchen-3ya.test"],
    ["the A-labels, however the name is typed", "MÜNCHEN.test", "DNS XN--MNCHEN-3YA.test"],
    ["the A-labels of a name that was typed so", "xn--mnchen-3ya.test", "DNS xn--mnchen-3ya.test"],
    ["an IP-ID where the domain is an IP address", "192.0.2.1", "IP 192.0.2.1"],
    ["an IP-ID, however the address is written", "2001:db8::1", "IP 2001:DB8:0:0:0:0:0:1"],
  ])("%s: %s by %s", (_what, domain, name) => {
    expect(covering(domain, STARTTLS, "DNS other.org", name)).toBe(name);
  });

  test.each([
    ["a name of another domain", "example.org", "DNS example.com"],
    ["a name above it", "chat.example.org", "DNS example.org"],
    ["a name below it", "example.org", "DNS chat.example.org"],
    ["a name that ends like it", "example.org", "DNS badexample.org"],
    ["a wildcard for no label at all", "example.org", "DNS *.example.org"],
    ["a wildcard for two labels", "a.b.example.org", "DNS *.example.org"],
    ["a wildcard for a piece of a label", "xchat.example.org", "DNS x*.example.org"],
    ["a wildcard for the end of a label", "chat.example.org", "DNS *t.example.org"],
    ["a wildcard further on", "a.b.example.org", "DNS a.*.example.org"],
    ["a wildcard alone", "localhost", "DNS *"],
    ["an SRV-ID of another service", "example.org", "SRV _xmpp-server.example.org"],
    ["an SRV-ID of another domain", "example.org", "SRV _xmpp-client.example.com"],
    ["an SRV-ID without a service", "example.org", "SRV example.org"],
    ["an SRV-ID with a service in it only", "example.org", "SRV _xmpp-clientexample.org"],
    ["an XmppAddr", "example.org", "XMPP example.org"],
    ["what is something else", "example.org", "other URI:example.org"],
    ["the empty name", "example.org", "DNS "],
    ["a DNS-ID where the domain is an IP address", "192.0.2.1", "DNS 192.0.2.1"],
    ["the IP-ID of another address", "192.0.2.1", "IP 192.0.2.10"],
    ["an IP-ID where the domain is a name", "example.org", "IP example.org"],
  ])("but not by %s: %s by %s", (_what, domain, name) => {
    expect(covering(domain, DIRECT, name)).toBeUndefined();
  });

  test("but not by the common name", () => {
    expect(covering("example.org", DIRECT)).toBeUndefined();
  });

  test("nothing where the domain is none", () => {
    expect(covering("", DIRECT, "DNS ", "DNS .", "SRV _xmpp-client.")).toBeUndefined();
    expect(covering("exa mple.org", DIRECT, "DNS ", "SRV _xmpp-client.")).toBeUndefined();
  });
});

test("an SRV-ID of _xmpps-client counts where TLS began with the first byte only (XEP-0368)", () => {
  const name = "SRV _xmpps-client.example.org";
  expect(covering("example.org", DIRECT, name)).toBe(name);
  expect(covering("example.org", STARTTLS, name)).toBeUndefined();
});

describe("the names that Node writes are read:", () => {
  test.each<[string, string, string[]]>([
    ["none", "", []],
    ["a DNS-ID", "DNS:example.org", ["DNS example.org"]],
    [
      "several kinds",
      "DNS:a.org, othername:SRVName:_xmpp-client.a.org, othername:XmppAddr:me@a.org, IP Address:192.0.2.1",
      ["DNS a.org", "SRV _xmpp-client.a.org", "XMPP me@a.org", "IP 192.0.2.1"],
    ],
    ["an IPv6 address", "IP Address:2001:DB8:0:0:0:0:0:1", ["IP 2001:DB8:0:0:0:0:0:1"]],
    [
      "other kinds by their own names",
      "URI:http://a.org/, email:me@a.org, othername:<unsupported>",
      ["other URI:http://a.org/", "other email:me@a.org", "other othername:<unsupported>"],
    ],
    [
      "a quoted value as what it is, commas and all (CVE-2021-44532)",
      'DNS:"good.org, DNS:evil.org", DNS:b.org',
      ["DNS good.org, DNS:evil.org", "DNS b.org"],
    ],
    [
      "a quoted value with escapes in it",
      'DNS:"a\\"b\\\\c\\u0000.org", URI:"http://a/,DNS:evil.org"',
      ['DNS a"b\\c\0.org', "other URI:http://a/,DNS:evil.org"],
    ],
  ])("%s", (_what, text, names) => {
    expect(readNames(text).map(({ kind, value }) => `${kind} ${value}`)).toEqual(names);
  });

  test("so that a name slipped into another covers nothing", () => {
    const names = readNames('DNS:"good.org, DNS:evil.org"');
    expect(nameCovering({ ...certificate(), names }, "evil.org", DIRECT)).toBeUndefined();
    expect(nameCovering({ ...certificate(), names }, "good.org", DIRECT)).toBeUndefined();
  });
});
