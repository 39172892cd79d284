import { expect, test } from "vitest";
import { logIn, tryOut } from "../helpers/try-out.ts";

test.each(["presence", "message juliet@localhost hi", "send <a/>", "bind", "<a/>"])(
  "after Ctrl-C nothing more is sent: %s",
  async (line) => {
    const tool = tryOut();
    await logIn(tool);
    const before = tool.server.received;
    expect(await tool.run(line, AbortSignal.abort())).toEqual({ status: "interrupted" });
    expect(tool.server.received).toBe(before);
  },
);

test("presence that was refused before bind does not make anybody available", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  await tool.run("presence");
  await logIn(tool);
  expect(tool.clients.current.session.state).toMatchObject({ available: false });
  await tool.run("presence");
  expect(tool.clients.current.session.state).toMatchObject({ available: true });
});
