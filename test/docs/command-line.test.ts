import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ENVIRONMENT } from "../../src/cli/command-line/surroundings.ts";
import { commands } from "../../src/commands/index.ts";
import { commandLinePage } from "./command-line-page.ts";
import { manPage } from "./man-page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { version, man, files } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const page = () => manPage(commands, version);

test("docs/command-line.md is what the command line takes (npm run docs writes it)", async () => {
  await expect(commandLinePage()).toMatchFileSnapshot("../../docs/command-line.md");
});

test("docs/xmpp-repl.1 is what the command line takes (npm run docs writes it)", async () => {
  await expect(page()).toMatchFileSnapshot("../../docs/xmpp-repl.1");
});

// npm 11 passes over a page that stands alone, without a list.
test("npm installs the man page", () => {
  expect(man).toEqual(["docs/xmpp-repl.1"]);
  expect(files).toContain("docs");
});

/** A program that reads man pages, where it is installed. */
function reader(name: string, args: readonly string[]) {
  const isThere = spawnSync(name, ["--version"]).error === undefined;
  return { name, isThere, read: () => spawnSync(name, args, { input: page(), encoding: "utf8" }) };
}

describe("the man page is read without a warning", () => {
  const mandoc = reader("mandoc", ["-Tlint", "-Wwarning"]);
  test.skipIf(!mandoc.isThere)("by mandoc", () => {
    const { stdout, stderr } = mandoc.read();
    // The version says which page it is; a date would say when somebody ran npm run docs.
    const warnings = stdout.split("\n").filter((line) => line !== "" && !line.includes("missing date"));
    expect({ warnings, stderr }).toEqual({ warnings: [], stderr: "" });
  });

  const groff = reader("groff", ["-man", "-Tutf8", "-ww"]);
  test.skipIf(!groff.isThere)("by groff, as man does", () => {
    const { status, stderr, stdout } = groff.read();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("a prompt for exploring XMPP");
  });
});

test("every variable of the environment that the program reads is documented", () => {
  const documented = ENVIRONMENT.flatMap(([names]) => names.split(", "));
  const read = sources(`${root}src`).flatMap((text) => [
    ...Array.from(text.matchAll(/\benv(?:ironment)?\.([A-Z][A-Z_]+)/g), ([, name]) => name),
    ...Array.from(text.matchAll(/\{([^{}]*)\} = (?:process\.env|environment)\b/g), ([, names = ""]) =>
      names.match(/\b[A-Z][A-Z_]+/g),
    ).flatMap((names) => names ?? []),
  ]);
  expect(read.length).toBeGreaterThan(5);
  expect([...new Set(read)].filter((name = "") => !documented.includes(name))).toEqual([]);
});

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8"));
}
