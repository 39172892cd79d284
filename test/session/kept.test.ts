import { expect, test } from "vitest";
import { logIn, tryOut } from "../helpers/try-out.ts";

test("the inbox forgets what the transcript has dropped", async () => {
  const tool = tryOut();
  await logIn(tool);
  await tool.run("set keep entries 3");
  for (let n = 1; n <= 5; n += 1) tool.server.send(`<message id='${n}'/>`);
  const kept = tool.clients.current.session.inbox.unclaimed.map(({ event }) => event.raw);
  expect(kept).toEqual(["<message id='3'/>", "<message id='4'/>", "<message id='5'/>"]);
});

test("every client has an inbox of its own", async () => {
  const tool = tryOut();
  await tool.run("@juliet connect");
  tool.server.send(
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><message/>",
  );
  expect(tool.clients.named("juliet").session.inbox.unclaimed).toHaveLength(1);
  expect(tool.clients.named("main").session.inbox.unclaimed).toHaveLength(0);
});
