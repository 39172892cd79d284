import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type Certificates, makeCertificates } from "../../helpers/certificates.ts";

export interface CertificateFolder {
  readonly certificates: Certificates;
  /** A path in the folder, which is removed in the end. */
  file(name: string): string;
}

/** Makes certificates once for the tests of a file; they are there when its tests run. */
export function useCertificates(): CertificateFolder {
  let made: { readonly folder: string; readonly certificates: Certificates } | undefined;
  const known = () => {
    if (made === undefined)
      throw new Error("Cannot use the certificates: they are made before the first test");
    return made;
  };
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "xmpp-repl-tls-"));
    made = { folder, certificates: await makeCertificates(folder) };
  });
  afterAll(() => rm(known().folder, { recursive: true }));
  return {
    get certificates() {
      return known().certificates;
    },
    file: (name) => join(known().folder, name),
  };
}
