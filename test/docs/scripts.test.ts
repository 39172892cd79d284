import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { loadScript } from "../../src/script/load.ts";
import { scriptsPage } from "./scripts-page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const shipped = readdirSync(`${root}scripts`, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(xmpp|scs)$/.test(name))
  .sort();

const load = async (path: string, variables: readonly string[] = []) =>
  await loadScript(path, {
    commands,
    variables: new Set(variables),
    readFile: async (file) => readFileSync(root + file),
  });

test("scripts/README.md is what the scripts say of themselves (npm run docs writes it)", async () => {
  const readings = await Promise.all(shipped.map((name) => load(`scripts/${name}`)));
  expect(readings.flatMap(({ errors }) => errors)).toEqual([]);
  const scripts = readings.map(({ script }, index) => ({ ...script, file: shipped[index] ?? "" }));
  await expect(scriptsPage(scripts)).toMatchFileSnapshot("../../scripts/README.md");
});

describe("the pages about scripts", () => {
  test.each(["README.md", "docs/scripts.md", "docs/scansion.md"])(
    "%s has only scripts that can be run",
    async (page) => {
      const { script, errors } = await load(page, ["room"]);
      expect(errors.map(({ message }) => message)).toEqual([]);
      expect(script.items.length).toBeGreaterThan(5);
    },
  );
});
