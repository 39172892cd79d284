import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

test.each([
  ["version", "localhost"],
  ["version juliet@localhost/balcony", "juliet@localhost/balcony"],
])("%s asks %s for its software", async (line, to) => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  await tool.run(`${line} --no-wait`);
  expect(tool.server.received).toMatch(
    new RegExp(`<iq type="get" id="id-\\d+" to="${to}"><query xmlns="jabber:iq:version"/></iq>$`),
  );
});

test("the answer is shown, and is the reply", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.onData((text) => {
    const id = /<iq .*id="([^"]*)"/.exec(text)?.[1];
    const header =
      "<stream:stream id='1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    const query = "<query xmlns='jabber:iq:version'><name>Prosody</name><version>0.12.3</version></query>";
    tool.server.send(`${header}<iq type='result' from='localhost' id='${id}'>${query}</iq>`);
  });
  expect(await tool.run("version")).toMatchObject({ status: "passed" });
  expect(tool.shown).toContain("<version>0.12.3</version>");
});
