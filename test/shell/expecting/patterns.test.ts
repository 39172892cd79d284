import { describe, expect, test } from "vitest";
import { SERVER_HEADER, type TryOut, tryOut } from "../../helpers/try-out.ts";

/** A tool with an open stream that has received this. */
async function received(text: string, header = SERVER_HEADER, open = "open --no-wait"): Promise<TryOut> {
  const tool = tryOut();
  await tool.run(open);
  tool.server.send(header + text);
  return tool;
}

const MATCHES = { status: "passed" };
const DIFFERS = { status: "failed" };

describe("a pattern without xmlns", () => {
  test("is in the content namespace of the header that this client sent last", async () => {
    const component = SERVER_HEADER.replace("jabber:client", "jabber:component:accept");
    const open = "open --no-wait --xmlns jabber:component:accept";
    expect(await (await received("<message/>", component, open)).run("expect <message/>")).toMatchObject(
      MATCHES,
    );
    const client = await received("<message xmlns='jabber:component:accept'/>");
    expect(await client.run("expect --timeout 1ms <message/>")).toMatchObject(DIFFERS);
  });

  test("keeps that namespace when the connection has gone", async () => {
    const component = SERVER_HEADER.replace("jabber:client", "jabber:component:accept");
    const tool = await received("<message/>", component, "open --no-wait --xmlns jabber:component:accept");
    tool.server.close();
    expect(await tool.run("expect <message/>")).toMatchObject(MATCHES);
  });

  test("is in jabber:client before any header", async () => {
    const tool = tryOut();
    await tool.run("connect");
    tool.server.send(
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><a/>",
    );
    expect(await tool.run("expect --timeout 1ms <a/>")).toMatchObject(MATCHES);
  });
});

describe("variables in a pattern", () => {
  test("stand for their values in attributes, texts and namespaces", async () => {
    const tool = await received("<message><q xmlns='urn:q' a='1 &lt; 2'>1 &lt; 2</q></message>");
    await tool.run("define v '1 < 2'");
    await tool.run("define ns urn:q");
    expect(await tool.run("expect <message><q xmlns='${ns}' a='${v}'>${v}</q></message>")).toMatchObject(
      MATCHES,
    );
  });

  test("are no placeholders, whatever they hold", async () => {
    const tool = await received("<message id='1'/><message id='{any}'/>");
    await tool.run("define v {any}");
    expect(await tool.run("expect --next --timeout 1ms <message id='${v}'/>")).toMatchObject(DIFFERS);
    expect(await tool.run("expect <message id='${v}'/>")).toMatchObject(MATCHES);
  });

  test.each([
    ["in a pattern that is quoted", `expect --timeout 1ms "<message id='\${v}'/>"`],
    ["in a pattern that a variable holds", "expect --timeout 1ms ${p}"],
  ])("are no placeholders %s either", async (_where, line) => {
    const tool = await received("<message id='1'/>");
    await tool.run("define v {any}");
    await tool.run("define p \"<message id='$${v}'/>\"");
    expect(await tool.run(line)).not.toMatchObject(MATCHES);
  });

  test("are taken literally in an expression", async () => {
    const tool = await received("<message id='axb-1'/><message id='a.b-1'/>");
    await tool.run("define v a.b");
    await tool.run("expect <message id='{re:${v}-[0-9]}'/>");
    const left = tool.clients.current.session.inbox.unclaimed.map(({ event }) => event.raw);
    expect(left).toEqual(["<message id='axb-1'/>"]);
  });

  test("with two dollars are literal", async () => {
    const tool = await received("<message id='${v}'/>");
    expect(await tool.run("expect <message id='$${v}'/>")).toMatchObject(MATCHES);
  });

  test("that are not known are told before anything is waited for", async () => {
    const tool = await received("");
    expect(await tool.run("expect --timeout 0s <message id='${nothing}'/>")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringMatching(/^Cannot read the pattern: there is no variable "nothing"/),
    });
  });

  test("are not looked for in comments", async () => {
    const tool = await received("<message/>");
    expect(await tool.run("expect <message><!-- ${nothing} --></message>")).toMatchObject(MATCHES);
  });
});

test.each([
  ["<message>", "<message> is not closed"],
  ["<message/> text", "text outside the elements"],
  ["<message id='{re:(}'/>", "a ( is not closed"],
  ["<message x:wrong='true'/>", 'x:wrong="true" is no mark'],
])("a pattern that cannot be read is told as such: %s", async (pattern, why) => {
  const tool = await received("<message/>");
  expect(await tool.run(`expect --timeout 0s ${pattern}`)).toMatchObject({
    status: "wrong usage",
    reason: expect.stringMatching(/^Cannot read the pattern: /),
  });
  expect(await tool.run(`expect --timeout 0s ${pattern}`)).toHaveProperty(
    "reason",
    expect.stringContaining(why),
  );
});

test("an expression that would take JavaScript forever does not", async () => {
  const tool = await received(`<message id='${"a".repeat(50)}b'/>`);
  expect(await tool.run("expect --next --timeout 1ms <message id='{re:(a+)+}'/>")).toMatchObject(DIFFERS);
});
