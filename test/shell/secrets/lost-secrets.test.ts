import { describe, expect, test } from "vitest";
import { SERVER_HEADER, type TryOut, tryOut } from "../../helpers/try-out.ts";

const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>";
const REFUSED = {
  status: "wrong usage",
  reason:
    "Cannot send: [redacted] stands in it for a secret that was not kept (type the secret in its place)",
};

async function opened(): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER);
  return tool;
}

/** What the server gets of a line, and what comes of that. */
async function sending(line: string, tool: TryOut) {
  const before = tool.server.received.length;
  const outcome = await tool.run(line);
  return { outcome, sent: tool.server.received.slice(before) };
}

describe("a line out of the history is not sent with a mask in the place of a secret:", () => {
  test.each([
    `${AUTH}[redacted]</auth>`,
    `send ${AUTH}[redacted]</auth>`,
    `send "${AUTH}[redacted]</auth>"`,
    "iq set <query xmlns='jabber:iq:register'><password>[redacted]</password></query>",
    "<token xmlns='urn:xmpp:fast:0' token='[redacted]'/>",
  ])("%s", async (line) => {
    const tool = await opened();
    expect(await sending(line, tool)).toEqual({ outcome: REFUSED, sent: "" });
  });

  test("nor where it goes on with what was begun", async () => {
    const tool = await opened();
    await tool.run(`send ${AUTH}`);
    expect(await sending("send [redacted]", tool)).toEqual({ outcome: REFUSED, sent: "" });
  });
});

describe("who wants to send the same text elsewhere can:", () => {
  test.each([
    ["<message to='a@b'><body>[redacted]</body></message>", "<body>[redacted]</body>"],
    ["message a@b [redacted]", "<body>[redacted]</body>"],
    ["send [redacted]", "[redacted]"],
  ])("%s", async (line, sent) => {
    expect((await sending(line, await opened())).sent).toContain(sent);
  });
});

test("a script's block with such a mask is not sent either", async () => {
  const tool = tryOut({
    files: { "in.xmpp": "open --no-wait\nsend\n  <message><body>[redacted-password]</body></message>\n" },
  });
  expect(await tool.run("run in.xmpp")).toMatchObject({
    reason: expect.stringContaining(
      "Cannot send: [redacted-password] stands in it for a secret that was not kept",
    ),
  });
  expect(tool.server.received).not.toContain("<message>");
});
