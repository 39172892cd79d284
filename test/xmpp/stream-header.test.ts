import { expect, test } from "vitest";
import { STREAM_END, streamHeader } from "../../src/xmpp/stream-header.ts";

const NS = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

test("a header has the declaration before it and its attributes in the order of the RFC", () => {
  expect(
    streamHeader({
      to: "localhost",
      from: "me@localhost",
      version: "1.0",
      lang: "en",
      declaration: "written",
    }),
  ).toBe(
    `<?xml version='1.0'?><stream:stream to='localhost' from='me@localhost' version='1.0' xml:lang='en' ${NS}>`,
  );
});

test("what is left out is not there", () => {
  expect(streamHeader({ declaration: "left out" })).toBe(`<stream:stream ${NS}>`);
});

test("what is empty is there and empty", () => {
  expect(streamHeader({ to: "", version: "", declaration: "left out" })).toBe(
    `<stream:stream to='' version='' ${NS}>`,
  );
});

test("the content namespace can be another one", () => {
  expect(streamHeader({ contentNamespace: "jabber:component:accept", declaration: "left out" })).toBe(
    "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>",
  );
});

test("values are escaped, so that a header stays one", () => {
  expect(streamHeader({ to: `a'b"c<d>&e`, declaration: "left out" })).toBe(
    `<stream:stream to='a&apos;b&quot;c&lt;d&gt;&amp;e' ${NS}>`,
  );
});

test("a stream ends with its end tag", () => {
  expect(STREAM_END).toBe("</stream:stream>");
});
