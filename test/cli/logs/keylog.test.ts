// --keylog, from the command line to the handshake and into the file.
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { answerSasl } from "../../helpers/sasl-answers.ts";
import { TLS_FACTS, tryOut } from "../../helpers/try-out.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xmpp-repl-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Secures a connection in each of these ways with a handshake that tells one key. */
async function secureBy(lines: readonly string[], keylog: string | undefined): Promise<string> {
  let keys = 0;
  const tool = tryOut({
    setup: { keylog },
    tls: (options) => {
      options.keylog?.(`CLIENT_RANDOM ${++keys}\n`);
      return TLS_FACTS;
    },
  });
  answerSasl(tool, {});
  for (const line of lines) expect(await tool.run(line)).toMatchObject({ status: "passed" });
  return tool.shown;
}

test("the keys of every handshake go to the file, and are not shown", async () => {
  const file = join(folder, "keys");
  const lines = ["open", "starttls", "disconnect", "open xmpps://localhost", "disconnect"];
  const shown = await secureBy(lines, file);
  expect(readFileSync(file, "utf8")).toBe("CLIENT_RANDOM 1\nCLIENT_RANDOM 2\n");
  expect(shown).not.toContain("CLIENT_RANDOM");
});

test("they go behind those of the run before, and nobody else can read them", async () => {
  const file = join(folder, "again");
  for (let run = 0; run < 2; run += 1) await secureBy(["open", "starttls"], file);
  expect(readFileSync(file, "utf8")).toBe("CLIENT_RANDOM 1\nCLIENT_RANDOM 1\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("they go nowhere where nobody asks for them", async () => {
  const shown = await secureBy(["open", "starttls"], undefined);
  expect(shown).not.toContain("CLIENT_RANDOM");
});

test("a file that cannot be written is a mistake in the command line", () => {
  const keylog = join(folder, "missing", "keys");
  expect(() => tryOut({ setup: { keylog } })).toThrow(UsageError);
  expect(() => tryOut({ setup: { keylog } })).toThrow(
    `Cannot write the TLS keys to ${keylog}: its folder is not there`,
  );
});
