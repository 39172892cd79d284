// Sentences of the script language, each held by a script that a real server answers.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "./program.ts";
import type { ServerKind } from "./server-kinds.ts";
import { startServer } from "./start-server.ts";
import { accounts, password } from "./use-scripts.ts";

export interface Sentence {
  readonly says: string;
  readonly script: string;
  /** Line, column and reason of the failure: `5:1: nothing was expected, …`. */
  readonly fails?: RegExp;
  /** What is said although it passes; without it nothing may be. */
  readonly remark?: RegExp;
}

/** How a script ended, and what was said of it. */
interface Ending {
  readonly ended: string;
  readonly remarks: readonly string[];
}

interface Place {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

interface Report {
  readonly files: readonly {
    readonly status: string;
    readonly failure?: Place;
    readonly errors: readonly Place[];
    readonly remarks: readonly string[];
  }[];
}

/** Runs all the scripts one after another on one fresh server of each kind; each sentence is a test. */
export function hold(
  kinds: readonly ServerKind[],
  sentences: readonly Sentence[],
  options: readonly string[] = [],
): void {
  describe.each(kinds)("at %s", (kind) => {
    let endings: readonly Ending[];
    beforeAll(async () => {
      endings = await play(kind, sentences, options);
    });
    it.each(sentences.map((sentence, index) => ({ ...sentence, index })))(
      "$says",
      ({ index, fails, remark }) => {
        const { ended, remarks } = endings[index] ?? { ended: "not run", remarks: [] };
        if (fails !== undefined) return expect(ended).toMatch(fails);
        expect(ended).toBe("passed");
        expect(remarks).toEqual(remark === undefined ? [] : [expect.stringMatching(remark)]);
      },
    );
  });
}

async function play(
  kind: ServerKind,
  sentences: readonly Sentence[],
  options: readonly string[],
): Promise<readonly Ending[]> {
  const folder = await mkdtemp(join(tmpdir(), "xmpp-repl-sentences-"));
  const server = await startServer(kind);
  try {
    const files = sentences.map((_, index) => `${index}.xmpp`);
    for (const [index, { script }] of sentences.entries()) {
      await writeFile(join(folder, `${index}.xmpp`), script);
    }
    const place = ["--server", `localhost:${server.port}`, ...accounts];
    const { output, messages } = await runProgram(
      ["run", ...files, ...place, "--report", "json", ...options],
      { folder, env: password },
    );
    if (!output.startsWith("{")) throw new Error(`There is no report: ${messages}`);
    const report: Report = JSON.parse(output);
    return report.files.map(({ status, failure, errors, remarks }) => {
      const place = failure ?? errors[0];
      return {
        ended: place === undefined ? status : `${place.line}:${place.column}: ${place.reason}`,
        remarks,
      };
    });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
