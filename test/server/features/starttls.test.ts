import { expect, test } from "vitest";
import { sasl } from "../../../src/server/features/sasl.ts";
import { starttls } from "../../../src/server/features/starttls.ts";
import type { Server } from "../../../src/server/server-feature.ts";
import {
  authenticate,
  HEADER,
  openStream,
  practiceServer,
  rawClient,
  saslText,
} from "../../helpers/raw-client.ts";

const STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const PROCEED = `<proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>`;

function connect(tls: Server["tls"]) {
  return rawClient(practiceServer({ tls, features: [starttls, sasl] }));
}

test("where TLS is required it is the only feature", async () => {
  expect(await openStream(await connect("required"))).toBe(
    `<stream:features><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"><required/></starttls></stream:features>`,
  );
});

test("where TLS is optional it stands beside the others", async () => {
  const features = await openStream(await connect("optional"));
  expect(features).toContain(`<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/><mechanisms`);
});

test("where TLS is off it is not offered, and asking for it ends the stream", async () => {
  const client = await connect("off");
  expect(await openStream(client)).not.toContain("starttls");
  expect(await client.say(STARTTLS, /<\/stream:stream>/)).toBe(
    `<failure xmlns="urn:ietf:params:xml:ns:xmpp-tls"/></stream:stream>`,
  );
  await client.untilClosed();
});

test("after the handshake a new stream begins, without STARTTLS and with authentication", async () => {
  const client = await connect("required");
  await openStream(client);
  expect(await client.say(STARTTLS, /<proceed/)).toBe(PROCEED);
  await client.secure();
  const features = await openStream(client);
  expect(features).toContain("<mechanism>SCRAM-SHA-1-PLUS</mechanism>");
  expect(features).not.toContain("starttls");
});

test("TLS on top of TLS is refused", async () => {
  const client = await connect("optional");
  await openStream(client);
  await client.say(STARTTLS, /<proceed/);
  await client.secure();
  await openStream(client);
  expect(await client.say(STARTTLS, /<\/stream:stream>/)).toContain("<failure");
});

test("after authentication it is too late for TLS", async () => {
  const client = await connect("optional");
  expect(await authenticate(client, "me")).not.toContain("starttls");
  expect(await client.say(STARTTLS, /<\/stream:stream>/)).toContain("<failure");
});

test("what only the server says is no element for a client", async () => {
  const client = await connect("optional");
  await openStream(client);
  const text = await client.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", /<\/stream:stream>/);
  expect(text).toContain("<unsupported-stanza-type");
});

test("a fault puts plaintext behind <proceed/>, in the same write", async () => {
  const server = practiceServer({ tls: "required", features: [starttls] });
  const fault = {
    name: "f",
    breaks: "security",
    summary: "",
    effect: "",
    lesson: "",
    when: "at once",
    behindProceed: "<injected/>",
  } as const;
  server.arm(fault);
  const client = await rawClient(server);
  await openStream(client);
  expect(await client.say(STARTTLS, /<proceed/)).toBe(`${PROCEED}<injected/>`);
});

test("what stands behind <starttls/> in the clear is not answered under TLS", async () => {
  const client = await connect("optional");
  await openStream(client);
  await client.say(STARTTLS + HEADER, /<proceed/);
  await client.secure();
  expect(await openStream(client)).toContain("<mechanism>SCRAM-SHA-1-PLUS</mechanism>");
});

test("an exchange that was begun in the clear is none under TLS", async () => {
  const client = await connect("optional");
  await openStream(client);
  await client.say(saslText("auth", "", "PLAIN"), /<challenge/);
  await client.say(STARTTLS, /<proceed/);
  await client.secure();
  await openStream(client);
  const response = saslText("response", Buffer.from("\0me\0test", "utf8").toString("base64"));
  expect(await client.say(response, /<success|<\/failure>/)).toContain("<malformed-request/>");
});
