import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SERVE } from "../../src/cli/practice-server/serve-options.ts";
import { FAULTS } from "../../src/server/faults/index.ts";
import { withFaults } from "./faults-section.ts";

const page = readFileSync(new URL("../../docs/practice-server.md", import.meta.url), "utf8");

test("docs/practice-server.md has every fault as it tells of itself (npm run docs writes it)", async () => {
  await expect(withFaults(page, FAULTS)).toMatchFileSnapshot("../../docs/practice-server.md");
});

test("docs/practice-server.md has every option of serve, and none that there is not", () => {
  const options = Object.keys(SERVE.options);
  const documented = Array.from(page.matchAll(/^\| `--([\w-]+)/gm), ([, name]) => name);
  expect(options.length).toBeGreaterThan(10);
  expect(documented.sort()).toEqual(options.sort());
});
