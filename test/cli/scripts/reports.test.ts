import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkFolders, reportsIn, writeReports } from "../../../src/cli/scripts/reports.ts";
import { UsageError } from "../../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("--report", () => {
  test("is a format for standard output, or with a file", () => {
    expect(reportsIn(["tap", "junit=out/report.xml", "json=a=b.json"])).toEqual([
      { format: "tap", file: undefined },
      { format: "junit", file: "out/report.xml" },
      { format: "json", file: "a=b.json" },
    ]);
    expect(reportsIn([])).toEqual([]);
    expect(reportsIn(["json=~/report.json"])).toEqual([
      { format: "json", file: join(homedir(), "report.json") },
    ]);
  });

  test.each([
    [["html"], 'Cannot report "html": it is tap, json or junit'],
    [["=report.xml"], 'Cannot report "=report.xml": it is tap, json or junit'],
    [["TAP"], 'Cannot report "TAP": it is tap, json or junit'],
    [[""], 'Cannot report "": it is tap, json or junit'],
    [["junit="], 'Cannot report "junit=": the file is missing (write junit=report.junit)'],
    [["tap", "json"], "Cannot report: two reports on standard output"],
    [["tap=r", "json=r"], "Cannot report"],
  ])("%j is refused", (texts, why) => {
    expect(() => reportsIn(texts)).toThrow(UsageError);
    expect(() => reportsIn(texts)).toThrow(why);
  });
});

const REPORTING = {
  results: [
    { file: "a.xmpp", status: "passed", steps: 1, passed: 1, milliseconds: 3, errors: [], remarks: [] },
  ],
  version: "1.2.3",
  started: Date.UTC(2026, 0, 1),
  showsSecrets: false,
} as const;

describe("a report goes into its file", () => {
  test.each([
    ["tap", /^TAP version 1[34]\n[\s\S]*ok 1 - a\.xmpp/],
    ["json", /^\{[\s\S]*"a\.xmpp"[\s\S]*\}\s*$/],
    ["junit", /^<\?xml [\s\S]*<testsuites? [\s\S]*a\.xmpp/],
  ] as const)("%s", async (format, text) => {
    const file = join(folder, `report.${format}`);
    await writeReports([{ format, file }], REPORTING);
    expect(readFileSync(file, "utf8")).toMatch(text);
  });

  test("anew each time", async () => {
    const file = join(folder, "again");
    await writeReports([{ format: "tap", file }], REPORTING);
    const once = readFileSync(file, "utf8");
    await writeReports([{ format: "tap", file }], REPORTING);
    expect(readFileSync(file, "utf8")).toBe(once);
  });

  test("that is its owner's alone where secrets are shown, also where others could read it before", async () => {
    const file = join(folder, "secret");
    writeFileSync(file, "a longer text that was there before".repeat(100));
    chmodSync(file, 0o644);
    await writeReports([{ format: "json", file }], { ...REPORTING, showsSecrets: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, "utf8"))).toBeTypeOf("object");
  });

  test("that others may read as the folder has it where none are shown", async () => {
    const file = join(folder, "open");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    await writeReports([{ format: "json", file }], REPORTING);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  test("that is secret and cannot be written is told with why", async () => {
    const file = join(folder, "none", "report.json");
    await expect(
      writeReports([{ format: "json", file }], { ...REPORTING, showsSecrets: true }),
    ).rejects.toThrow(`Cannot write the report to ${file}: its folder is not there`);
  });

  test("that cannot be written is told with why", async () => {
    const file = join(folder, "none", "report.xml");
    await expect(writeReports([{ format: "junit", file }], REPORTING)).rejects.toThrow(UsageError);
    await expect(writeReports([{ format: "junit", file }], REPORTING)).rejects.toThrow(
      `Cannot write the report to ${file}: its folder is not there (make it first)`,
    );
  });

  test("whose folder is not there is told before anything has run", async () => {
    const file = join(folder, "none", "report.xml");
    await expect(checkFolders(reportsIn([`junit=${file}`]))).rejects.toThrow(
      `Cannot write the report to ${file}: its folder is not there (make it first)`,
    );
    await expect(
      checkFolders(reportsIn([`junit=${join(folder, "new.xml")}`, "tap"])),
    ).resolves.toBeUndefined();
  });
});
