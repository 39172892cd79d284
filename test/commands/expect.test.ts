import { describe, expect, test } from "vitest";
import { stage } from "../helpers/stage.ts";
import { SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

describe("expect refuses what it cannot expect", () => {
  test.each([
    [
      "expect message",
      '"message" is no XML (write a pattern, `nothing` or `closed`; did you mean "expect <message/>"?)',
    ],
    ["expect nothing message", 'did you mean "expect nothing <message/>"?'],
    ["expect a=b", '"a=b" is no XML (write a pattern, `nothing` or `closed`)'],
    ["expect nothing something", '"something" is no XML'],
    ["expect closed <a/>", "the end of a stream is no element to match"],
    ["expect --for 1s <a/>", "--for belongs to `expect nothing`"],
    ["expect closed --for 1s", "--for belongs to `expect nothing`"],
    ["expect nothing --next", "--next belongs to a pattern"],
    ["expect closed --next", "--next belongs to a pattern"],
    ["expect nothing --timeout 1s", "--timeout"],
  ])("%s", async (line, why) => {
    expect(await tryOut().run(line)).toMatchObject({
      status: "wrong usage",
      reason: expect.stringMatching(new RegExp(`^Cannot expect it: .*${why.replace(/[`()?]/g, "\\$&")}`)),
    });
  });

  test.each(["expect --timeout 5", "expect nothing --for soon"])(
    "a duration that is none: %s",
    async (line) => {
      expect(await tryOut().run(line)).toMatchObject({
        status: "wrong usage",
        reason: expect.stringContaining("Cannot read the duration"),
      });
    },
  );

  test("a pattern on the line and another beneath it", async () => {
    const { play, servers } = stage();
    expect(await play("open", "expect <a/>", "  <b/>")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining("main.xmpp:3:3: "),
    });
    expect(servers).toHaveLength(0);
  });
});

describe("the pattern", () => {
  test("can stand on the line or beneath it", async () => {
    const { play } = stage({
      behaviour: (text, server) => {
        if (text === "<go/>") server.send("<message id='1'><body>a</body></message><message id='2'/>");
      },
    });
    const beneath = ["expect --timeout 2s", "  <message id='1'>", "    <body>a</body>", "  </message>"];
    expect(await play("open", "send <go/>", ...beneath, "expect <message id='2'/>")).toEqual({
      status: "passed",
    });
  });

  test("of `expect nothing` can stand on the line or beneath it", async () => {
    const { play } = stage();
    const rows = ["open", "expect nothing --for 1ms <a/>", "expect nothing --for 1ms", "  <a/>"];
    expect(await play(...rows)).toEqual({ status: "passed" });
  });
});

test("each client has an inbox of its own", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(`${SERVER_HEADER}<message/>`);
  tool.clients.named("juliet");
  expect(await tool.run("@juliet expect --timeout 1ms <message/>")).toMatchObject({ status: "failed" });
  expect(await tool.run("expect <message/>")).toMatchObject({ status: "passed" });
});

test("it waits as long as the setting says where the line does not", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  await tool.run("set timeout 1ms");
  expect(await tool.run("expect <message/>")).toMatchObject({
    reason: "what was expected has not come within 1ms",
  });
  expect(tryOut().settings.get("timeout")).toBe(5000);
});
