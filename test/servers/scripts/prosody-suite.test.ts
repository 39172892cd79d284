// Prosody's own scripts, which are not part of the project: where they are at hand, they must pass and fail as they should.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atMost } from "../harness/at-most.ts";
import type { Run } from "../harness/piped.ts";
import { runProgram } from "../harness/program.ts";
import { startServer } from "../harness/start-server.ts";

const THEIRS = fileURLToPath(new URL("../../../../shared/scansion/", import.meta.url));
const isHere = existsSync(THEIRS);
const scriptsIn = (folder: string) =>
  isHere
    ? readdirSync(join(THEIRS, folder))
        .filter((name) => name.endsWith(".scs"))
        .map((name) => join(THEIRS, folder, name))
    : [];

const [suite, mustPass, mustFail] = [scriptsIn(""), scriptsIn("must-pass"), scriptsIn("must-fail")];

/** The line at which each file of must-fail must fail. */
const failingLines: ReadonlyMap<string, number> = new Map(
  isHere
    ? readFileSync(join(THEIRS, "must-fail/MUST_FAIL.tsv"), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((row) => row.split("\t"))
        .map(([file = "", line]) => [file, Number(line)] as const)
    : [],
);

/** Runs them in turn on a server that nobody has talked to. */
async function onFreshServer(files: readonly string[], ...options: readonly string[]): Promise<Run> {
  const server = await startServer("prosody-scansion");
  try {
    return await runProgram(["run", ...files, "--server", `localhost:${server.port}`, ...options]);
  } finally {
    await server.stop();
  }
}

/** Each on a fresh server of its own, by its name. Those that must fail wait in vain, so not for long. */
async function eachOnFreshServer(files: readonly string[]): Promise<ReadonlyMap<string, Run>> {
  const runs = await atMost(3, files, (file) => {
    const wait = failingLines.has(`${nameOf(file)}.scs`) ? ["--timeout", "700ms"] : [];
    return onFreshServer([file], ...wait);
  });
  return new Map(files.map((file, index) => [nameOf(file), runs[index] ?? NOT_RUN]));
}

const NOT_RUN: Run = { code: null, output: "", messages: "it was not run" };

const nameOf = (file: string) => basename(file).replace(/\.\w+$/, "");

/** How a run failed: the line of the failing step, and whether the report shows what differs. */
function failureIn({ code, messages }: Run) {
  const [, line] = /\.(?:scs|xmpp):(\d+):\d+: what was expected has not come/.exec(messages) ?? [];
  const [, difference = ""] = /\n {2}the nearest is #\d+ .*:\n((?: {4}.*\n)+)/.exec(messages) ?? [];
  return {
    code,
    line: Number(line),
    expected: /\n {2}expected:\n {4}</.test(messages),
    differs: /^ {4}[-+] /m.test(difference),
  };
}

describe.skipIf(!isHere)(
  "the scripts of Prosody's suite (skipped where ../shared/scansion is not there)",
  () => {
    it.each([1, 2, 3, 4])("pass, all 22 in one run, on a fresh server: number %i", async () => {
      const { code, output, messages } = await onFreshServer(suite);
      expect(messages).toMatch(/^22 passed in /m);
      expect({ code, output }).toEqual({ code: 0, output: "" });
    });

    describe("each on a fresh server", () => {
      let runs: ReadonlyMap<string, Run>;
      let converted: ReadonlyMap<string, Run>;
      /** The scripts that `convert` has made. */
      let folder: string;
      const convertedFrom = (file: string) => join(folder, `${nameOf(file)}.xmpp`);
      const convert = async (file: string) => {
        const { code, messages } = await runProgram(["convert", file, "--output", convertedFrom(file)]);
        if (code !== 0) throw new Error(`Cannot convert ${file}: ${messages}`);
      };
      beforeAll(async () => {
        const all = [...suite, ...mustPass, ...mustFail];
        folder = await mkdtemp(join(tmpdir(), "xmpp-repl-converted-"));
        await atMost(3, all, convert);
        runs = await eachOnFreshServer([...mustPass, ...mustFail]);
        converted = await eachOnFreshServer(all.map(convertedFrom));
      }, 180_000);
      afterAll(() => rm(folder, { recursive: true }));

      it.each(mustPass.map(nameOf))("%s, which was loosened, passes", (name) => {
        expect(runs.get(name)).toMatchObject({ code: 0, output: "" });
      });

      it.each([...failingLines])(
        "%s, which was made false, fails at line %i with the difference",
        (file, line) => {
          expect(failureIn(runs.get(nameOf(file)) ?? NOT_RUN)).toEqual({
            code: 1,
            line,
            expected: true,
            differs: true,
          });
        },
      );

      it.each([...suite, ...mustPass].map(nameOf))("%s passes when it has been converted", (name) => {
        expect(converted.get(name)).toMatchObject({ code: 0, output: "" });
      });

      it.each([...failingLines])("%s fails at the same step when it has been converted", (file, line) => {
        const scansion = readFileSync(join(THEIRS, "must-fail", file), "utf8");
        const xmpp = readFileSync(convertedFrom(file), "utf8");
        const failure = failureIn(converted.get(nameOf(file)) ?? NOT_RUN);
        expect(failure).toMatchObject({ code: 1, expected: true, differs: true });
        // How many expectations stand before it.
        const countBefore = (text: string, receives: RegExp, end: number) =>
          text
            .split("\n")
            .slice(0, end)
            .filter((row) => receives.test(row)).length;
        expect(countBefore(xmpp, /^(?:@\S+ )?expect\b/, failure.line)).toBe(
          countBefore(scansion, /^\w.* receives\b/, line),
        );
      });
    });
  },
);
