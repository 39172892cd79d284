import { execFile } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Certificates, type LeafName, makeCertificates } from "./certificates.ts";

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "xmpp-repl-"));
  certificates = await makeCertificates(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const read = async (path: string) => new X509Certificate(await readFile(path));

it.each<[LeafName, string | undefined]>([
  ["good", "DNS:example.test"],
  ["otherName", "DNS:other.test"],
  ["srvIdOnly", "othername:SRVName:_xmpp-client.example.test"],
  ["xmppsSrvIdOnly", "othername:SRVName:_xmpps-client.example.test"],
  ["commonNameOnly", undefined],
  ["wildcard", "DNS:*.example.test"],
  ["partialWildcard", "DNS:x*.example.test"],
  ["idn", "DNS:xn--mnchen-3ya.test"],
  ["client", "othername:XmppAddr:me@localhost"],
])("names in the certificate %s: %s", async (name, names) => {
  const { subject, subjectAltName } = await read(certificates[name].certificate);
  expect(subjectAltName).toBe(names);
  expect(subject).toBe(`O=xmpp-repl tests\nCN=${name === "commonNameOnly" ? "example.test" : name}`);
});

it("writes names as they are, byte by byte, with all that Node makes of them", async () => {
  const { subjectAltName = "" } = await read(certificates.lookalikes.certificate);
  for (const name of [
    "DNS:example.test/.evil.test, ",
    "DNS:ex%61mple.test, ",
    'DNS:"example.test\\u0000.evil.test", ',
    'DNS:"evil.test\\u002c DNS:example.test", ',
    'URI:"x:y\\u002c DNS:example.test", ',
    "othername:SRVName:_xmpp-client.example.test/x, ",
  ])
    expect(subjectAltName).toContain(name);
});

it("writes a date that nobody can read", async () => {
  const { validFrom, validTo } = await read(certificates.unreadableDate.certificate);
  expect(Date.parse(validFrom)).toBeLessThanOrEqual(Date.now());
  expect(validTo).toBe("Bad time value");
});

it.each<[LeafName, string, string]>([
  ["good", "ecdsa-with-SHA256", "ec"],
  ["rsa", "sha256WithRSAEncryption", "rsa"],
  ["rsaSha384", "sha384WithRSAEncryption", "rsa"],
  ["rsaPss", "rsassaPss +Hash Algorithm: sha512", "rsa"],
  ["ed25519", "ED25519", "ed25519"],
])("signs %s with %s", async (name, signature, key) => {
  const { certificate } = certificates[name];
  const { stdout } = await promisify(execFile)("openssl", ["x509", "-noout", "-text", "-in", certificate]);
  expect(stdout.replaceAll(/\s+/g, " ")).toMatch(new RegExp(`Signature Algorithm: ${signature}`));
  expect((await read(certificate)).publicKey.asymmetricKeyType).toBe(key);
});

// The words are openssl's own.
it.each<[LeafName, string]>([
  ["good", "OK"],
  ["rsaPss", "OK"],
  ["ed25519", "OK"],
  ["throughIntermediate", "unable to get local issuer certificate"],
  ["expired", "certificate has expired"],
  ["notYetValid", "certificate is not yet valid"],
  ["selfSigned", "self-signed certificate"],
  ["client", "unable to get local issuer certificate"],
])("makes of %s one of which openssl says: %s", async (name, verdict) => {
  const options = ["verify", "-CAfile", certificates.ca, certificates[name].certificate];
  const said = await promisify(execFile)("openssl", options).catch((error: { stderr: string }) => error);
  expect(`${"stdout" in said ? said.stdout : ""}${said.stderr}`).toContain(verdict);
});

it("puts the intermediate into the chain", async () => {
  const { certificate, chain } = certificates.throughIntermediate;
  const parts = [certificate, certificates.intermediate].map((path) => readFile(path, "utf8"));
  expect(await readFile(chain, "utf8")).toBe((await Promise.all(parts)).join(""));
  const intermediate = await read(certificates.intermediate);
  expect((await read(certificate)).checkIssued(intermediate)).toBe(true);
  expect(intermediate.checkIssued(await read(certificates.root))).toBe(true);
});

it.each<LeafName>(["good", "rsa", "ed25519", "client"])("makes the key of %s", async (name) => {
  const { certificate, key } = certificates[name];
  expect((await read(certificate)).checkPrivateKey(createPrivateKey(await readFile(key)))).toBe(true);
});

it("encrypts the client's key", async () => {
  const { certificate, encryptedKey, passphrase } = certificates.client;
  const key = await readFile(encryptedKey, "utf8");
  expect(key).toContain("BEGIN ENCRYPTED PRIVATE KEY");
  expect((await read(certificate)).checkPrivateKey(createPrivateKey({ key, passphrase }))).toBe(true);
});

it("has the client's certificate signed by its own authority", async () => {
  const { client, clientCa } = certificates;
  expect((await read(client.certificate)).checkIssued(await read(clientCa))).toBe(true);
});
