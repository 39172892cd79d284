import { expect, it } from "vitest";
import { startPrompt } from "./harness/prompt.ts";

it("the program is run by the Node that the project is named after, else by that of the tests", async ({
  task,
}) => {
  const prompt = await startPrompt(["localhost:1"]);
  prompt.enter("process.version");
  await prompt.waitFor(/'v\d+\.\d+\.\d+'/);
  const [, version] = /'(v\d+\.\d+\.\d+)'/.exec(prompt.screen()) ?? [];
  expect(version).toMatch(task.file.projectName === "terminal24" ? /^v24\./ : process.version);
});
