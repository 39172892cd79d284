import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atHome } from "../../src/cli/home.ts";

test.each([
  ["~/walk.ndjson", join(homedir(), "walk.ndjson")],
  ["~romeo/x", "~romeo/x"],
  ["a/~/x", "a/~/x"],
])("%s is the file %s", (name, file) => {
  expect(atHome(name)).toBe(file);
});
