import { expect, test } from "vitest";
import { offeredBindings, offeredMechanisms } from "../../../src/xmpp/sasl/offer.ts";
import { played } from "../../session/conversation.ts";
import { C_HEADER, S_HEADER } from "../../session/wire.ts";

async function features(content: string) {
  const { session } = await played([C_HEADER, S_HEADER, `S: <stream:features>${content}</stream:features>`]);
  return session.state.features;
}

test("mechanisms are those of the features, in the server's order", async () => {
  const offered = await features(
    "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism><mechanism> PLAIN\n</mechanism><hostname xmlns='urn:xmpp:domain-based-name:1'>a</hostname></mechanisms>",
  );
  expect(offeredMechanisms(offered)).toEqual(["SCRAM-SHA-1", "PLAIN"]);
});

test("where nothing is offered there are none", async () => {
  expect(offeredMechanisms(undefined)).toEqual([]);
  expect(
    offeredMechanisms(
      await features("<mechanisms xmlns='urn:other'><mechanism>PLAIN</mechanism></mechanisms>"),
    ),
  ).toEqual([]);
});

test("channel bindings are those of XEP-0440", async () => {
  const offered = await features(
    "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-server-end-point'/><channel-binding type='tls-exporter'/><channel-binding/></sasl-channel-binding>",
  );
  expect(offeredBindings(offered)).toEqual(["tls-server-end-point", "tls-exporter"]);
});

test("a server that says nothing of channel bindings is another thing than one that takes none", async () => {
  expect(offeredBindings(await features(""))).toBeUndefined();
  expect(offeredBindings(await features("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'/>"))).toEqual([]);
});
