import { describe, expect, test } from "vitest";
import type { Fault } from "../../../src/server/fault.ts";
import { channelBinding } from "../../../src/server/features/channel-binding.ts";
import { sasl } from "../../../src/server/features/sasl.ts";
import { starttls } from "../../../src/server/features/starttls.ts";
import { checkServerFinal, readServerFirst, scramProof } from "../../../src/xmpp/sasl/scram.ts";
import { openStream, practiceServer, type RawClient, rawClient, saslText } from "../../helpers/raw-client.ts";

const ANSWER = /<\/?(challenge|success|failure|stream:stream)\b.*>/s;
const FEATURES = [starttls, sasl, channelBinding];

async function opened(fault?: Fault): Promise<RawClient> {
  const server = practiceServer({ features: FEATURES });
  server.arm(fault);
  const client = await rawClient(server);
  await openStream(client);
  return client;
}

async function openedOverTls(): Promise<RawClient> {
  const client = await rawClient(practiceServer({ tls: "required", features: FEATURES }));
  await openStream(client);
  await client.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", /<proceed/);
  await client.secure();
  await openStream(client);
  return client;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** What stands in an element, out of its base64. */
function contentOf(text: string): string {
  return Buffer.from(/>([^<]+)</.exec(text)?.[1] ?? "", "base64").toString("utf8");
}

async function begin(client: RawClient, mechanism: string, clientFirst: string): Promise<string> {
  return await client.say(saslText("auth", base64(clientFirst), mechanism), ANSWER);
}

interface Exchange {
  readonly client: RawClient;
  readonly hash: "SHA-1" | "SHA-256";
  readonly isPlus?: true;
  readonly gs2Header?: string;
  readonly username?: string;
  readonly password?: string;
  readonly bindingData?: Uint8Array | undefined;
  readonly change?: (clientFinal: string) => string;
}

/** A whole exchange as a client has it. Returns how it ended, and the values of the client. */
async function authenticate(exchange: Exchange) {
  const { client, hash, gs2Header = "n,,", username = "me", password = "test", bindingData } = exchange;
  const bare = `n=${username},r=clientnonce`;
  const mechanism = `SCRAM-${hash}${exchange.isPlus ? "-PLUS" : ""}`;
  const challenge = contentOf(await begin(client, mechanism, gs2Header + bare));
  const first = { gs2Header, username, clientNonce: "clientnonce", bare, message: gs2Header + bare };
  const server = readServerFirst(challenge, "clientnonce");
  const values = await scramProof({ hash, password, first, server, bindingData });
  const clientFinal = exchange.change?.(values.clientFinal) ?? values.clientFinal;
  const end = await client.say(saslText("response", base64(clientFinal)), ANSWER);
  return { end, values, server };
}

const REFUSED = `<failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><not-authorized/></failure>`;

describe.each(["SHA-1", "SHA-256"] as const)("SCRAM-%s", (hash) => {
  test("lets in who knows the password, and proves that the server knows its keys", async () => {
    const { end, values } = await authenticate({ client: await opened(), hash });
    expect(end).toMatch(/^<success /);
    expect(contentOf(end)).toBe(`v=${checkServerFinal(contentOf(end), values)}`);
  });

  test("adds to the client's nonce, and has enough iterations (RFC 7677 §4)", async () => {
    const { server } = await authenticate({ client: await opened(), hash });
    expect(server.nonce).toBe("clientnonceservernonce");
    expect(server.iterations).toBeGreaterThanOrEqual(4096);
  });

  test.each([
    ["the own bare JID to act as", "n,a=me@localhost,"],
    ["a client that knows nothing of channel binding", "n,,"],
    ["a client that could bind, and finds no -PLUS offered", "y,,"],
  ])("lets in with %s", async (_what, gs2Header) => {
    expect((await authenticate({ client: await opened(), hash, gs2Header })).end).toMatch(/^<success /);
  });

  test("refuses a wrong password at the end", async () => {
    expect((await authenticate({ client: await opened(), hash, password: "wrong" })).end).toBe(REFUSED);
  });

  test("refuses a user whom nobody knows at the end, with the same salt every time", async () => {
    const salts = await Promise.all(
      ["one", "two"].map(async () => {
        const { end, server } = await authenticate({ client: await opened(), hash, username: "nobody" });
        expect(end).toBe(REFUSED);
        return server.salt;
      }),
    );
    expect(salts[0]).toBe(salts[1]);
  });

  test("refuses a user name that is a JID", async () => {
    expect((await authenticate({ client: await opened(), hash, username: "me@localhost" })).end).toBe(
      REFUSED,
    );
  });

  test("lets nobody act as somebody else, and says so only to who knows the password", async () => {
    const gs2Header = "n,a=juliet@localhost,";
    const client = await opened();
    expect((await authenticate({ client, hash, gs2Header })).end).toContain("<invalid-authzid/>");
    expect((await authenticate({ client, hash, gs2Header, password: "wrong" })).end).toBe(REFUSED);
  });

  test.each([
    ["another nonce", (final: string) => final.replace("r=client", "r=Client"), "r= is not the nonce"],
    [
      "another GS2 header",
      (final: string) => final.replace("c=biws", "c=eSws"),
      "channel-bindings-dont-match",
    ],
    ["no proof", (final: string) => final.replace(/,p=.*/, ""), "<malformed-request/>"],
    ["half a proof", (final: string) => final.replace(/,p=.*/, ",p=AAAA"), "<not-authorized/>"],
  ])("refuses %s in the last message", async (_what, change, expected) => {
    const { end } = await authenticate({ client: await opened(), hash, change });
    expect(end).toMatch(/^<failure /);
    expect(end).toContain(expected);
  });

  test("is bound to TLS by each type that is listed", async () => {
    for (const type of ["tls-exporter", "tls-server-end-point"] as const) {
      const client = await openedOverTls();
      const bindingData = client.channelBinding(type);
      const { end } = await authenticate({
        client,
        hash,
        isPlus: true,
        gs2Header: `p=${type},,`,
        bindingData,
      });
      expect(end).toMatch(/^<success /);
    }
  });

  test("refuses the channel binding of another connection", async () => {
    const client = await openedOverTls();
    const bindingData = Buffer.from("the tls-exporter of somebody in between");
    const options = { client, hash, isPlus: true, gs2Header: "p=tls-exporter,,", bindingData } as const;
    expect((await authenticate(options)).end).toContain("channel-bindings-dont-match");
  });

  test("without binding lets in over TLS, too", async () => {
    expect((await authenticate({ client: await openedOverTls(), hash })).end).toMatch(/^<success /);
  });

  test("notices that somebody took -PLUS out of the offer (RFC 5802 §6)", async () => {
    const text = await begin(await openedOverTls(), `SCRAM-${hash}`, "y,,n=me,r=clientnonce");
    expect(text).toContain("<not-authorized/>");
    expect(text).toContain("server-does-support-channel-binding");
  });

  test.each([
    ["-PLUS without p=", "-PLUS", "n,,n=me,r=abc"],
    ["-PLUS with y", "-PLUS", "y,,n=me,r=abc"],
    ["-PLUS with a type that there is not", "-PLUS", "p=tls-unknown,,n=me,r=abc"],
    ["p= without -PLUS", "", "p=tls-exporter,,n=me,r=abc"],
  ])("calls %s malformed", async (_what, plus, first) => {
    expect(await begin(await openedOverTls(), `SCRAM-${hash}${plus}`, first)).toContain(
      "<malformed-request/>",
    );
  });
});

test("a client that leaves its first message out is asked for it", async () => {
  const client = await opened();
  expect(await client.say(saslText("auth", "", "SCRAM-SHA-1"), ANSWER)).toBe(
    `<challenge xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>`,
  );
  const text = await client.say(saslText("response", base64("n,,n=me,r=abc")), ANSWER);
  expect(contentOf(text)).toMatch(/^r=abcservernonce,s=[A-Za-z0-9+/]+=*,i=\d+$/);
});

test("another password counts from the next exchange on", async () => {
  const server = practiceServer({ features: FEATURES });
  const clients = [await rawClient(server), await rawClient(server)] as const;
  for (const client of clients) await openStream(client);
  expect((await authenticate({ client: clients[0], hash: "SHA-256" })).end).toMatch(/^<success /);
  server.accounts.add("me", "other");
  const again = { client: clients[1], hash: "SHA-256" } as const;
  expect((await authenticate(again)).end).toBe(REFUSED);
  expect((await authenticate({ ...again, password: "other" })).end).toMatch(/^<success /);
});

describe("a fault", () => {
  const fault = {
    name: "f",
    breaks: "security",
    summary: "",
    effect: "",
    lesson: "",
    when: "at once",
  } as const;

  test("changes the challenge, and the server goes by what it said", async () => {
    const scram = { first: (message: string) => message.replace(/i=\d+/, "i=1") };
    const { end, server } = await authenticate({ client: await opened({ ...fault, scram }), hash: "SHA-1" });
    expect(server.iterations).toBe(1);
    expect(end).toMatch(/^<success /);
  });

  test("changes the server's signature", async () => {
    const scram = { final: () => "v=AAAA" };
    const { end } = await authenticate({ client: await opened({ ...fault, scram }), hash: "SHA-1" });
    expect(contentOf(end)).toBe("v=AAAA");
  });
});
