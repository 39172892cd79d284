import { createHash, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { certificateFor } from "../../src/server/certificate.ts";

const NOW = Date.UTC(2026, 0, 1, 12);

test("a certificate is for the domain, its rooms and localhost, from a day ago and for 30 days", () => {
  const made = new X509Certificate(certificateFor("xmpp.example", NOW).cert);
  expect(made.subject).toBe("CN=xmpp.example");
  expect(made.subjectAltName).toBe("DNS:xmpp.example, DNS:rooms.xmpp.example, DNS:localhost");
  expect([made.validFrom, made.validTo]).toEqual(["Dec 31 12:00:00 2025 GMT", "Jan 31 12:00:00 2026 GMT"]);
  expect(made.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  expect(made.ca).toBe(false);
});

test("it is signed with its own key, of the kind P-256", () => {
  const made = new X509Certificate(certificateFor("localhost", NOW).cert);
  expect(made.verify(made.publicKey)).toBe(true);
  expect(made.checkIssued(made)).toBe(true);
  expect(made.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
});

test("its fingerprint is what --pin takes, and its hash what tls-server-end-point binds to", () => {
  const { cert, fingerprint, endPoint } = certificateFor("localhost");
  const { raw } = new X509Certificate(cert);
  const hash = createHash("sha256").update(raw).digest();
  expect(fingerprint).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/);
  expect(fingerprint.replaceAll(":", "").toLowerCase()).toBe(hash.toString("hex"));
  expect(endPoint).toEqual(hash);
});

test.each([
  ["localhost", "DNS:localhost, DNS:rooms.localhost"],
  ["bücher.example", "DNS:xn--bcher-kva.example, DNS:rooms.xn--bcher-kva.example, DNS:localhost"],
  ["192.0.2.7", "IP Address:192.0.2.7, DNS:localhost"],
  ["2001:db8::a:1", "IP Address:2001:DB8:0:0:0:0:A:1, DNS:localhost"],
  ["::ffff:192.0.2.7", "IP Address:0:0:0:0:0:FFFF:C000:207, DNS:localhost"],
])("the names in one for %s are %s", (domain, names) => {
  expect(new X509Certificate(certificateFor(domain, NOW).cert).subjectAltName).toBe(names);
});

test("each has a key and a serial number of its own", () => {
  const [one, other] = [certificateFor("localhost", NOW), certificateFor("localhost", NOW)];
  expect(one.key).not.toBe(other.key);
  expect(new X509Certificate(one.cert).serialNumber).not.toBe(new X509Certificate(other.cert).serialNumber);
});
