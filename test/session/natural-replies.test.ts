import { expect, test } from "vitest";
import { naturalReply } from "../../src/session/replies.ts";
import { played } from "./conversation.ts";
import { BOUND, C_AUTH, C_END, C_HEADER } from "./wire.ts";

/** What the last thing sent is answered with by the rules of the protocol. */
async function awaited(step: string): Promise<string | undefined> {
  const { transcript } = await played([...BOUND, step]);
  const { last } = transcript;
  return last?.type === "traffic" ? naturalReply(last.event)?.what : undefined;
}

test.each([
  ["a header", C_HEADER, "the server's stream header and features"],
  ["<auth/>", C_AUTH, "the server's SASL reply"],
  [
    "<response/>",
    "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>biws</response>",
    "the server's SASL reply",
  ],
  ["<abort/>", "C: <abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>", "the server's SASL reply"],
  ["<starttls/>", "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "the server's <proceed/>"],
  ["a get", "C: <iq type='get' id='1'/>", "the reply to iq 1"],
  ["a set", "C: <iq type='set' id='1'/>", "the reply to iq 1"],
  ["an end tag", C_END, "the server's </stream:stream>"],
])("%s typed as XML is answered", async (_what, step, reply) => {
  expect(await awaited(step)).toBe(reply);
});

test.each([
  ["a message", "C: <message/>"],
  ["presence", "C: <presence/>"],
  ["a result", "C: <iq type='result' id='1'/>"],
  ["an iq without an id, whose reply nobody could tell", "C: <iq type='get'/>"],
  ["an iq in another namespace", "C: <iq xmlns='urn:x' type='get' id='1'/>"],
  ["a SASL element of another namespace", "C: <auth xmlns='urn:x'/>"],
  ["<starttls/> of another namespace", "C: <starttls xmlns='urn:x'/>"],
  ["half an element", "C: <iq type='get' id='1'>"],
  ["what is not well-formed", "C: <iq type='get' id='1'></a>"],
])("%s is not answered", async (_what, step) => {
  expect(await awaited(step)).toBeUndefined();
});
