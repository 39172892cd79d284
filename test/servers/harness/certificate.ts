import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";

// Node takes no wildcard ahead of a single label, so the hosts that have TLS are there by name too.
const hosts = ["localhost", "*.localhost", "anon.localhost", "certs.localhost"];
const names = [...hosts.map((host) => `DNS:${host}`), "IP:127.0.0.1", "IP:::1"];

/** Makes a self-signed certificate for localhost: localhost.key and .crt, and both in one as .pem for ejabberd. */
export async function writeCertificate(folder: string): Promise<void> {
  await mkdir(folder);
  const [key, certificate] = [`${folder}/localhost.key`, `${folder}/localhost.crt`];
  await promisify(execFile)("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"],
    ...["-subj", "/CN=localhost"],
    ...["-addext", `subjectAltName=${names.join(",")}`],
    ...["-keyout", key, "-out", certificate],
  ]);
  await writeFile(`${folder}/localhost.pem`, `${await readFile(key)}${await readFile(certificate)}`);
}
