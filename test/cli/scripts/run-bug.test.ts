import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PLAIN_SETUP } from "../../../src/cli/command-line/setup.ts";
import { run } from "../../../src/cli/scripts/run.ts";

const folder = mkdtempSync(join(tmpdir(), "run-bug-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A list of tags that cannot be looked at the first time. */
function brokenOnce(bug: Error): readonly string[] {
  let isBroken = true;
  return new Proxy<readonly string[]>([], {
    get(tags, name) {
      if (name === "find" && isBroken) {
        isBroken = false;
        throw bug;
      }
      return Reflect.get(tags, name);
    },
  });
}

test("a bug in one script is told at the end: the others are run, and the reports are written", async () => {
  const [one = "", other = "", report = ""] = ["1.xmpp", "2.xmpp", "report.json"].map((name) =>
    join(folder, name),
  );
  for (const file of [one, other]) writeFileSync(file, "define a b\n");
  const bug = new TypeError("this cannot be");
  const running = run(
    {
      ...PLAIN_SETUP,
      file: [one, other],
      skipTags: brokenOnce(bug),
      report: [`json=${report}`],
      ...{ bail: false, repeat: 1, jobs: 1, barrier: true, quiet: true, verbose: false },
    },
    "0.0.0",
  );
  await expect(running).rejects.toBe(bug);
  const { files } = JSON.parse(readFileSync(report, "utf8"));
  expect(files).toMatchObject([
    { file: one, status: "wrong usage", errors: [{ reason: expect.stringContaining("this cannot be") }] },
    { file: other, status: "passed" },
  ]);
});
