import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

const INFO = "http://jabber.org/protocol/disco#info";
const ITEMS = "http://jabber.org/protocol/disco#items";

test.each([
  ["disco", `to="localhost"><query xmlns="${INFO}"/>`],
  ["disco info", `to="localhost"><query xmlns="${INFO}"/>`],
  ["disco items", `to="localhost"><query xmlns="${ITEMS}"/>`],
  ["disco items conference.localhost", `to="conference.localhost"><query xmlns="${ITEMS}"/>`],
  ["disco info me@localhost --node a&b", `to="me@localhost"><query xmlns="${INFO}" node="a&amp;b"/>`],
])("%s sends a get %s", async (line, sent) => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  await tool.run(`${line} --no-wait`);
  expect(tool.server.received.replace(/.*<iq /, "")).toMatch(/^type="get" id="id-\d+" /);
  expect(tool.server.received.endsWith(` ${sent}</iq>`), tool.server.received).toBe(true);
});

test("a JID where info or items belongs is told what belongs there", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  expect(await tool.run("disco localhost")).toMatchObject({
    status: "wrong usage",
    reason: expect.stringMatching(/^Cannot run disco: what is one of info, items, not "localhost" \(usage: /),
  });
});
