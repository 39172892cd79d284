// Every kind of certificate a client may be shown, made with the openssl command line (3.0 or newer).
import { execFile } from "node:child_process";
import { createPrivateKey, generateKeyPair } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly key: string;
  /** The certificate alone. */
  readonly certificate: string;
  /** What a server presents: the certificate, then the intermediate one where there is one. */
  readonly chain: string;
}

export type LeafName = keyof typeof leaves;

export interface Certificates extends Readonly<Record<LeafName, CertificateFiles>> {
  /** The three roots that sign all but `selfSigned` and `client`: EC, RSA and Ed25519. */
  readonly ca: string;
  /** The EC root alone, which signs `good` and, by way of the intermediate, `throughIntermediate`. */
  readonly root: string;
  readonly intermediate: string;
  /** The root that signs `client`. */
  readonly clientCa: string;
  readonly client: CertificateFiles & { readonly encryptedKey: string; readonly passphrase: string };
}

interface Leaf {
  /** The subject's common name; by default the leaf's own name here, which is no domain. */
  readonly commonName?: string;
  /** Left out: DNS:example.test; null: no subjectAltName at all; a list: these, whatever bytes are in them. */
  readonly names?: string | null | readonly RawName[];
  readonly issuer?: "root" | "intermediate" | "rsaRoot" | "ed25519Root" | "clientCa" | "self";
  readonly key?: "leaf" | "rsaLeaf" | "ed25519Leaf" | "clientLeaf";
  /** How the issuer signs. */
  readonly signature?: readonly string[];
  /** The first and the last moment of validity, in the form of `openssl ca`. */
  readonly validity?: readonly [string, string];
}

/** A name that openssl would not write by itself. */
interface RawName {
  readonly kind: "DNS" | "SRV" | "URI";
  readonly value: string;
}

const srv = (name: string) => `otherName:1.3.6.1.5.5.7.8.7;IA5STRING:${name}`;

const leaves = {
  good: {},
  throughIntermediate: { issuer: "intermediate" },
  expired: { validity: ["20200101000000Z", "20200201000000Z"] },
  // Made of `good`, whose last moment is overwritten: so the signature is wrong, too.
  unreadableDate: {},
  notYetValid: { validity: ["20900101000000Z", "20910101000000Z"] },
  selfSigned: { issuer: "self" },
  otherName: { names: "DNS:other.test" },
  srvIdOnly: { names: srv("_xmpp-client.example.test") },
  xmppsSrvIdOnly: { names: srv("_xmpps-client.example.test") },
  commonNameOnly: { commonName: "example.test", names: null },
  wildcard: { names: "DNS:*.example.test" },
  partialWildcard: { names: "DNS:x*.example.test" },
  // None of them is example.test, and every one is where a name is read as a URL, or by where it begins or ends.
  lookalikes: {
    names: [
      ...[
        ".evil.test",
        "/.evil.test",
        "#x",
        "?x",
        "@evil.test",
        ":5222",
        "\t",
        "\0.evil.test",
        "\n",
        " ",
      ].map((behind) => ({ kind: "DNS", value: `example.test${behind}` }) as const),
      ...["ex%61mple.test", "x@example.test", "//example.test", "\texample.test", "exam\u00adple.test"].map(
        (value) => ({ kind: "DNS", value }) as const,
      ),
      // What Node puts between two names.
      { kind: "DNS", value: "evil.test, DNS:example.test" },
      { kind: "DNS", value: 'evil.test", DNS:example.test' },
      { kind: "URI", value: "x:y, DNS:example.test" },
      { kind: "SRV", value: "_xmpp-client.example.test/x" },
      { kind: "SRV", value: "_xmpp-client.evil.test, DNS:example.test" },
      { kind: "SRV", value: "_xmpp-server.example.test" },
    ],
  },
  idn: { names: "DNS:xn--mnchen-3ya.test" },
  rsa: { issuer: "rsaRoot", key: "rsaLeaf" },
  rsaSha384: { issuer: "rsaRoot", key: "rsaLeaf", signature: ["-sha384"] },
  rsaPss: {
    ...{ issuer: "rsaRoot", key: "rsaLeaf" },
    signature: ["-sha512", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"],
  },
  // The issuer's key makes the signature, hence a root of the same kind; Ed25519 takes no hash.
  ed25519: { issuer: "ed25519Root", key: "ed25519Leaf", signature: [] },
  client: {
    ...{ issuer: "clientCa", key: "clientLeaf" },
    names: "otherName:1.3.6.1.5.5.7.8.5;UTF8:me@localhost",
  },
} as const satisfies Record<string, Leaf>;

const roots = ["root", "rsaRoot", "ed25519Root", "clientCa"] as const;
const keyNames = ["leaf", "rsaLeaf", "ed25519Leaf", "clientLeaf", "intermediate", ...roots] as const;
const passphrase = "secret";

/** Makes them all in `folder`, which may exist, within a second. The servers' certificates share one key of each kind. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true });
  const file = (name: string) => join(folder, name);
  await Promise.all([
    writeFile(file("openssl.cnf"), configuration(folder)),
    ...keyNames.map(makeKey(folder)),
  ]);
  await Promise.all([...roots.map((name) => makeRoot(folder, name)), encryptKey(folder)]);
  await sign(folder, "intermediate", {});
  const names = Object.keys(leaves) as LeafName[];
  const made = await Promise.all(names.map(async (name) => [name, await makeLeaf(folder, name)] as const));
  const files = Object.fromEntries(made) as Record<LeafName, CertificateFiles>;
  const bundle = roots.filter((name) => name !== "clientCa").map((name) => readFile(file(`${name}.crt`)));
  await writeFile(file("ca.pem"), Buffer.concat(await Promise.all(bundle)));
  await spoilDate(files.unreadableDate.certificate);
  return {
    ...files,
    ca: file("ca.pem"),
    root: file("root.crt"),
    intermediate: file("intermediate.crt"),
    clientCa: file("clientCa.crt"),
    client: { ...files.client, encryptedKey: file("encrypted.key"), passphrase },
  };
}

// One section of extensions for each certificate, and what `openssl ca` asks for.
function configuration(folder: string): string {
  const sections = Object.entries<Leaf>(leaves).map(([name, { names = "DNS:example.test" }]) => [
    `[${name}]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature`,
    `extendedKeyUsage=${name === "client" ? "clientAuth" : "serverAuth"}`,
    ...(names === null
      ? []
      : [typeof names === "string" ? `subjectAltName=${names}` : rawNames(name, names)]),
  ]);
  return [
    "[req]\ndistinguished_name=subject\n[subject]\n[ca]\ndefault_ca=authority",
    `[authority]\npolicy=anything\nrand_serial=yes\nunique_subject=no\nnew_certs_dir=${folder}`,
    "[anything]\norganizationName=optional\ncommonName=optional",
    "[authorities]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign",
    ...sections.flat(),
  ].join("\n");
}

/** Sections for openssl's ASN.1 compiler, byte by byte: GeneralNames (RFC 5280 §4.2.1.6). */
function rawNames(leaf: string, names: readonly RawName[]): string {
  const tags = { DNS: 2, URI: 6 } as const;
  // Text cannot be given in hexadecimal, octets can: their tag is replaced, 22 being that of IA5String.
  const octets = (value: string) => `FORMAT:HEX,OCTETSTRING:${Buffer.from(value, "latin1").toString("hex")}`;
  const rows = names.map(({ kind, value }, at) =>
    kind === "SRV"
      ? `${at}=IMPLICIT:0,SEQUENCE:${leaf}${at}`
      : `${at}=IMPLICIT:${tags[kind]},${octets(value)}`,
  );
  const others = names.flatMap(({ kind, value }, at) =>
    kind === "SRV"
      ? [`[${leaf}${at}]`, "type=OID:1.3.6.1.5.5.7.8.7", `value=EXPLICIT:0,IMPLICIT:22U,${octets(value)}`]
      : [],
  );
  return [`subjectAltName=ASN1:SEQUENCE:${leaf}Names`, `[${leaf}Names]`, ...rows, ...others].join("\n");
}

// Keys come from Node, which needs no process of its own for each.
function makeKey(folder: string): (name: (typeof keyNames)[number]) => Promise<void> {
  return async (name) => {
    const { privateKey } = name.startsWith("rsa")
      ? await promisify(generateKeyPair)("rsa", { modulusLength: 2048 })
      : name.startsWith("ed25519")
        ? await promisify(generateKeyPair)("ed25519")
        : await promisify(generateKeyPair)("ec", { namedCurve: "P-256" });
    await writeFile(join(folder, `${name}.key`), privateKey.export({ type: "pkcs8", format: "pem" }));
  };
}

async function encryptKey(folder: string): Promise<void> {
  const key = createPrivateKey(await readFile(join(folder, "clientLeaf.key")));
  const text = key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase });
  await writeFile(join(folder, "encrypted.key"), text);
}

function subject(name: string): readonly string[] {
  return ["-subj", `/O=xmpp-repl tests/CN=${name}`];
}

async function makeRoot(folder: string, name: (typeof roots)[number]): Promise<void> {
  const files = ["-key", join(folder, `${name}.key`), "-out", join(folder, `${name}.crt`)];
  await openssl(folder, "req", "-x509", ...files, ...subject(name), "-extensions", "authorities");
}

async function makeLeaf(folder: string, name: LeafName): Promise<CertificateFiles> {
  const leaf: Leaf = leaves[name];
  await (leaf.validity ? signFor(folder, name, leaf.validity) : sign(folder, name, leaf));
  const key = join(folder, `${leaf.key ?? "leaf"}.key`);
  const certificate = join(folder, `${name}.crt`);
  if (leaf.issuer !== "intermediate") return { key, certificate, chain: certificate };
  const chain = join(folder, `${name}.chain.crt`);
  const parts = [certificate, join(folder, "intermediate.crt")].map((path) => readFile(path));
  await writeFile(chain, Buffer.concat(await Promise.all(parts)));
  return { key, certificate, chain };
}

/** Overwrites the last moment of validity, a UTCTime (RFC 5280 §4.1.2.5.1), with what is none. */
async function spoilDate(path: string): Promise<void> {
  const der = Buffer.from((await readFile(path, "utf8")).replace(/-----.*-----/g, ""), "base64");
  const [, last = der.length] = Array.from(
    der.toString("latin1").matchAll(/\x17\x0d\d{12}Z/g),
    ({ index }) => index,
  );
  der.write("999999999999Z", last + 2, "latin1");
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  const pem = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""];
  await writeFile(path, pem.join("\n"));
}

/** Signs a certificate that is valid from now on. */
async function sign(folder: string, name: LeafName | "intermediate", leaf: Leaf): Promise<void> {
  const { commonName = name, issuer = "root", signature = ["-sha256"] } = leaf;
  const key = join(folder, `${name === "intermediate" ? name : (leaf.key ?? "leaf")}.key`);
  const by = ["-CA", join(folder, `${issuer}.crt`), "-CAkey", join(folder, `${issuer}.key`)];
  await openssl(
    ...([folder, "req", "-x509", "-key", key, ...(issuer === "self" ? [] : by), ...signature] as const),
    ...["-out", join(folder, `${name}.crt`), ...subject(commonName), "-days", "30"],
    ...["-extensions", name === "intermediate" ? "authorities" : name],
  );
}

// OpenSSL 3.0 sets dates in `openssl ca` only, which keeps books: each certificate has its own.
async function signFor(folder: string, name: LeafName, [from, to]: readonly [string, string]): Promise<void> {
  const [request, database] = [join(folder, `${name}.csr`), join(folder, `${name}.db`)];
  await writeFile(database, "");
  await writeFile(`${database}.cnf`, `${configuration(folder)}\n[authority]\ndatabase=${database}\n`);
  await openssl(folder, "req", "-new", "-key", join(folder, "leaf.key"), "-out", request, ...subject(name));
  await promisify(execFile)("openssl", [
    ...["ca", "-config", `${database}.cnf`, "-batch", "-notext", "-md", "sha256", "-extensions", name],
    ...["-cert", join(folder, "root.crt"), "-keyfile", join(folder, "root.key")],
    ...["-startdate", from, "-enddate", to, "-in", request, "-out", join(folder, `${name}.crt`)],
  ]);
}

async function openssl(folder: string, command: string, ...options: readonly string[]): Promise<void> {
  await promisify(execFile)("openssl", [command, "-config", join(folder, "openssl.cnf"), ...options]);
}
