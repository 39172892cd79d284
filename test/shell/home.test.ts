import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { atHome } from "../../src/shell/home.ts";
import { tryOut } from "../helpers/try-out.ts";

const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-home-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ["~/walk.ndjson", join(homedir(), "walk.ndjson")],
  ["~romeo/x", "~romeo/x"],
  ["a/~/x", "a/~/x"],
])("%s is the file %s", (name, file) => {
  expect(atHome(name)).toBe(file);
});

// Windows knows the home folder by another variable.
test.skipIf(process.platform === "win32").each([
  ["--ca ~/notes.txt", "CERTIFICATE"],
  ["--cert ~/notes.txt --key ~/notes.txt", "CERTIFICATE"],
])("a line that secures a connection finds its files there: %s", async (options, what) => {
  vi.stubEnv("HOME", folder);
  writeFileSync(join(folder, "notes.txt"), "nothing of TLS");
  expect(await tryOut().run(`open xmpps://localhost ${options}`)).toMatchObject({
    reason: expect.stringMatching(new RegExp(`^Cannot use --\\w+ ~/notes\\.txt: .*${what}`)),
  });
});
