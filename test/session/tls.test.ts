import { describe, expect, test } from "vitest";
import { ConnectionError } from "../../src/errors.ts";
import { remarks } from "../../src/explain/remarks.ts";
import type { TlsFacts } from "../../src/stream/security.ts";
import type { TransportListener } from "../../src/stream/transport.ts";
import {
  ACCEPTED,
  type Conversation,
  conversation,
  ENDPOINT,
  NO_TLS,
  played,
  TLS,
  TLS_OPTIONS,
} from "./conversation.ts";
import { C_HEADER, OPENED, S_HEADER, S_MECHANISMS } from "./wire.ts";

const NEVER = new AbortController().signal;
const C_STARTTLS = "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const S_PROCEED = "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const S_REFUSED = "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const AGREED = [...OPENED, C_STARTTLS, S_PROCEED];
const GONE = "disconnected by the client";

test("TLS on an open stream voids what was said before, and a restart is due", async () => {
  const { session, outline } = await played([...AGREED, "secures"]);
  expect(outline.at(-1)).toBe("secured TLSv1.3 for localhost");
  expect(session.state).toMatchObject({
    secure: true,
    security: { tls: TLS, verdict: ACCEPTED },
    restartDue: "TLS",
    streams: 1,
    sent: { to: "localhost" },
  });
  const { received, features, starttls } = session.state;
  expect([received, features, starttls]).toEqual([undefined, undefined, undefined]);
});

test("TLS before any stream leaves nothing to restart", async () => {
  const { session } = await played(["secures"]);
  expect(session.state).toMatchObject({ secure: true, restartDue: undefined, streams: 0 });
});

describe("STARTTLS is", () => {
  test.each<[string, readonly string[], string | undefined]>([
    ["asked for", [...OPENED, C_STARTTLS], "asked"],
    ["agreed to", AGREED, "due"],
    ["refused", [...OPENED, C_STARTTLS, S_REFUSED], undefined],
    ["not agreed to by whoever was not asked", [...OPENED, S_PROCEED], undefined],
    ["not agreed to by something else", [...OPENED, C_STARTTLS, "S: <proceed xmlns='urn:other'/>"], "asked"],
    ["over when the connection is gone", [...AGREED, "server closes"], undefined],
  ])("%s", async (_what, steps, starttls) => {
    expect((await played(steps)).session.state.starttls).toBe(starttls);
  });
});

test("every entry says whether TLS protected it", async () => {
  const { transcript } = await played([...AGREED, "secures", C_HEADER, S_HEADER, "C: <", "S:  "]);
  const traffic = [...transcript.entries].flatMap((entry) => (entry.type === "traffic" ? [entry] : []));
  expect(traffic.map(({ secure }) => secure)).toEqual([
    ...Array.from({ length: 5 }, () => false),
    ...Array.from({ length: 4 }, () => true),
  ]);
});

test("both sides are read anew after TLS: what was begun before it is not gone on with", async () => {
  const { outline } = await played([
    ...OPENED,
    "C: <message>",
    "S: <message>",
    "secures",
    "S: <?xml version='1.0'?>",
    S_HEADER,
    C_HEADER,
  ]);
  expect(outline.slice(-3).map((line) => line.slice(0, 30))).toEqual([
    "secured TLSv1.3 for localhost",
    "S open <?xml version='1.0'?><s",
    "C open <stream:stream to='loca",
  ]);
});

describe("what is received while TLS is being done", () => {
  test("comes behind the entry that says that it was", async () => {
    let listener: TransportListener | undefined;
    const talk = conversation({
      connect: async (_endpoint, given) => {
        listener = given;
        return {
          ...{ peer: "127.0.0.1:5223", isWritable: true, write: () => {}, end: () => {}, destroy: () => {} },
          ...NO_TLS,
          secure: async () => {
            await Promise.resolve();
            given.data(Buffer.from(S_HEADER.slice(3)));
            return TLS;
          },
        };
      },
    });
    await talk.play("connects", "secures");
    listener?.data(Buffer.from("<a/>"));
    expect(talk.outline.map((line) => line.slice(0, 29))).toEqual([
      "connected localhost:5222",
      "secured TLSv1.3 for localhost",
      "S open <stream:stream from='l",
      "S element <a/>",
    ]);
    expect(talk.transcript.last).toMatchObject({ secure: true });
  });

  test("but what had come before the handshake began is plaintext still", async () => {
    const error = new ConnectionError("Cannot secure the connection: it is gone", ENDPOINT);
    const talk = conversation({
      connect: async (endpoint, listener, signal) => ({
        ...(await talk.server.connect(endpoint, listener, signal)),
        // What fails in the handshake is not told by `closed`.
        destroy: () => {},
        secure: () => {
          listener.data(Buffer.from("<iq/>"));
          return Promise.reject(error);
        },
      }),
    });
    await talk.play("connects", ...AGREED);
    await expect(talk.play("secures")).rejects.toBe(error);
    expect(talk.outline.slice(-2)).toEqual([
      "S violation <iq/>",
      "failed localhost:5222: Cannot secure the connection: it is gone",
    ]);
  });
});

describe("while TLS is being done", () => {
  test.each<[string, (talk: Conversation) => unknown]>([
    ["send", ({ session }) => session.send("<presence/>")],
    ["secure the connection", ({ session }) => session.secure(TLS_OPTIONS, () => ACCEPTED, NEVER)],
  ])("nothing else can be done, and it is said why: %s", async (what, act) => {
    let finish = (_tls: TlsFacts) => {};
    const talk = conversation({
      connect: async (endpoint, listener, signal) => ({
        ...(await talk.server.connect(endpoint, listener, signal)),
        secure: () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      }),
    });
    await talk.play("connects");
    const securing = talk.play("secures");
    await expect((async () => act(talk))()).rejects.toThrow(`Cannot ${what}: the TLS handshake is under way`);
    expect(talk.server.received).toBe("");
    finish(TLS);
    await securing;
    await talk.play(C_HEADER);
    expect(talk.server.received).toBe(C_HEADER.slice(3));
  });
});

describe("plaintext behind <proceed/>", () => {
  test.each([
    ["in one piece with it", [...OPENED, C_STARTTLS, `${S_PROCEED}<iq/>`]],
    ["later", [...AGREED, "S: <iq/>"]],
    ["if it is a blank only", [...AGREED, "S:  "]],
  ])("ends the connection: %s", async (_what, steps) => {
    const talk = conversation();
    const last = steps.at(-1) ?? "";
    await talk.play("connects", ...steps.slice(0, -1));
    const securing = talk.play(last, "secures");
    await expect(securing).rejects.toThrow(/^Cannot secure the connection: /);
    expect(talk.outline.slice(-2)).toEqual([expect.stringMatching(/^S violation /), GONE]);
  });

  test("is remarked on as what it is", async () => {
    const { notes } = await played([...AGREED, "S: <iq/>"], { remarks });
    expect(notes.at(-1)).toBe(
      "injected-plaintext: something came behind <proceed/> before TLS began. Read on, it would be taken for what the server said under TLS: somebody in between may have slipped it in, or the server is broken. The connection is dropped (RFC 6120 §5.4.3.3)",
    );
  });

  test("is nothing special where nobody asked for TLS", async () => {
    const { outline } = await played([...OPENED, S_PROCEED, "S: <iq/>"]);
    expect(outline.at(-1)).toBe("S element <iq/>");
  });
});

test("a certificate that is not accepted ends the connection before anything is sent or read", async () => {
  const talk = await played([...AGREED]);
  const sent = talk.server.received;
  await talk.play("rejects");
  expect(talk.outline.slice(-2)).toEqual(["rejected TLSv1.3 for localhost", GONE]);
  expect(talk.server.received).toBe(sent);
  expect(talk.session.state).toMatchObject({ connection: "offline", secure: false });
  expect(talk.session.state.security).toBeUndefined();
});

describe("a handshake that fails", () => {
  test("is in the transcript, and ends the connection", async () => {
    const error = new ConnectionError("Cannot secure the connection: no", ENDPOINT);
    const talk = conversation({
      connect: async (endpoint, listener, signal) => ({
        ...(await talk.server.connect(endpoint, listener, signal)),
        secure: () => Promise.reject(error),
      }),
    });
    await talk.play("connects");
    await expect(talk.play("secures")).rejects.toBe(error);
    expect(talk.outline.at(-1)).toBe("failed localhost:5222: Cannot secure the connection: no");
    expect(talk.session.state).toMatchObject({ connection: "offline", host: "localhost", port: 5222 });
    await talk.play("connects");
    expect(talk.session.state.connection).toBe("connected");
  });

  test("because somebody interrupted it is told so", async () => {
    const talk = conversation({
      connect: async (endpoint, listener, signal) => ({
        ...(await talk.server.connect(endpoint, listener, signal)),
        secure: (_options, aborted) =>
          new Promise((_resolve, reject) => aborted.addEventListener("abort", () => reject(aborted.reason))),
      }),
    });
    await talk.play("connects");
    const controller = new AbortController();
    const securing = talk.session.secure(TLS_OPTIONS, () => ACCEPTED, controller.signal);
    controller.abort(new Error("enough"));
    await expect(securing).rejects.toThrow("enough");
    expect(talk.outline.at(-1)).toBe("disconnected by the client: interrupted in the TLS handshake");
    expect(talk.session.state.connection).toBe("offline");
  });
});

test("TLS without a connection is refused, with what to do", async () => {
  await expect(conversation().session.secure(TLS_OPTIONS, () => ACCEPTED, NEVER)).rejects.toThrow(
    'Cannot secure the connection: not connected (run "open" first)',
  );
});

describe("channel binding", () => {
  test("is the connection's, once there is TLS", async () => {
    const talk = await played([]);
    expect(talk.session.channelBinding("tls-exporter")).toBeUndefined();
    await talk.play("secures");
    const data = talk.session.channelBinding("tls-exporter") ?? [];
    expect(Buffer.from(data).toString()).toBe("the tls-exporter of this connection");
  });

  test("is gone with it", async () => {
    const talk = await played(["secures", "server closes", "connects"]);
    expect(talk.session.channelBinding("tls-exporter")).toBeUndefined();
  });
});

describe("for the next connection it is kept", () => {
  const WHERE = { host: "localhost", port: 5222, domain: "example.org", directTls: true };

  test.each([
    ["when the server closes", ["connects directly", "secures", "server closes"]],
    ["when we disconnect", ["connects directly", "disconnects"]],
    ["when the certificate is rejected", ["connects directly", "rejects"]],
  ])("where it was, for whose domain, and that TLS came first: %s", async (_what, steps) => {
    const talk = conversation();
    await talk.play(...steps);
    expect(talk.session.state).toMatchObject({ connection: "offline", ...WHERE });
  });

  test("and not from one connection to another", async () => {
    const talk = conversation();
    await talk.play("connects directly", "secures", "server closes", "connects");
    expect(talk.session.state).toMatchObject({
      connection: "connected",
      domain: undefined,
      directTls: undefined,
      secure: false,
    });
  });
});

test("what is offered on the new stream is what counts", async () => {
  const { session } = await played([...AGREED, "secures", C_HEADER, S_HEADER, S_MECHANISMS]);
  expect(session.state.features?.getChildElements().map(({ name }) => name)).toEqual(["mechanisms"]);
  expect(session.state).toMatchObject({ secure: true, restartDue: undefined, streams: 2 });
});
