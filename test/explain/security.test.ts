import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import type { TlsFacts } from "../../src/stream/security.ts";
import type { Verdict } from "../../src/transcript/entry.ts";
import { ACCEPTED, conversation, TLS, TLS_OPTIONS } from "../session/conversation.ts";
import { C_HEADER, OPENED, S_HEADER } from "../session/wire.ts";

const NEVER = new AbortController().signal;

/** What is said about a handshake, and then about these steps. */
async function saidAbout(verdict: Partial<Verdict>, tls: Partial<TlsFacts>, ...steps: readonly string[]) {
  const talk = conversation({
    remarks,
    connect: async (endpoint, listener, signal) => ({
      ...(await talk.server.connect(endpoint, listener, signal)),
      secure: async () => ({ ...TLS, ...tls }),
    }),
  });
  await talk.play("connects");
  await talk.session.secure(TLS_OPTIONS, () => ({ ...ACCEPTED, accepted: "trusted", ...verdict }), NEVER);
  await talk.play(...steps);
  return talk.notes;
}

describe("of a handshake it is said", () => {
  test("nothing where all is well", async () => {
    expect(await saidAbout({}, {})).toEqual([]);
  });

  test("what was not verified, and what that means", async () => {
    expect(
      await saidAbout({ accepted: "not verified", reasons: ["it has expired", "it is not for you"] }, {}),
    ).toEqual([
      "the certificate was not verified, because you said --insecure: it has expired; it is not for you. Whoever is at the other end reads everything, a password sent by PLAIN too",
    ]);
  });

  test("nothing of --insecure where it was not needed", async () => {
    expect(await saidAbout({ accepted: "not verified", reasons: [] }, {})).toEqual([]);
  });

  test.each(["TLSv1", "TLSv1.1"])("that %s is too old", async (protocol) => {
    expect(await saidAbout({}, { protocol })).toEqual([
      `${protocol} must not be used any more: its protection is weak (RFC 8996)`,
    ]);
  });

  test("nothing of TLS 1.2", async () => {
    expect(await saidAbout({}, { protocol: "TLSv1.2" })).toEqual([]);
  });
});

describe("a header under TLS", () => {
  test.each(["localhost", "LocalHost", "localhost."])(
    "to the domain of the certificate is right: %s",
    async (to) => {
      expect(await saidAbout({}, {}, C_HEADER.replace("localhost", to))).toEqual([]);
    },
  );

  test("to another domain is remarked on", async () => {
    expect(await saidAbout({}, {}, C_HEADER.replace("localhost", "example.org"))).toEqual([
      'the certificate was checked for "localhost", and this header is to "example.org": nothing has shown that the server is theirs',
    ]);
  });
});

const STARTTLS = "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const PROCEED = "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const OFFER = "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";

async function lastNote(...steps: readonly string[]): Promise<string | undefined> {
  const talk = conversation({ remarks });
  await talk.play("connects", ...steps.slice(0, -1));
  const count = talk.notes.length;
  await talk.play(...steps.slice(-1));
  return talk.notes.slice(count).join("\n");
}

describe("a step out of its order is sent, and remarked on:", () => {
  test.each<[string, readonly string[], string]>([
    ["<starttls/> that was offered", [C_HEADER, S_HEADER, OFFER, STARTTLS], ""],
    [
      "<starttls/> that was not offered",
      [...OPENED, STARTTLS],
      "the server did not offer STARTTLS: it will answer with <failure/> and close, or with a stream error",
    ],
    [
      "<starttls/> under TLS",
      ["secures", C_HEADER, S_HEADER, OFFER, STARTTLS],
      "TLS is there already: servers answer with an error and close (RFC 6120 §5.3.1)",
    ],
    [
      "a stanza where TLS is due",
      [C_HEADER, S_HEADER, OFFER, STARTTLS, PROCEED, "C: <presence/>"],
      'the server has agreed to TLS and waits for its first bytes: anything else breaks the connection (run "tls"; RFC 6120 §5.4.3.2)',
    ],
    [
      "a stream header where TLS is due",
      [C_HEADER, S_HEADER, OFFER, STARTTLS, PROCEED, C_HEADER],
      'the server has agreed to TLS and waits for its first bytes: anything else breaks the connection (run "tls"; RFC 6120 §5.4.3.2)',
    ],
    [
      "a stanza where a restart is due after TLS",
      [C_HEADER, S_HEADER, OFFER, STARTTLS, PROCEED, "secures", "C: <presence/>"],
      "the restart is missing: after TLS the stream header must be sent again, because both sides have forgotten the old stream (RFC 6120 §5.4.3.3)",
    ],
    ["a restart after TLS", [C_HEADER, S_HEADER, OFFER, STARTTLS, PROCEED, "secures", C_HEADER], ""],
    [
      "<failure/> in answer to <starttls/>",
      [C_HEADER, S_HEADER, OFFER, STARTTLS, "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
      "the server refuses TLS, although it may have offered it, and closes the connection now (RFC 6120 §5.4.2.2)",
    ],
  ])("%s", async (_what, steps, said) => {
    expect(await lastNote(...steps)).toBe(said);
  });
});
