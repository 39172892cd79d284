import { describe, expect, test } from "vitest";
import { stateRows } from "../../src/render/state.ts";
import { conversation, played } from "../session/conversation.ts";
import { BOUND, C_AUTH, OPENED, S_SUCCESS } from "../session/wire.ts";

const PING = "S: <iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>";

async function rowsAfter(...steps: readonly string[]) {
  return Object.fromEntries(stateRows((await played(steps)).session.state));
}

test("without a connection there is little to say", () => {
  expect(stateRows(conversation().session.state)).toEqual([
    ["position", "offline, open next"],
    ["connection", "none"],
  ]);
});

test("after the walk there is a row for everything that is known", async () => {
  expect(await rowsAfter(...BOUND, "C: <presence/>", PING)).toEqual({
    position: "available",
    connection: "localhost:5222 [127.0.0.1:5222], not encrypted",
    stream: "number 2 on this connection, to localhost",
    "stream id": "s1",
    features: "bind",
    authenticated: "me",
    JID: "me@localhost/desk",
    available: "yes",
    unanswered: expect.stringContaining('(run "show pending")'),
  });
});

test("under TLS there is a row for everything that TLS has shown", async () => {
  const rows = await rowsAfter("secures");
  expect(rows).toMatchObject({
    position: "connected, open next",
    connection: "localhost:5222 [127.0.0.1:5222], TLS 1.3 with C",
    "  asked for": "no name (SNI is for domains only)",
    "  ALPN": "none",
    "  covers": "not localhost",
  });
});

describe("a row says", () => {
  test("what to do to be available", async () => {
    expect(await rowsAfter(...BOUND)).toMatchObject({ available: 'no (run "presence")' });
  });

  test("that somebody is authenticated where the name is not known", async () => {
    expect(await rowsAfter(...OPENED, C_AUTH.replace("PLAIN", "SCRAM-SHA-1"), S_SUCCESS)).toMatchObject({
      authenticated: "yes",
    });
  });

  test("whom the user asked to act as", async () => {
    const message = Buffer.from("romeo@localhost\0me\0test").toString("base64");
    const auth = C_AUTH.replace("AG1lAHRlc3Q=", message);
    expect(await rowsAfter(...OPENED, auth, S_SUCCESS)).toMatchObject({
      authenticated: "me, asked to act as romeo@localhost",
    });
  });

  test("one request where there is one", async () => {
    expect(await rowsAfter(...BOUND, PING)).toMatchObject({ unanswered: '1 request (run "show pending")' });
  });

  test("nothing that a terminal would obey", async () => {
    const rows = await rowsAfter(...OPENED.map((step) => step.replace("id='s1'", "id='s\u202e1'")));
    expect(rows).toMatchObject({ "stream id": "s\\u202e1" });
  });
});
