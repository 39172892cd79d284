// What is said before a server refuses it, of headers that are odd, and of what was left undone.
import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import { whyNoAnswer, whyNoStanzas } from "../../src/explain/silence.ts";
import { conversation, played } from "../session/conversation.ts";
import * as wire from "../session/wire.ts";

/** What is said about the last of these steps. */
async function saidAbout(...steps: readonly string[]): Promise<readonly string[]> {
  const talk = await played(steps.slice(0, -1), { remarks });
  const count = talk.notes.length;
  await talk.play(steps.at(-1) ?? "");
  return talk.notes.slice(count);
}

describe("the server's header is remarked on", () => {
  test.each<[string, string, RegExp]>([
    ["without from", wire.S_HEADER.replace("from='localhost' ", ""), /has no "from".*§4\.7\.1/],
    [
      "from another domain than was asked for",
      wire.S_HEADER.replace("from='localhost'", "from='example.org'"),
      /answers as "example\.org", and this stream is to "localhost".*§4\.7\.1/,
    ],
    ["without id", wire.S_HEADER.replace("id='s1' ", ""), /has no "id".*§4\.7\.3/],
    ["with an empty id", wire.S_HEADER.replace("id='s1'", "id=''"), /has no "id".*§4\.7\.3/],
    [
      "with another content namespace",
      wire.S_HEADER.replace("jabber:client", "jabber:server"),
      /content namespace "jabber:server".*§4\.8\.2/,
    ],
    [
      "with another stream namespace",
      wire.S_HEADER.replace("http://etherx", "https://etherx"),
      /namespace "https:\/\/etherx\.jabber\.org\/streams", not .*§4\.8\.1/,
    ],
    [
      "with another version",
      wire.S_HEADER.replace("version='1.0'", "version='2.0'"),
      /version='2\.0'.*§4\.7\.5/,
    ],
  ])("%s", async (_what, header, words) => {
    expect(await saidAbout(wire.C_HEADER, header)).toEqual([expect.stringMatching(words)]);
  });

  test("but nothing is said of one that only brings an error", async () => {
    const bare =
      "S: <stream:stream id='' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    expect(await saidAbout(...wire.AUTHENTICATED, "C: <presence/>", bare)).toEqual([]);
    expect(await saidAbout("C: <stream:stream to='localhost'>", bare)).toEqual([]);
  });
});

describe("a client's own header is remarked on before it is refused", () => {
  test.each([
    [
      "a JID in to",
      "to='localhost'",
      "to='me@localhost'",
      /"to" is a JID: .* "localhost" \(RFC 6120 §4\.7\.2\)/,
    ],
    ["an id", "to='localhost'", "to='localhost' id='1'", /has an "id": only the server's has one/],
  ])("%s", async (_what, right, wrong, words) => {
    expect(await saidAbout(wire.C_HEADER.replace(right, wrong))).toEqual([expect.stringMatching(words)]);
  });

  test.each(["<?xml version='1.0'?>", "<?xml version='1.0'?><presence/>"])(
    "an XML declaration in the middle of a stream: %s",
    async (xml) => {
      expect(await saidAbout(...wire.BOUND, `C: ${xml}`)).toEqual([
        expect.stringMatching(/^an XML declaration in the middle of a stream.*not-well-formed.*§11\.5/),
      ]);
    },
  );

  test("but not where a new stream is due", async () => {
    expect(await saidAbout(...wire.AUTHENTICATED, "C: <?xml version='1.0'?>")).toEqual([]);
    expect(await saidAbout("C: <?xml version='1.0'?>")).toEqual([]);
  });
});

describe("a message to oneself before presence is remarked on", () => {
  const message = "C: <message to='me@localhost'><body>hi</body></message>";

  test("as one that waits", async () => {
    expect(await saidAbout(...wire.BOUND, message)).toEqual([
      expect.stringMatching(
        /no presence: the server keeps it for later.*"presence" first; RFC 6121 §8\.5\.2\.2/,
      ),
    ]);
  });

  test.each([
    ["when one is available", "C: <presence/>", message],
    ["to the full JID", wire.S_END, message.replace("me@localhost", "me@localhost/desk")],
    ["to somebody else", wire.S_END, message.replace("me@", "juliet@")],
  ])("not %s", async (_what, before, step) => {
    expect(await saidAbout(...wire.BOUND, before, step)).toEqual([]);
  });
});

describe("the resource that the server bound is remarked on", () => {
  const bind = (resource: string) =>
    wire.C_BIND.replace("xmpp-bind'/>", `xmpp-bind'><resource>${resource}</resource></bind>`);

  test("where it is not the one that was asked for", async () => {
    expect(await saidAbout(...wire.RESTARTED, bind("phone"), wire.S_BOUND)).toEqual([
      'the server has bound "desk" in place of "phone": it may choose, and what it says holds (RFC 6120 §7.7)',
    ]);
  });

  test("not where it is, or where none was asked for", async () => {
    expect(await saidAbout(...wire.RESTARTED, bind("desk"), wire.S_BOUND)).toEqual([]);
    expect(await saidAbout(...wire.RESTARTED, wire.C_BIND, wire.S_BOUND)).toEqual([]);
  });
});

test("dropping a connection with an open stream is remarked on, with the polite way and what others see", async () => {
  expect(await saidAbout(...wire.BOUND, "disconnects")).toEqual([
    expect.stringMatching(
      /^dropped while the stream was open: "close" sends <\/stream:stream>.*others see you as available \(RFC 6120 §4\.4/,
    ),
  ]);
});

test("where a restart is due there is no end tag to be missed, and leaving is not remarked on", async () => {
  const beforeRestart = wire.RESTARTED.slice(0, wire.RESTARTED.indexOf(wire.S_SUCCESS) + 1);
  expect(beforeRestart.at(-1)).toBe(wire.S_SUCCESS);
  expect(await saidAbout(...beforeRestart, "disconnects")).toEqual([]);
});

describe("why nothing comes", () => {
  async function stateAfter(...steps: readonly string[]) {
    const talk = conversation();
    await talk.play("connects", ...steps);
    return talk.session.state;
  }

  test.each<[string, readonly string[], RegExp]>([
    ["no presence", wire.BOUND, /^no presence was sent.*\(run "presence"; RFC 6121 §4\.2\)$/],
    ["no bind", wire.RESTARTED, /^no resource is bound yet.*\(run "bind"/],
    ["no restart", wire.AUTHENTICATED, /^a new stream is due.*\(run "restart"\)$/],
  ])("is said to be the client's own doing: %s", async (_what, steps, words) => {
    expect(whyNoStanzas(await stateAfter(...steps))).toMatch(words);
  });

  test.each<[string, readonly string[]]>([
    ["when it is available", [...wire.BOUND, "C: <presence/>"]],
    ["where no stream is open", []],
    ["before authentication, where nobody expects stanzas", wire.OPENED],
  ])("is not, %s", async (_what, steps) => {
    expect(whyNoStanzas(await stateAfter(...steps))).toBeUndefined();
  });

  test("a header that cannot be read is said to be why there is no answer to it", async () => {
    const header = `C: <?xml version="1.0"><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
    expect(whyNoAnswer(await stateAfter(header))).toMatch(
      /^#\d+ is no header that it can read: an XML declaration that is none \(write <\?xml version='1\.0'\?>\)/,
    );
  });

  test("a stanza before bind has no answer from ejabberd", async () => {
    expect(whyNoAnswer(await stateAfter(...wire.RESTARTED))).toContain('(run "bind"; RFC 6120 §7.1)');
    expect(whyNoAnswer(await stateAfter(...wire.RESTARTED, wire.C_BIND))).toBeUndefined();
    expect(whyNoAnswer(await stateAfter(...wire.BOUND))).toBeUndefined();
  });
});
