import { expect, test } from "vitest";
import { SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

test("what a late reply answers is said once, by the remark behind it", async () => {
  const tool = tryOut({ columns: 80 });
  await tool.run("open --no-wait");
  await tool.run("iq get --id 7 --timeout 1ms");
  tool.server.send(`${SERVER_HEADER}<iq type='result' id='7'/>`);
  expect(await tool.run("expect <iq type='result'/>")).toMatchObject({ status: "passed" });
  const [, behind = ""] = tool.shown.split("<iq type='result' id='7'/>");
  expect(behind).toMatch(/^\n {4}-- late reply to #\d+, under 1 ms\n/);
});
