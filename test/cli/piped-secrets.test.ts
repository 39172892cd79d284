import { describe, expect, test } from "vitest";
import { pipe } from "./piping.ts";

const SECRET = "AG1lAHRlc3Q=";

describe("piped output", () => {
  test("has no passwords, in lines or on the wire", async () => {
    const { code, output, messages, received } = await pipe("open\nauth me test\n");
    expect(code).toBe(0);
    expect(received).toContain(SECRET);
    expect(output + messages).not.toContain(SECRET);
    expect(output).not.toContain("me test");
    expect(output).toContain("> auth me [redacted]\n");
    expect(output).toMatch(/<auth .*mechanism="PLAIN">\[redacted\]<\/auth>/);
  });

  test("has them with --show-secrets", async () => {
    const { output } = await pipe("open\nauth me test\n", { setup: { showSecrets: true } });
    expect(output).toContain(SECRET);
  });

  test("has no passwords that were typed as XML", async () => {
    const xml = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${SECRET}</auth>`;
    expect((await pipe(`open\n${xml}\n`)).output).not.toContain(SECRET);
  });

  test("has no passwords from the environment", async () => {
    const { code, output, messages, received } = await pipe("open\nauth me\n", {
      environment: { XMPP_PASSWORD: "test" },
    });
    expect(code).toBe(0);
    expect(received).toContain(SECRET);
    expect(output + messages).not.toContain(SECRET);
  });

  test("has no colours, unless they are asked for", async () => {
    expect((await pipe("open\n")).output).not.toContain("\x1b");
    expect((await pipe("open\n", { colours: true })).output).toContain("\x1b[");
  });
});

describe("the password of auth is", () => {
  test.each<[string, string, Record<string, string>, string]>([
    ["the one on the line before all", "auth me test", { XMPP_PASSWORD: "wrong" }, "me test"],
    [
      "the client's own before the general one",
      "auth me",
      { XMPP_PASSWORD_MAIN: "test", XMPP_PASSWORD: "wrong" },
      "me test",
    ],
    ["the general one", "auth me", { XMPP_PASSWORD: "test", XMPP_PASSWORD_JULIET: "wrong" }, "me test"],
  ])("%s", async (_what, line, environment, words) => {
    const { code, received } = await pipe(`open\n${line}\n`, { environment });
    expect(code).toBe(0);
    expect(received).toContain(Buffer.from(`\0${words.replace(" ", "\0")}`).toString("base64"));
  });

  test("that of the account on the command line where the line names no user", async () => {
    const setup = { jid: "me@localhost" };
    expect(await pipe("open\nauth\n", { environment: { XMPP_PASSWORD: "test" }, setup })).toMatchObject({
      code: 0,
    });
  });
});
