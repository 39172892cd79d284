import { expect, test } from "vitest";
import { logIn, tryOut } from "../helpers/try-out.ts";

/** A tool that is bound, on a server that answers every ping with these attributes. */
async function bound(answer: string) {
  const tool = tryOut();
  await logIn(tool);
  tool.server.onData((text) => {
    const id = /id="([^"]*)"/.exec(text)?.[1];
    if (text.includes("urn:xmpp:ping")) tool.server.send(`<iq id='${id}' ${answer}`);
  });
  return tool;
}

test("a ping is for the domain of the stream, and its reply is waited for", async () => {
  const tool = await bound("type='result' from='localhost'/>");
  const outcome = await tool.run("ping");
  expect(outcome).toMatchObject({ status: "passed", reply: { outcome: "reply" } });
  expect(tool.server.received).toMatch(
    /<iq type="get" id="id-\d+" to="localhost"><ping xmlns="urn:xmpp:ping"\/><\/iq>$/,
  );
});

test("it is for whoever the line says, and an answer from elsewhere is not the reply", async () => {
  const tool = await bound("type='result' from='localhost'/>");
  const outcome = await tool.run("ping juliet@localhost/balcony --timeout 1ms");
  expect(outcome).toMatchObject({ status: "failed", reply: { outcome: "timeout" } });
  expect(tool.server.received).toContain(' to="juliet@localhost/balcony"><ping ');
});

test("an error fails the step, and is a sign of life all the same", async () => {
  const error =
    "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
  const tool = await bound(`type='error' from='localhost'>${error}`);
  expect(await tool.run("ping")).toMatchObject({
    status: "failed",
    reason: "stanza error: service-unavailable",
    reply: { outcome: "reply" },
  });
});

test("where the stream header named no domain, the ping names none", async () => {
  const tool = tryOut();
  await tool.run("open --no-to --no-wait");
  await tool.run("ping --no-wait");
  expect(tool.server.received).toMatch(/<iq type="get" id="id-\d+"><ping /);
});

test("before any stream header it names the domain that the header would", async () => {
  const tool = tryOut({ setup: { domain: "example.org" } });
  await tool.run("connect");
  await tool.run("ping --no-wait");
  expect(tool.server.received).toContain(' to="example.org"><ping ');
});
