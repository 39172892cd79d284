import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { commandsPage } from "./commands-page.ts";

test("docs/commands.md is what the commands say (npm run docs writes it)", async () => {
  await expect(commandsPage(commands)).toMatchFileSnapshot("../../docs/commands.md");
});
