import { describe, expect, test } from "vitest";
import { PROGRAM } from "../../../src/cli/command-line/command-line.ts";
import { nameOf, writtenAs } from "../../../src/cli/command-line/definition.ts";
import { completeWords } from "../../../src/cli/completion/complete-words.ts";
import { readLessons } from "../../../src/cli/learn/lesson-files.ts";
import { RUN } from "../../../src/cli/scripts/run-options.ts";
import { FAULTS } from "../../../src/server/faults/index.ts";

/** The candidates for the last word, or what is left to the shell. */
async function words(...typed: readonly string[]): Promise<unknown> {
  const completed = await completeWords(typed);
  return typeof completed === "string" ? completed : completed.map(([word]) => word);
}

test("the first word is a subcommand, told with what it does", async () => {
  expect(await completeWords(["ser"])).toEqual([
    ["serve", "run the practice server alone, for others to connect to"],
  ]);
  expect(await words("")).toEqual(PROGRAM.subcommands?.map(nameOf));
});

test("an option is one of the subcommand's own, all of them", async () => {
  expect(await words("run", "x.xmpp", "--")).toEqual([
    ...Object.entries(RUN.options).flatMap(([name, one]) =>
      name === "color" ? ["--color", "--no-color"] : [writtenAs(name, one)],
    ),
    "--help",
  ]);
  expect(await words("--com")).toEqual(["--component-port"]);
});

test("what switches something off is offered beside what switches it on", async () => {
  expect(await words("--no")).toEqual(["--no-color", "--no-config"]);
  expect(await words("serve", "--no-col")).toEqual(["--no-color"]);
  expect(await words("--no-color", "--col")).toEqual([]);
});

test("the version is the program's, and not offered behind a subcommand", async () => {
  expect(await completeWords(["--vers"])).toEqual([["--version", "which version this is"]]);
  expect(await words("run", "--vers")).toEqual([]);
});

test("an option that is there already is offered again only where it may stand twice", async () => {
  expect(await words("run", "--jobs", "2", "--jo")).toEqual([]);
  expect(await words("run", "--no-barrier", "--no-b")).toEqual([]);
  expect(await words("run", "--var", "a=b", "--va")).toEqual(["--var"]);
});

describe("a value is", () => {
  test("one of the choices, behind the option or behind its =", async () => {
    expect(await words("serve", "--tls", "o")).toEqual(["optional", "off"]);
    expect(await words("serve", "--tls=o")).toEqual(["--tls=optional", "--tls=off"]);
    expect(await words("calc", "scram", "--mechanism", "scram-sha-2")).toEqual([
      "SCRAM-SHA-256",
      "SCRAM-SHA-256-PLUS",
    ]);
  });

  test("a fault of the practice server", async () => {
    expect(await words("serve", "--fault", "")).toEqual(FAULTS.map(({ name }) => name));
  });

  test("a lesson, of which there is only one", async () => {
    expect(await words("learn", "")).toEqual(readLessons().map(({ lesson }) => lesson.name));
    expect(await words("learn", "stanzas", "s")).toEqual([]);
  });

  test("a file or a folder, which the shell knows", async () => {
    expect(await words("run", "")).toBe("files");
    expect(await words("run", "a.xmpp", "b")).toBe("files");
    expect(await words("run", "--log", "")).toBe("files");
    expect(await words("convert", "a.scs", "-o", "")).toBe("files");
    expect(await words("run", "--log-dir=", "x")).toBe("files");
    expect(await words("run", "--log-dir=x")).toBe("folders");
  });

  test("a report's format, and behind = its file", async () => {
    expect(await words("run", "--report", "j")).toEqual(["json", "junit"]);
    expect(await words("run", "--report", "junit=")).toBe("files");
  });

  test("what there is an explanation of, word by word", async () => {
    expect(await words("explain", "bare", "")).toEqual(["JID"]);
    expect(await words("explain", "urn:xmpp:sm:")).toContain("urn:xmpp:sm:3");
    expect(await words("explain", "XEP-019")).toContain("XEP-0198");
    expect(await words("explain", "not-auth")).toEqual(["not-authorized"]);
  });
});

test("behind -- there are no options", async () => {
  expect(await words("run", "--", "--lo")).toBe("files");
});

test("where nothing can stand but options, these are offered", async () => {
  expect(await words("serve", "")).toContain("--fault");
});
