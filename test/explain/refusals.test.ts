import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import { played } from "../session/conversation.ts";
import { AUTHENTICATED, BOUND, C_AUTH, C_BIND, OPENED, RESTARTED } from "../session/wire.ts";

async function saidAbout(step: string, before: readonly string[]): Promise<readonly string[]> {
  const talk = await played(before, { remarks });
  const count = talk.notes.length;
  await talk.play(step);
  return talk.notes.slice(count);
}

const failure = (condition: string, text = "") =>
  `S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><${condition}/>${text && `<text>${text}</text>`}</failure>`;

const NO_CERTIFICATE =
  "the server has no client certificate that it trusts and that names the user, or the one in --authzid (--cert and --key show one; it is asked for in the TLS handshake only)";

describe("a SASL failure is explained", () => {
  test.each([
    ["incorrect-encoding", "could not be decoded", "Encode with standard base64", "§6.5.5"],
    ["malformed-request", "does not follow the rules of the mechanism", "NUL user NUL password", "§6.5.8"],
    [
      "temporary-auth-failure",
      "The server cannot check credentials right now.",
      "Wait and try again",
      "§6.5.11",
    ],
  ])("%s", async (condition, meaning, remedy, section) => {
    const [said = "", ...more] = await saidAbout(failure(condition), [...OPENED, C_AUTH]);
    expect(more).toEqual([]);
    expect(said.startsWith(`${condition}: `)).toBe(true);
    for (const part of [meaning, "Usual cause: ", "What to do: ", remedy, `[RFC 6120 ${section}]`])
      expect(said).toContain(part);
  });

  test("not-authorized of PLAIN as wrong credentials, and where the user name ends", async () => {
    expect(await saidAbout(failure("not-authorized"), [...OPENED, C_AUTH])).toEqual([
      'not-authorized: the user name or the password is wrong, and on purpose the server does not say which (the user name is the part of your JID before the @). The stream stays open: "auth" can be tried again [RFC 6120 §6.5.10].',
    ]);
  });

  test("encryption-required with the way to encryption", async () => {
    const [said = ""] = await saidAbout(failure("encryption-required"), [...OPENED, C_AUTH]);
    expect(said).toContain(
      'encryption-required: the server takes this mechanism on an encrypted stream only (run "starttls", then "restart", then "auth"). The stream stays open: "auth" can be tried again',
    );
  });

  test("invalid-mechanism with what the server offers", async () => {
    const auth = C_AUTH.replace("PLAIN", "plain");
    const [said = ""] = await saidAbout(failure("invalid-mechanism"), [...OPENED, auth]);
    expect(said).toContain(
      'invalid-mechanism: the server does not know the mechanism "plain": it offers PLAIN, and names are in capital letters',
    );
  });

  test.each([
    [
      "ejabberd's not-authorized, where it could not read the message",
      "PLAIN",
      failure("not-authorized", "Response decoding failed"),
      "not-authorized: the server could not read the message of PLAIN, or its base64; the user and the password it has not looked at. The stream stays open",
    ],
    [
      "the same of EXTERNAL, whose certificate it has not looked at either",
      "EXTERNAL",
      failure("not-authorized", "Response decoding failed"),
      "not-authorized: the server could not read the message of EXTERNAL, or its base64",
    ],
    [
      "EXTERNAL without a certificate on Prosody",
      "EXTERNAL",
      failure("account-disabled"),
      `account-disabled: ${NO_CERTIFICATE}. The stream stays open`,
    ],
    [
      "EXTERNAL without a certificate on ejabberd",
      "EXTERNAL",
      failure("not-authorized", "Failed to get peer certificate"),
      `not-authorized: ${NO_CERTIFICATE}. The stream stays open`,
    ],
    [
      "EXTERNAL that is not offered, on Prosody",
      "EXTERNAL",
      failure("not-authorized", "unsupported_mechanism"),
      "not-authorized: the server does not offer EXTERNAL here. The stream stays open",
    ],
  ])("for what it is: %s", async (_what, mechanism, refusal, says) => {
    const [said = "", ...more] = await saidAbout(refusal, [...OPENED, C_AUTH.replace("PLAIN", mechanism)]);
    expect(more).toEqual([]);
    expect(said).toContain(says);
    expect(said).not.toContain("password is wrong");
  });

  test("of EXTERNAL for another reason has its general meaning", async () => {
    const before = [...OPENED, C_AUTH.replace("PLAIN", "EXTERNAL")];
    const [said = ""] = await saidAbout(failure("temporary-auth-failure"), before);
    expect(said).toContain("The server cannot check credentials right now.");
  });

  test.each(["not-authorized", "malformed-request"])(
    "%s out of the blue, as an answer to nothing that is under way",
    async (condition) => {
      const response = "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>biws</response>";
      const [said = ""] = await saidAbout(failure(condition), [...OPENED, response]);
      expect(said).toContain(
        `${condition}: no exchange is under way that this would belong to: <response/> answers a challenge (run "auth --step" first). The stream stays open`,
      );
    },
  );

  test("each of several attempts in one write, as its own", async () => {
    const said = await saidAbout(
      failure("not-authorized")
        .repeat(3)
        .replace(/(?<=>)S: /g, ""),
      [...OPENED, `${C_AUTH}${C_AUTH.slice(3)}${C_AUTH.slice(3)}`],
    );
    expect(said).toHaveLength(3);
    for (const one of said) expect(one).toContain("the user name or the password is wrong");
    const [fourth = ""] = await saidAbout(failure("not-authorized"), [
      ...OPENED,
      C_AUTH,
      failure("not-authorized"),
    ]);
    expect(fourth).toContain("no exchange is under way");
  });

  test("aborted, which is what was asked for, not so", async () => {
    const abort = "C: <abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
    const said = await saidAbout(failure("aborted"), [...OPENED, C_AUTH, abort]);
    expect(said.join()).not.toContain("no exchange is under way");
  });

  const auth = (mechanism: string) =>
    `C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'>biwsbj1tZSxyPWFiYw==</auth>`;
  const PLUS_OFFERED = OPENED.map((step) => step.replace("PLAIN", "SCRAM-SHA-1-PLUS"));
  const TRY =
    'try "auth me --channel-binding tls-unique" (ejabberd 23.01 takes nothing else, on TLS 1.3 too) or "auth me --mechanism SCRAM-SHA-1", which does without';
  const NOT_AGAIN =
    'The stream stays open, but Prosody 0.12 gives no answer to another -PLUS on it: begin a new connection for that ("disconnect", "open")';
  const ANSWERED = [
    "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1hYmM=</challenge>",
    "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>Yz1iaXdzLHI9YWJjLHA9QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBPQ==</response>",
  ];

  test("not-authorized at the first message of SCRAM, before any proof, with what that gives away", async () => {
    const [said = ""] = await saidAbout(failure("not-authorized"), [...OPENED, auth("SCRAM-SHA-1")]);
    expect(said).toContain(
      'the server refused at the first message, before it asked for any proof of a password: there is no such user on its domain, or not for this mechanism. The stream stays open: "auth" can be tried again',
    );
  });

  test("not-authorized at the first message of SCRAM that has no name in it, not so", async () => {
    const empty = "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>=</auth>";
    const [said = ""] = await saidAbout(failure("not-authorized"), [...OPENED, empty]);
    expect(said).not.toContain("there is no such user");
  });

  test("not-authorized at the end of SCRAM as a wrong user name or password: a challenge is no sign that there is such a user", async () => {
    const before = [...OPENED, auth("SCRAM-SHA-1"), ...ANSWERED];
    const [said = ""] = await saidAbout(failure("not-authorized"), before);
    expect(said).toContain(
      "not-authorized: the proof does not fit: the user name or the password is wrong, and on purpose the server does not say which (the user name is the part of your JID before the @). A challenge is no sign that it knows the user: servers may make up a salt. The stream stays open",
    );
  });

  test("not-authorized at the end of -PLUS as that, or the channel binding", async () => {
    const before = [...PLUS_OFFERED, auth("SCRAM-SHA-1-PLUS"), ...ANSWERED];
    const [said = ""] = await saidAbout(failure("not-authorized"), before);
    expect(said).toContain(
      `not-authorized: the user name or the password is wrong, or the server does not take the channel binding, and on purpose it does not say which (${TRY}). ${NOT_AGAIN}`,
    );
  });

  test("a user whose name is no plain word as USER, for whoever types the line to quote", async () => {
    const plus = auth("SCRAM-SHA-1-PLUS").replace(/>.*</, `>${btoa("n,,n=m e,r=abc")}<`);
    const [said = ""] = await saidAbout(failure("not-authorized"), [...PLUS_OFFERED, plus, ...ANSWERED]);
    expect(said).toContain('(try "auth USER --channel-binding tls-unique"');
  });

  test("a channel binding that the server names as the cause", async () => {
    const text = "Channel binding not supported";
    const before = [...PLUS_OFFERED, auth("SCRAM-SHA-1-PLUS")];
    const [said = ""] = await saidAbout(failure("malformed-request", text), before);
    expect(said).toContain(
      `malformed-request: the server does not take this channel binding (${TRY}). ${NOT_AGAIN}`,
    );
  });

  test("any of a -PLUS that was not offered as that", async () => {
    const before = [...OPENED, auth("SCRAM-SHA-1-PLUS")];
    const [said = ""] = await saidAbout(failure("malformed-request"), before);
    expect(said).toContain(
      `malformed-request: the server did not offer SCRAM-SHA-1-PLUS on this stream. ${NOT_AGAIN}`,
    );
  });

  test("any that comes after success as one try too many", async () => {
    const [said = ""] = await saidAbout(failure("not-authorized"), [...AUTHENTICATED, C_AUTH]);
    expect(said).toContain("you are authenticated already, and once is enough");
    expect(said).not.toContain("can be tried again");
  });

  test("with the server's own words", async () => {
    const [said] = await saidAbout(failure("not-authorized", "No such user"), [...OPENED, C_AUTH]);
    expect(said).toMatch(/ The server says: "No such user"\.?$/);
  });
});

const stanzaError = (condition: string, type = "cancel") =>
  `S: <iq type='error' id='1'><error type='${type}'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`;

describe("a stanza error is explained", () => {
  test.each([
    ["service-unavailable", "cancel", "the most common error for newcomers", "§8.3.3.19"],
    ["item-not-found", "cancel", "The JID, node or item does not exist.", "§8.3.3.7"],
    ["jid-malformed", "modify", "An address breaks the rules for JIDs.", "§8.3.3.8"],
    ["conflict", "cancel", "Something with that name already exists.", "§8.3.3.2"],
  ])("%s, with its type", async (condition, type, meaning, section) => {
    const [said = "", ...more] = await saidAbout(stanzaError(condition, type), BOUND);
    expect(more).toEqual([]);
    expect(said.startsWith(`${condition} (${type}): `)).toBe(true);
    for (const part of [meaning, "What to do: ", `[RFC 6120 ${section}]`]) expect(said).toContain(part);
  });

  test.each(["service-unavailable", "not-allowed", "not-authorized"])(
    "before bind, %s is put down to the missing bind",
    async (condition) => {
      const [said] = await saidAbout(stanzaError(condition), RESTARTED);
      expect(said).toContain("stanzas are taken only after authentication and bind");
      const [later] = await saidAbout(stanzaError(condition), BOUND);
      expect(later).not.toContain("stanzas are taken only after authentication and bind");
    },
  );

  test.each([
    ["before authentication", OPENED, 'bind (run "auth", "restart", "bind")'],
    [
      "before TLS, where it is offered",
      OPENED.map((step) =>
        step.replace("<mechanisms ", "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><mechanisms "),
      ),
      'bind (run "starttls", "restart", "auth", "restart", "bind")',
    ],
    ["before the restart", AUTHENTICATED, 'the restart is missing too (run "restart", then "bind")'],
    ["before bind", RESTARTED, 'and only bind is missing (run "bind")'],
  ])("%s, not-authorized names the steps that are missing", async (_what, before, remedy) => {
    const [said] = await saidAbout(stanzaError("not-authorized", "auth"), before);
    expect(said).toContain(remedy);
  });

  test("a resource that is taken, with another way to bind", async () => {
    const conflict = stanzaError("conflict").replace("id='1'", "id='b1'");
    const [said] = await saidAbout(conflict, [...RESTARTED, C_BIND]);
    expect(said).toContain(
      'another session has this resource, and the server keeps it there (run "bind" with another',
    );
  });

  test("also on a message that came back", async () => {
    const [said] = await saidAbout(
      "S: <message type='error'><error type='cancel'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
      BOUND,
    );
    expect(said).toMatch(/^recipient-unavailable \(cancel\): /);
  });

  test("not where the stanza says nothing about it", async () => {
    expect(await saidAbout("S: <iq type='error' id='1'/>", BOUND)).toEqual([]);
  });
});

test("the same condition means different things to a stream, to SASL and to a stanza", async () => {
  const [sasl] = await saidAbout(failure("not-authorized"), [...OPENED, C_AUTH]);
  const [stanza] = await saidAbout(stanzaError("not-authorized", "auth"), BOUND);
  expect(sasl).toContain("§6.5.10");
  expect(stanza).toContain("§8.3.3.11");
});

const messageError = (from: string, condition: string) =>
  `S: <message type='error' from='${from}'><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;

describe("a stanza error is explained by whom the stanza was for:", () => {
  test("a domain where an account was meant", async () => {
    const [said = ""] = await saidAbout(messageError("juliet", "remote-server-not-found"), BOUND);
    expect(said).toContain(
      'remote-server-not-found (cancel): "juliet" is a domain here, and not one of this server\'s: an account is juliet@localhost',
    );
  });

  test("another server that is not there, in general", async () => {
    const [said = ""] = await saidAbout(messageError("me@example.org", "remote-server-not-found"), BOUND);
    expect(said).not.toContain("an account is");
    expect(said).toContain("What to do: ");
  });

  test.each([
    ["before any presence", BOUND],
    ["when we are available", [...BOUND, "C: <presence/>"]],
  ])("an account of the own domain that is not there, or nobody at it, %s", async (_when, before) => {
    const [said = ""] = await saidAbout(messageError("nobody@localhost", "service-unavailable"), before);
    expect(said).toContain(
      'there is no account "nobody@localhost", or nobody is there whom the message could be delivered to',
    );
    expect(said).not.toMatch(/contacts|sent no presence/);
  });

  test("an account that the server itself says is not there: nothing is kept back then", async () => {
    const text =
      "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>there is no account nobody</text></error>";
    const error = messageError("nobody@localhost", "service-unavailable").replace("</error>", text);
    const [said = ""] = await saidAbout(error, BOUND);
    expect(said).toMatch(
      /there is no account "nobody@localhost", or .* The server says: "there is no account nobody"/,
    );
    expect(said).not.toContain("on purpose");
  });

  test.each([
    ["me@localhost", true],
    ["romeo@localhost/nope", false],
    ["rooms.localhost", false],
  ])(
    "%s, where no presence was sent: it is to blame for our own messages only (%s)",
    async (from, isBlamed) => {
      const [said = ""] = await saidAbout(messageError(from, "service-unavailable"), BOUND);
      expect(said.includes("you have sent no presence yet")).toBe(isBlamed);
    },
  );

  test.each(["not-allowed", "service-unavailable"])(
    "%s, where a resource is bound already",
    async (condition) => {
      const error = `S: <iq type='error' id='b2'><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`;
      const again = C_BIND.replace("b1", "b2");
      const [said = ""] = await saidAbout(error, [...BOUND, again]);
      expect(said).toMatch(/a resource is bound already, and a stream has one: another client takes another/);
    },
  );
});
