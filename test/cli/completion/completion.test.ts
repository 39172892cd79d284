// The scripts in the shells that read them, where these are installed: bash is everywhere.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runArguments } from "../../../src/cli/command-line/arguments.ts";
import { SHELLS, type Shell } from "../../../src/cli/command-line/command-line.ts";
import { completion } from "../../../src/cli/completion/completion.ts";

let folder = "";

/** What the scripts call: it answers with what the program says to these words, which are asked for beforehand. */
const ASKED: readonly (readonly string[])[] = [
  ["s"],
  ["serve", "--tls", "o"],
  ["serve", "--tls="],
  ["serve", "--tls=o"],
  ["explain", "urn:xmpp:sm:"],
  ["run", "lo"],
  ["run", "--log=lo"],
  ["run", "--log-dir", "lo"],
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xmpp-repl-completion-"));
  writeFileSync(join(folder, "login.xmpp"), "");
  spawnSync("mkdir", [join(folder, "logs")]);
  const cases = await Promise.all(
    ASKED.map(async (words) => {
      const answer = await completion(["--words", ...words]);
      return `  "completion --words ${words.join(" ")}") cat <<'END'\n${answer.join("\n")}\nEND\n  ;;`;
    }),
  );
  const program = join(folder, "xmpp-repl");
  writeFileSync(program, `#!/bin/sh\ncase "$*" in\n${cases.join("\n")}\nesac\n`);
  chmodSync(program, 0o755);
  for (const shell of SHELLS) writeFileSync(join(folder, shell), (await completion([shell])).join("\n"));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function isInstalled(shell: Shell): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

/** What a shell writes that runs this, in the folder, with the program before everything else. */
function written(shell: Shell, script: string, args: readonly string[] = []): readonly string[] {
  const { stdout, stderr, status } = spawnSync(shell, ["-c", script, shell, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder, LANG: "C.UTF-8", TERM: "dumb" },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}

describe.skipIf(!isInstalled("bash"))("in bash", () => {
  /** bash takes words apart at = and :, as COMP_WORDBREAKS says, and hands over the parts. */
  function complete(line: string): readonly string[] {
    const parts = line.match(/[=:]+|[^\s=:]+/g) ?? [];
    const words = /\s$/.test(line) ? [...parts, ""] : parts;
    const script = `source ./bash; COMP_LINE="$1"; COMP_POINT=\${#COMP_LINE}; shift; COMP_WORDS=("$@")
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _xmpp_repl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return written("bash", script, [line, ...words]);
  }

  test("a word is completed", () => {
    expect(complete("xmpp-repl s")).toEqual(["serve"]);
    expect(complete("xmpp-repl serve --tls o")).toEqual(["optional", "off"]);
  });

  test("the part behind = or : alone is replaced", () => {
    expect(complete("xmpp-repl serve --tls=o")).toEqual(["optional", "off"]);
    expect(complete("xmpp-repl serve --tls=")).toEqual(["required", "optional", "off"]);
    expect(complete("xmpp-repl explain urn:xmpp:sm:")).toEqual(expect.arrayContaining(["2", "3"]));
  });

  test("files and folders are bash's", () => {
    expect(complete("xmpp-repl run lo")).toEqual(expect.arrayContaining(["login.xmpp", "logs"]));
    expect(complete("xmpp-repl run --log=lo")).toEqual(expect.arrayContaining(["login.xmpp", "logs"]));
    expect(complete("xmpp-repl run --log-dir lo")).toEqual(["logs"]);
  });
});

describe.skipIf(!isInstalled("fish"))("in fish", () => {
  const complete = (line: string) => written("fish", `source ./fish; complete -C "${line}"`);

  test("a word is completed, with what it means", () => {
    expect(complete("xmpp-repl s")).toEqual([
      "serve\trun the practice server alone, for others to connect to",
    ]);
    expect(complete("xmpp-repl serve --tls=o")).toEqual(["--tls=optional", "--tls=off"]);
  });

  test("files and folders are fish's", () => {
    const names = (line: string) => complete(line).map((row) => row.split("\t")[0]);
    expect(names("xmpp-repl run lo")).toEqual(expect.arrayContaining(["login.xmpp", "logs/"]));
    expect(names("xmpp-repl run --log=lo")).toEqual(expect.arrayContaining(["--log=login.xmpp"]));
    expect(names("xmpp-repl run --log-dir lo")).toEqual(["logs/"]);
  });
});

describe.skipIf(!isInstalled("zsh"))("in zsh", () => {
  /** With functions in place of those that zsh has only while somebody presses Tab. */
  function complete(...words: readonly string[]): readonly string[] {
    const script = `compdef() { : }; compset() { : }; _files() { print -r -- files "$@" }
      _describe() { print -rl -- "\${found[@]}" }
      source ./zsh; words=("$@"); CURRENT=$#; _xmpp_repl`;
    return written("zsh", script, words);
  }

  test("a word is completed, with what it means", () => {
    expect(complete("xmpp-repl", "s")).toEqual([
      "serve:run the practice server alone, for others to connect to",
    ]);
    expect(complete("xmpp-repl", "serve", "--tls=o")).toEqual(["--tls=optional", "--tls=off"]);
  });

  test("a colon in a word is none before its meaning", () => {
    expect(complete("xmpp-repl", "explain", "urn:xmpp:sm:")).toContain("urn\\:xmpp\\:sm\\:3:a namespace");
  });

  test("files and folders are zsh's", () => {
    expect(complete("xmpp-repl", "run", "lo")).toEqual(["files"]);
    expect(complete("xmpp-repl", "run", "--log-dir", "lo")).toEqual(["files -/"]);
  });
});

test("another shell is refused, with those that there are", async () => {
  let messages = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    messages += String(chunk);
    return true;
  });
  expect(await runArguments(["completion", "tcsh"], "0.0.0")).toBe(2);
  vi.restoreAllMocks();
  expect(messages).toBe(
    'Cannot complete: "tcsh" is none of its shells (write for example "xmpp-repl completion bash"; or zsh, fish)\n',
  );
});
