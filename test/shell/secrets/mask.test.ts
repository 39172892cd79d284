import { describe, expect, test } from "vitest";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

describe("what is stored of a line that logs in", () => {
  test.each([
    ["the password behind the user", "auth me s3cret", "auth me [redacted]"],
    ["a password in quotes", `auth me "s3cret word"`, "auth me [redacted]"],
    ["a password with quotes in it", `auth me s3"cret'w"ord`, "auth me [redacted]"],
    [
      "a password among options",
      "auth --timeout 5s me s3cret --authzid a@b",
      "auth --timeout 5s me [redacted] --authzid a@b",
    ],
    ["a password that looks like an option", "auth me -- --s3cret", "auth me -- [redacted]"],
    ["a password that is the user's name", "auth s3cret s3cret", "auth [redacted] [redacted]"],
    ["a password in a line with too many words", "auth me s3cret word", "auth [redacted]"],
    ["a password in a line whose quote is not closed", `auth me "s3cret`, "auth [redacted]"],
    [
      "a password in a line with a mistyped option",
      "auth me s3cret --mechansim PLAIN",
      "auth me [redacted] --mechansim PLAIN",
    ],
    ["a password in another client's line", "@juliet auth juliet s3cret", "@juliet auth juliet [redacted]"],
    ["a password beside --username", "auth --username me@a s3cret", "auth --username me@a [redacted]"],
    ["a password before --username", "auth s3cret --username=me", "auth [redacted] --username=me"],
    [
      "a first message",
      "auth --mechanism PLAIN --initial AG1lAHRlc3Q=",
      "auth --mechanism PLAIN --initial [redacted]",
    ],
    [
      "a first message behind =",
      "auth --mechanism PLAIN --initial=AG1lAHRlc3Q= --step",
      "auth --mechanism PLAIN --initial=[redacted] --step",
    ],
    [
      "a first message as text",
      String.raw`auth --mechanism PLAIN --initial-text "\u{0}me\u{0}test"`,
      "auth --mechanism PLAIN --initial-text [redacted]",
    ],
    ["a response", "respond biws", "respond [redacted]"],
    [
      "a response of another client",
      "@juliet respond biws --no-wait",
      "@juliet respond [redacted] --no-wait",
    ],
    ["a response as text", `respond --text "c=biws,r=a,p=b"`, "respond --text [redacted]"],
    ["a response that takes one word too many", "respond biws biws", "respond [redacted]"],
    ["a password behind a user in quotes", `auth "m e" s3cret`, `auth "m e" [redacted]`],
  ])("is without %s", (_what, line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    "auth",
    "auth me",
    "auth me --mechanism PLAIN --timeout 2m",
    "@juliet auth juliet",
    "auth --username me@a --explain",
    "respond",
    "abort",
    "starttls --pin ab --cert me.pem --key me.key",
  ])("is all of it when there is no password: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>";

describe("what is stored of XML", () => {
  test.each([
    ["a SASL payload", `${AUTH}AG1lAHRlc3Q=</auth>`, `${AUTH}[redacted]</auth>`],
    ["a SASL payload that goes on in another piece", `${AUTH}AG1l`, `${AUTH}[redacted]`],
    [
      "a SASL payload of a named client",
      `@juliet ${AUTH}AG1lAHRlc3Q=</auth>`,
      `@juliet ${AUTH}[redacted]</auth>`,
    ],
    [
      "a password in a request",
      "iq set <query xmlns='jabber:iq:register'><password>s3cret</password></query>",
      "iq set <query xmlns='jabber:iq:register'><password>[redacted]</password></query>",
    ],
    [
      "a password in quoted XML",
      `send "<password>s3cret</password>"`,
      `send "<password>[redacted]</password>"`,
    ],
    [
      "a component's handshake",
      "<handshake>aaf4c61ddcc5e8a2</handshake>",
      "<handshake>[redacted]</handshake>",
    ],
  ])("is without %s", (_what, line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    [
      "a password field of a form",
      "iq set <x xmlns='jabber:x:data'><field var='password'><value>s3cret</value></field></x>",
    ],
    [
      "a password field of a raw form",
      "<iq type='set' id='1'><x xmlns='jabber:x:data'><field var='password'><value>s3cret</value></field></x></iq>",
    ],
    ["a token in an attribute", "<token xmlns='urn:xmpp:fast:0' token='s3cret'/>"],
  ])("is without %s, wherever the text is cut", (_what, line) => {
    expect(shell.mask(line)).not.toContain("s3cret");
  });

  test.each([
    "<message to='juliet@localhost'><body>the password is in my heart</body></message>",
    "iq get <query xmlns='jabber:iq:roster'/>",
    "message juliet@localhost my password is long",
    `${AUTH}`,
  ])("is all of it where there is no secret: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

const hex = (text: string) => Buffer.from(text).toString("hex");
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("what is stored of bytes that spell out a login", () => {
  const login = `${AUTH}AG1lAHRlc3Q=</auth>`;
  test.each([
    ["base64", `send --base64 ${base64(login)}`, "send --base64 [redacted]"],
    ["base64 before the option", `send ${base64(login)} --base64`, "send [redacted] --base64"],
    ["hexadecimal digits", `send --hex ${hex(login)}`, "send --hex [redacted]"],
    ["hexadecimal digits in capitals", `send --hex ${hex(login).toUpperCase()}`, "send --hex [redacted]"],
  ])("is without %s", (_what, line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    ["digits in groups", `send --hex ${hex(login).replace(/../g, "$& ").trim()}`],
    ["digits in groups in quotes", `send --hex "${hex(login).replace(/../g, "$& ").trim()}"`],
    [
      "digits in long groups, as hexdumps have them",
      `send --hex ${hex(login).replace(/.{8}/g, "$& ").trim()}`,
    ],
    ["a byte that is no UTF-8 before them", `send --hex ff${hex(login)}`],
  ])("is without %s", (_what, line) => {
    const stored = shell.mask(line).toLowerCase().replaceAll(" ", "");
    expect(stored).not.toContain(hex("AG1lAHRlc3Q="));
  });

  test.each([
    `send --base64 ${base64("<presence/>")}`,
    `send --hex ${hex("<presence/>")}`,
    "send --hex ff fe",
  ])("is all of it where they spell out something else: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

describe("what is stored of JavaScript", () => {
  test.each([
    [`await auth("me", "s3cret")`, `await auth("me", "[redacted]")`],
    [`await auth("s3cret", { username: "me" })`, `await auth("[redacted]", { username: "[redacted]" })`],
    [
      `for (const p of ["s3cret"]) await auth ("me", p)`,
      `for (const p of ["[redacted]"]) await auth ("[redacted]", p)`,
    ],
    [`await respond("s3cret")`, `await respond("[redacted]")`],
    [
      `await auth({ mechanism: "PLAIN", initial: 's3cret' })`,
      `await auth({ mechanism: "[redacted]", initial: '[redacted]' })`,
    ],
    [`var a = auth; a("me", "s3cret")`, `var a = auth; a("[redacted]", "[redacted]")`],
    [`const password = "s3cret"`, `const password = "[redacted]"`],
    ["const pw = `s3cret`", "const pw = `[redacted]`"],
    [`const me = { pwd: "s3cret" }`, `const me = { pwd: "[redacted]" }`],
    [`apiToken="s3cret"`, `apiToken="[redacted]"`],
    ["const pw = 12345678", 'const pw = "[redacted]"'],
    [`process.env.XMPP_PASSWORD = "s3cret"`, `process.env.XMPP_PASSWORD = "[redacted]"`],
  ])("is without its texts where it logs in, or names a secret: %s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    `await auth("me", /s3cret/.source)`,
    `await auth("me", "s3cret`,
    "await auth(`${`s3cret`}`)",
    "a = b; auth me s3cret",
  ])("is nothing where it cannot be told what is a text in it: %s", (line) => {
    expect(shell.mask(line)).toBe("[redacted] (JavaScript that authenticates)");
  });

  test("is without the payload where it sends it itself", () => {
    const masked = shell.mask(`client.send("${AUTH}AG1lAHRlc3Q=</auth>")`);
    expect(masked).toBe(`client.send("${AUTH}[redacted]</auth>")`);
  });

  test.each([
    "1 + 1",
    "const tokens = list.length",
    `const author = "me"`,
    "a instanceof b",
    `await message("juliet@localhost", "hi")`,
    "client.state.features",
  ])("is all of it elsewhere: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});
