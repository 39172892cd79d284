import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { type Answer, startFakeServer } from "../servers/harness/fake-server.ts";
import { GARBAGE, offerScram, type ScramFault, scramServer } from "./scram-server.ts";

// The examples of RFC 5802 §5 and RFC 7677 §3; the user is "user", the password "pencil".
const examples = [
  {
    mechanism: "SCRAM-SHA-1",
    clientFirst: "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
    serverNonce: "3rfcNHYJY1ZVvWVs7j",
    salt: "QSXCR+Q6sek8bf92",
    serverFirst: "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
    clientFinal: "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
    serverFinal: "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
  },
  {
    mechanism: "SCRAM-SHA-256",
    clientFirst: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
    serverNonce: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
    salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
    serverFirst: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    clientFinal:
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    serverFinal: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
  },
  // No RFC has an example: computed with Python's hashlib, as the one with a channel binding, which is "abc".
  {
    mechanism: "SCRAM-SHA-512",
    clientFirst: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
    serverNonce: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
    salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
    serverFirst: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    clientFinal:
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==",
    serverFinal: "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==",
  },
  {
    mechanism: "SCRAM-SHA-256-PLUS",
    clientFirst: "p=tls-exporter,,n=user,r=rOprNGfwEbeRWgbNEkqO",
    serverNonce: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
    salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
    serverFirst: "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
    clientFinal:
      "c=cD10bHMtZXhwb3J0ZXIsLGFiYw==,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=Y2azDixzznwisCS3F40er1EzBxAi5TgMMTJ2UdQCo6M=",
    serverFinal: "v=2iE3xIl90TauOrP+bS+/ga3z8HctOT+K4IX0KZkw900=",
  },
] as const;
const [sha1, , , plus] = examples;
const account = { username: "user", password: "pencil" };

it.each(examples)("computes the example of $mechanism", (example) => {
  const channelBinding = { type: "tls-exporter", data: Buffer.from("abc") };
  const server = scramServer({ ...account, ...example, channelBinding });
  expect(server.first(example.clientFirst)).toBe(example.serverFirst);
  expect(server.final(example.clientFinal)).toEqual({ ok: true, serverFinal: example.serverFinal });
  expect(server.seen.isAuthenticated).toBe(true);
});

it("refuses another password's proof", () => {
  const server = scramServer({ ...account, ...sha1, password: "pen" });
  server.first(sha1.clientFirst);
  expect(server.final(sha1.clientFinal)).toEqual({ ok: false, serverFinal: "e=invalid-proof" });
});

it.each([
  ["SCRAM-SHA-1", "y,,", "eSws", "server-does-support-channel-binding"],
  ["SCRAM-SHA-1", "n,,", "eSws", "channel-bindings-dont-match"],
  ["SCRAM-SHA-1-PLUS", "p=tls-unique,,", "cD10bHMtdW5pcXVlLCw=", "unsupported-channel-binding-type"],
  ["SCRAM-SHA-1-PLUS", "p=tls-exporter,,", "cD10bHMtZXhwb3J0ZXIsLA==", "channel-bindings-dont-match"],
  // "p=tls-exporter,,abc": now only the proof is wrong.
  ["SCRAM-SHA-1-PLUS", "p=tls-exporter,,", "cD10bHMtZXhwb3J0ZXIsLGFiYw==", "invalid-proof"],
])("checks the channel binding of %s with %s and c=%s", (mechanism, gs2Header, c, error) => {
  const channelBinding = { type: "tls-exporter", data: Buffer.from("abc") };
  const server = scramServer({
    ...account,
    mechanism,
    channelBinding,
    isPlusOffered: true,
    serverNonce: "b",
  });
  server.first(`${gs2Header}n=user,r=a`);
  expect(server.final(`c=${c},r=ab,p=AAAA`)).toEqual({ ok: false, serverFinal: `e=${error}` });
});

it.each<[ScramFault, string]>([
  ["changed-nonce", "r=not-ab,s=AAAA,i=7"],
  ["weak-iterations", "r=ab,s=AAAA,i=1"],
  ["endless-iterations", "r=ab,s=AAAA,i=2147483647"],
  ["no-salt", "r=ab,i=7"],
  ["extension", "m=unknown,r=ab,s=AAAA,i=7"],
])("has the fault %s in its first message", (fault, serverFirst) => {
  const salted = { salt: "AAAA", iterations: 7, serverNonce: "b" };
  const server = scramServer({ ...account, ...salted, mechanism: "SCRAM-SHA-512", fault });
  expect(server.first("n,,n=user,r=a")).toBe(serverFirst);
});

const xmlns = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const auth = `<auth ${xmlns} mechanism='SCRAM-SHA-1'>${btoa(sha1.clientFirst)}</auth>`;
const response = `<response ${xmlns}>${btoa(sha1.clientFinal)}</response>`;
const challenge = btoa(sha1.serverFirst);
const signature = btoa(sha1.serverFinal);

/** Sends each piece when the last one has been answered, and returns the answers. */
async function converse(answer: Answer, pieces: readonly string[]): Promise<readonly string[]> {
  const server = await startFakeServer(answer);
  const socket = connect(server.port, "127.0.0.1").setEncoding("utf8");
  const answers: string[] = [];
  for (const piece of pieces) {
    socket.write(piece);
    const [text]: string[] = await once(socket, "data");
    answers.push(`${text}`.replaceAll(/ xmlns='urn:ietf:params:xml:ns:xmpp-(sasl|bind)'/g, ""));
  }
  await server.stop();
  return answers;
}

const offered = {
  ...{ ...account, salt: sha1.salt, serverNonce: sha1.serverNonce },
  mechanisms: ["SCRAM-SHA-1", "PLAIN"],
  channelBindings: ["tls-exporter"],
};

it("leads a client through a whole session", async () => {
  const bind = "<iq id='1' type='set'><bind><resource>desk</resource></bind></iq>";
  const pieces = [
    "<stream:stream to='localhost'>",
    auth,
    response,
    "<stream:stream>",
    bind,
    "</stream:stream>",
  ];
  expect(await converse(offerScram(offered).answer, pieces)).toEqual([
    expect.stringContaining(
      "<stream:features><mechanisms><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism></mechanisms>" +
        "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-exporter'/></sasl-channel-binding>",
    ),
    `<challenge>${challenge}</challenge>`,
    `<success>${signature}</success>`,
    expect.stringContaining("<stream:features><bind/></stream:features>"),
    "<iq type='result' id='1'><bind><jid>user@localhost/desk</jid></bind></iq>",
    "</stream:stream>",
  ]);
});

const failure = "<failure><not-authorized/></failure>";
it.each<[ScramFault, readonly string[]]>([
  [
    "wrong-signature",
    [`<challenge>${challenge}</challenge>`, "<success>dj1wTEFGR1NVZHJvMVdoZ0l1dTB0OHBhWjlZYTQ9</success>"],
  ],
  ["no-signature", [`<challenge>${challenge}</challenge>`, "<success></success>"]],
  ["error-in-success", [`<challenge>${challenge}</challenge>`, "<success>ZT1vdGhlci1lcnJvcg==</success>"]],
  ["error", [`<challenge>${challenge}</challenge>`, "<challenge>ZT1vdGhlci1lcnJvcg==</challenge>", failure]],
  [
    "signature-in-challenge",
    [`<challenge>${challenge}</challenge>`, `<challenge>${signature}</challenge>`, "<success></success>"],
  ],
  ["garbage-base64", [`<challenge>${GARBAGE}</challenge>`]],
])("has the fault %s in what it sends", async (fault, answers) => {
  const pieces = [auth, response, "<response/>"].slice(0, answers.length);
  expect(await converse(offerScram({ ...offered, fault }).answer, pieces)).toEqual(answers);
});

it("lets a client try again", async () => {
  const abort = `<abort ${xmlns}/>`;
  const plain = `<auth ${xmlns} mechanism='PLAIN'>AAAA</auth>`;
  const withoutInitial = `<auth ${xmlns} mechanism='SCRAM-SHA-1'/>`;
  const malformed = `<response ${xmlns}>AAAA</response>`;
  const { answer } = offerScram(offered);
  expect(await converse(answer, [abort, plain, auth, malformed, response, withoutInitial])).toEqual([
    "<failure><aborted/></failure>",
    "<failure><invalid-mechanism/></failure>",
    `<challenge>${challenge}</challenge>`,
    "<failure><malformed-request/></failure>",
    "<failure><malformed-request/></failure>",
    "<challenge></challenge>",
  ]);
});

it("takes the channel binding from the server, and notes down what the client sent", async () => {
  const { mechanism, clientFirst, clientFinal, serverFirst, serverFinal, serverNonce, salt } = plus;
  const offer = offerScram({ ...account, salt, serverNonce, mechanisms: [mechanism] });
  const bindingData = (type: string) => (type === "tls-exporter" ? Buffer.from("abc") : undefined);
  const pieces = [
    `<auth ${xmlns} mechanism="${mechanism}">${btoa(clientFirst)}</auth>`,
    `<response ${xmlns}>${btoa(clientFinal)}</response>`,
  ];
  expect(await converse((text, server) => offer.answer(text, { ...server, bindingData }), pieces)).toEqual([
    `<challenge>${btoa(serverFirst)}</challenge>`,
    `<success>${btoa(serverFinal)}</success>`,
  ]);
  expect(offer.exchanges).toEqual([
    {
      ...{ mechanism, clientFirst, clientFinal, isAuthenticated: true },
      ...{ gs2Header: "p=tls-exporter,,", channelBinding: Buffer.from("p=tls-exporter,,abc") },
    },
  ]);
});
