// The server's own transcript: what is shown by `serve` and written to its log.
import { expect, test } from "vitest";
import { showLive } from "../../src/render/live.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { FEATURES } from "../../src/server/features/index.ts";
import type { PracticeServer } from "../../src/server/server.ts";
import { announcing, watchInto } from "../../src/server/watch.ts";
import { Transcript } from "../../src/transcript/transcript.ts";
import { authenticatedClient, boundClient } from "../helpers/bound-client.ts";
import { HEADER, practiceServer, rawClient } from "../helpers/raw-client.ts";

function watched(tls: PracticeServer["tls"] = "off") {
  const transcript = new Transcript({ now: () => 0 });
  let shown = "";
  showLive({
    transcript,
    show: (_entry, text) => {
      shown += text();
    },
    rendering: ({ client }) => ({
      theme: NO_COLOR,
      view: "pretty",
      width: 0,
      name: client,
      seenFrom: "server",
    }),
    showsSecrets: () => false,
    lines: "left out",
  });
  const server = practiceServer({
    features: [...FEATURES, announcing(transcript)],
    watch: watchInto(transcript),
    tls,
  });
  return { server, transcript, shown: () => shown };
}

const ENDED = "    -- client-1: disconnected by";

test("everything on a connection is told in its order, from both sides, with passwords taken out", async () => {
  const { server, shown } = watched();
  const me = await boundClient(server, "me", "desk");
  me.send("<message to='me@localhost'><body>hi</body></message></stream:stream>");
  await me.rest();
  const lines = shown().split("\n");
  expect(lines[0]).toBe("    -- client-1: connected from memory:1");
  expect(lines.flatMap((line) => /^ *\d+ client-1 ([CS]: <[?/]?[\w:]+)/.exec(line)?.[1] ?? [])).toEqual([
    ...["C: <?xml", "S: <?xml", "S: <stream:features"],
    ...["C: <auth", "S: <success"],
    ...["C: <?xml", "S: <?xml", "S: <stream:features"],
    ...["C: <iq", "S: <iq"],
    ...["C: <message", "C: </stream:stream", "S: </stream:stream"],
  ]);
  expect(shown()).toContain("mechanism='PLAIN'>[redacted]</auth>");
  expect(shown()).not.toContain("AG1lAHRlc3Q=");
});

test("it is said who has come and who is gone", async () => {
  const { server, shown } = watched();
  const me = await boundClient(server, "me", "desk");
  const juliet = await boundClient(server, "juliet", "balcony");
  me.send("</stream:stream>");
  await me.rest();
  juliet.drop();
  await boundClient(server, "me", "phone");
  const remarks =
    shown()
      .replace(/memory:\d/g, "memory")
      .match(/^ {4}-- .*/gm) ?? [];
  const of = (client: string) =>
    remarks.flatMap((remark) => (remark.startsWith(`    -- ${client}: `) ? [remark.slice(17)] : []));
  expect(of("client-1").slice(0, 2)).toEqual(["connected from memory", "me@localhost/desk is here"]);
  expect(of("client-1").slice(2).sort()).toEqual(["disconnected by this side", "me@localhost/desk is gone"]);
  expect(of("client-2").slice(2).sort()).toEqual([
    "disconnected by the client",
    "juliet@localhost/balcony is gone",
  ]);
  expect(of("client-3")).toEqual(["connected from memory", "me@localhost/phone is here"]);
});

test("a stream error is said with its reason and whose stream it was, also where no traffic is shown", async () => {
  const { server, transcript } = watched();
  const notes = () => [...transcript.entries].flatMap((entry) => (entry.type === "note" ? [entry.text] : []));
  const me = await boundClient(server, "me", "desk");
  me.send("<nothing xmlns='urn:example'/>");
  await me.rest();
  const juliet = await authenticatedClient(server, "juliet");
  juliet.send("<message/>");
  await juliet.rest();
  const nobody = await rawClient(server);
  await nobody.say(HEADER.replace("to='localhost'", "to='other'"), /<\/stream:stream>/);
  expect(notes().filter((text) => text.startsWith("stream error"))).toEqual([
    "stream error unsupported-stanza-type (me@localhost/desk): nothing here knows <nothing xmlns='urn:example'/>",
    "stream error not-authorized (juliet@localhost): no resource is bound",
    'stream error host-unknown: "other" is not served here',
  ]);
});

test("what goes over TLS is told as that", async () => {
  const { server, transcript, shown } = watched("optional");
  const client = await rawClient(server);
  await client.say(HEADER, /<\/stream:features>/);
  await client.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", /<proceed/);
  await client.secure();
  await client.say(HEADER, /<\/stream:features>/);
  expect(shown()).toMatch(/<proceed [^>]*>\n {4}-- client-1: TLS protects what follows\n/);
  const traffic = [...transcript.entries].flatMap((entry) => (entry.type === "traffic" ? [entry] : []));
  expect(traffic.map(({ from, secure }) => `${from} ${secure}`)).toEqual([
    ...["client false", "server false", "server false", "client false", "server false"],
    ...["client true", "server true", "server true"],
  ]);
});

test("XML that breaks is told as the client sent it, with the rule it breaks", async () => {
  const { server, shown } = watched();
  const me = await boundClient(server, "me", "desk");
  me.send("<message><body>this & that</body></message>");
  await me.rest();
  expect(shown()).toContain("client-1 C: <message><body>this & that</body></message>");
  expect(shown()).toMatch(/S: <stream:error>\n +<not-well-formed /);
  expect(shown()).toContain(`${ENDED} this side`);
});

test("an IPv6 client's address is its own", () => {
  const transcript = new Transcript({ now: () => 0 });
  const server = practiceServer({ features: [], watch: watchInto(transcript) });
  const unused = () => {};
  server.accept({
    peer: "[::1]:51234",
    isSecure: false,
    write: unused,
    end: unused,
    halfClose: unused,
    destroy: unused,
    reset: unused,
    backlog: 0,
    secure: async () => {},
    channelBinding: () => undefined,
  });
  expect([...transcript.entries]).toMatchObject([{ host: "::1", port: 51234, peer: "[::1]:51234" }]);
});
