import { describe, expect, test } from "vitest";
import { channelBinding } from "../../../src/server/features/channel-binding.ts";
import { sasl } from "../../../src/server/features/sasl.ts";
import { starttls } from "../../../src/server/features/starttls.ts";
import {
  authenticate,
  openStream,
  plainAuth,
  practiceServer,
  rawClient,
  saslText,
} from "../../helpers/raw-client.ts";

const ANSWER = /<\/?(challenge|success|failure|stream:stream)\b.*>/s;
const FEATURES = [starttls, sasl, channelBinding];

async function opened() {
  const client = await rawClient(practiceServer({ features: FEATURES }));
  await openStream(client);
  return client;
}

/** A failure as it stands on the wire, with or without text. */
function failure(condition: string, text?: string): string {
  const said = text === undefined ? "" : `<text xml:lang="en">${text}</text>`;
  return `<failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><${condition}/>${said}</failure>`;
}

const SUCCESS = `<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>`;
const CHALLENGE = `<challenge xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>`;

describe("what is offered", () => {
  test("without TLS is what needs none", async () => {
    const client = await rawClient(practiceServer({ features: FEATURES }));
    expect(await openStream(client)).toBe(
      `<stream:features><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>SCRAM-SHA-256</mechanism><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism><mechanism>ANONYMOUS</mechanism></mechanisms></stream:features>`,
    );
  });

  test("over TLS begins with what is bound to it, and the types of binding are listed", async () => {
    const client = await rawClient(practiceServer({ tls: "required", features: FEATURES }));
    await openStream(client);
    await client.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", /<proceed/);
    await client.secure();
    const features = await openStream(client);
    expect(features).toContain(
      "<mechanism>SCRAM-SHA-256-PLUS</mechanism><mechanism>SCRAM-SHA-1-PLUS</mechanism><mechanism>SCRAM-SHA-256</mechanism>",
    );
    expect(features).toContain(
      `<sasl-channel-binding xmlns="urn:xmpp:sasl-cb:0"><channel-binding type="tls-exporter"/>`,
    );
  });

  test("after authentication is nothing", async () => {
    const client = await rawClient(practiceServer({ features: FEATURES }));
    expect(await authenticate(client, "me")).toBe("<stream:features/>");
  });
});

test("before TLS that is required, authentication needs encryption", async () => {
  const client = await rawClient(practiceServer({ tls: "required", features: FEATURES }));
  await openStream(client);
  expect(await client.say(plainAuth("\0me\0test"), ANSWER)).toBe(
    failure("encryption-required", "this server wants STARTTLS before authentication"),
  );
});

describe("PLAIN", () => {
  test.each([
    ["a user and a password", "\0me\0test"],
    ["a user name in capital letters", "\0ME\0test"],
    ["the own bare JID to act as", "me@localhost\0me\0test"],
  ])("with %s lets in", async (_what, message) => {
    expect(await (await opened()).say(plainAuth(message), ANSWER)).toBe(SUCCESS);
  });

  test.each([
    ["a wrong password", "\0me\0wrong", failure("not-authorized")],
    ["a user whom nobody knows", "\0nobody\0test", failure("not-authorized")],
    ["a user name that is a JID", "\0me@localhost\0test", failure("not-authorized")],
    [
      "somebody else to act as",
      "juliet@localhost\0me\0test",
      failure("invalid-authzid", "it is not the bare JID of whoever authenticates"),
    ],
    ["somebody else to act as and a wrong password", "juliet@localhost\0me\0x", failure("not-authorized")],
    [
      "its NULs missing",
      "me:test",
      failure("malformed-request", "PLAIN has two NULs, and this has 0 (RFC 4616 §2)"),
    ],
    [
      "one NUL too many",
      "\0me\0te\0st",
      failure("malformed-request", "PLAIN has two NULs, and this has 3 (RFC 4616 §2)"),
    ],
    [
      "an empty password",
      "\0me\0",
      failure("malformed-request", "PLAIN has a user name and a password (RFC 4616 §2)"),
    ],
  ])("with %s is refused", async (_what, message, expected) => {
    const text = await (await opened()).say(plainAuth(message), ANSWER);
    expect(text).toBe(expected);
  });

  test("with a character that XML forbids is answered without it", async () => {
    const text = await (await opened()).say(plainAuth("\u0001\0me\0test"), ANSWER);
    expect(text).toContain("<invalid-authzid/>");
    expect(text).not.toContain("\u0001");
  });

  test.each(["%%%", " AG1lAHRlc3Q=", "AG1lAHRlc3Q"])("that is no base64 (%s) is refused", async (text) => {
    expect(await (await opened()).say(saslText("auth", text, "PLAIN"), ANSWER)).toContain(
      "<incorrect-encoding/>",
    );
  });

  test("that is no UTF-8 is refused", async () => {
    const latin1 = Buffer.from("\0m\u00e9\0test", "latin1").toString("base64");
    expect(await (await opened()).say(saslText("auth", latin1, "PLAIN"), ANSWER)).toContain(
      "<malformed-request/>",
    );
  });

  test("without its message is asked for it", async () => {
    const client = await opened();
    expect(await client.say(saslText("auth", "", "PLAIN"), ANSWER)).toBe(CHALLENGE);
    const message = Buffer.from("\0me\0test").toString("base64");
    expect(await client.say(saslText("response", message), ANSWER)).toBe(SUCCESS);
  });

  test("with an empty message is malformed, not asked for more", async () => {
    expect(await (await opened()).say(saslText("auth", "=", "PLAIN"), ANSWER)).toContain(
      "<malformed-request/>",
    );
  });
});

describe("ANONYMOUS", () => {
  test.each(["", "=", Buffer.from("sirhc").toString("base64")])(
    "lets in, whatever trace it leaves (%s)",
    async (trace) => {
      const server = practiceServer({ features: FEATURES });
      const client = await rawClient(server);
      await openStream(client);
      expect(await client.say(saslText("auth", trace, "ANONYMOUS"), ANSWER)).toBe(SUCCESS);
      expect(server.accounts.names).toEqual(["me", "juliet", "guest-s2"]);
    },
  );

  test("gives everybody an account of their own", async () => {
    const server = practiceServer({ features: FEATURES });
    for (const client of [await rawClient(server), await rawClient(server)]) {
      await openStream(client);
      await client.say(saslText("auth", "", "ANONYMOUS"), ANSWER);
    }
    expect(server.accounts.names).toEqual(["me", "juliet", "guest-s2", "guest-s4"]);
  });

  test("whose trace is too long is malformed", async () => {
    const long = Buffer.from("x".repeat(256)).toString("base64");
    expect(await (await opened()).say(saslText("auth", long, "ANONYMOUS"), ANSWER)).toContain(
      "<malformed-request/>",
    );
  });
});

describe("an exchange", () => {
  test.each(["X-UNKNOWN", "plain", "SCRAM-SHA-1-PLUS"])(
    "with %s is refused: it is not offered",
    async (name) => {
      expect(await (await opened()).say(saslText("auth", "", name), ANSWER)).toContain(
        "<invalid-mechanism/>",
      );
    },
  );

  test("without a mechanism is refused", async () => {
    expect(await (await opened()).say(saslText("auth", ""), ANSWER)).toContain("<invalid-mechanism/>");
  });

  test("that was aborted is over", async () => {
    const client = await opened();
    await client.say(saslText("auth", "", "PLAIN"), ANSWER);
    expect(await client.say(saslText("abort", ""), ANSWER)).toBe(failure("aborted"));
    expect(await client.say(saslText("response", "AG1lAHRlc3Q="), ANSWER)).toBe(
      failure("malformed-request", "there is no challenge to respond to"),
    );
  });

  test("can be left for a new one", async () => {
    const client = await opened();
    await client.say(saslText("auth", "", "PLAIN"), ANSWER);
    expect(await client.say(plainAuth("\0me\0test"), ANSWER)).toBe(SUCCESS);
  });

  test("may fail and be tried again five times, and then the stream ends", async () => {
    const client = await opened();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await client.say(plainAuth("\0me\0wrong"), ANSWER)).toBe(failure("not-authorized"));
    }
    const last = await client.say(plainAuth("\0me\0wrong"), /<\/stream:stream>/);
    expect(last).toContain(failure("not-authorized"));
    expect(last).toContain("<policy-violation");
  });

  test("whose form is wrong does not count as a try", async () => {
    const client = await opened();
    for (let attempt = 1; attempt <= 8; attempt += 1) await client.say(plainAuth("me:test"), ANSWER);
    expect(await client.say(plainAuth("\0me\0test"), ANSWER)).toBe(SUCCESS);
  });

  test("after authentication ends the stream", async () => {
    const client = await rawClient(practiceServer({ features: FEATURES }));
    await authenticate(client, "me");
    expect(await client.say(plainAuth("\0me\0test"), /<\/stream:stream>/)).toContain(
      "<unsupported-stanza-type",
    );
  });

  test("is begun by the client: what only the server says ends the stream", async () => {
    expect(await (await opened()).say(saslText("success", ""), /<\/stream:stream>/)).toContain(
      "<unsupported-stanza-type",
    );
  });
});
