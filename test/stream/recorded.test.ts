// Sessions recorded against Prosody 0.12 and ejabberd 23.01: what each side wrote, without the TLS in between.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectSameAtEverySplit } from "./every-split.ts";
import { outline, readPieces } from "./reading.ts";

const folder = new URL("../recorded/", import.meta.url);
const recordings = readdirSync(folder).sort();

function recorded(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

function firstWords(name: string): string[] {
  const newDocuments = name.includes("client") ? "always" : "when allowed";
  const events = readPieces([recorded(name)], { newDocuments });
  return events.map((event) => outline(event).replace(/^(\S+ <\/?[^\s/>]*).*$/s, "$1"));
}

test.each(recordings.filter((name) => name.endsWith(".server.xml")))(
  "%s comes to the same however it is cut",
  (name) => expectSameAtEverySplit(recorded(name)),
);

test.each(recordings.filter((name) => name.endsWith(".client.xml")))(
  "%s comes to the same however it is cut",
  (name) => expectSameAtEverySplit(recorded(name), { newDocuments: "always" }),
);

test.each(recordings)("nothing in %s breaks a rule", (name) => {
  expect(
    firstWords(name).filter((line) => !/^(open|close|features|stanza|nonza|stream-error) /.test(line)),
  ).toEqual([]);
});

test("a login at Prosody is two streams, the second with the resource binding", () => {
  expect(firstWords("prosody-plain.server.xml")).toEqual([
    "open <?xml",
    "features <stream:features",
    "nonza <success",
    "open <?xml",
    "features <stream:features",
    "stanza <iq",
    "stanza <iq",
    "stanza <presence",
    "stanza <iq",
    "stanza <iq",
    "close </stream:stream",
  ]);
});

test("a login at ejabberd with STARTTLS is three streams", () => {
  expect(firstWords("ejabberd-starttls-plus.server.xml")).toEqual([
    "open <?xml",
    "features <stream:features",
    "nonza <proceed",
    "open <?xml",
    "features <stream:features",
    "nonza <challenge",
    "nonza <success",
    "open <?xml",
    "features <stream:features",
    "stanza <iq",
  ]);
});

test("what a client sends is read as streams too", () => {
  expect(firstWords("ejabberd-scram-sha-512.client.xml")).toEqual([
    "open <?xml",
    "nonza <auth",
    "nonza <response",
    "open <?xml",
    "stanza <iq",
    "stanza <iq",
    "stanza <presence",
    "stanza <iq",
    "stanza <iq",
    "close </stream:stream",
  ]);
});

test("a refused component gets a stream error and the end of the stream", () => {
  expect(firstWords("prosody-component-wrong.server.xml")).toEqual([
    "open <?xml",
    "stream-error <stream:error",
    "close </stream:stream",
  ]);
});
