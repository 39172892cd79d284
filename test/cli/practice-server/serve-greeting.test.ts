import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { type Greeting, greeting } from "../../../src/cli/practice-server/serve-greeting.ts";
import type { ServeSetup } from "../../../src/cli/practice-server/serve-options.ts";

const FINGERPRINT = "AB:CD:EF";

function said(
  given: Partial<ServeSetup> = {},
  { host = "127.0.0.1", ...more }: Partial<Greeting> & { readonly host?: string } = {},
): readonly string[] {
  const setup: ServeSetup = {
    port: 5222,
    expose: false,
    domain: "localhost",
    tls: "optional",
    register: false,
    verbose: false,
    showSecrets: false,
    ...given,
  };
  return greeting(setup, {
    listening: { host, port: 5222 },
    accounts: ["me", "juliet"].map((name) => ({ name, password: "test" })),
    fingerprint: FINGERPRINT,
    ...more,
  });
}

test("it says what it is, who has an account, and what to type", () => {
  expect(said()).toEqual([
    "A practice server for localhost listens on 127.0.0.1:5222. It is for practice: nothing is kept, and it has no place on the internet.",
    "Accounts: me, juliet, password test.",
    "  xmpp-repl localhost:5222 --pin ABCDEF",
    "Ctrl-C ends it.",
  ]);
});

test("the line names the domain where it is not the host", () => {
  expect(said({ domain: "class.example" })).toContain(
    "  xmpp-repl localhost:5222 --domain class.example --pin ABCDEF",
  );
  expect(said({ host: "192.0.2.7" }, { host: "192.0.2.7" })).toContain(
    "  xmpp-repl 192.0.2.7:5222 --domain localhost --pin ABCDEF",
  );
  expect(said({}, { host: "::1" })).toContain("  xmpp-repl [::1]:5222 --domain localhost --pin ABCDEF");
});

test("another address of this machine is said as it is", () => {
  expect(said({ host: "127.0.0.2" }, { host: "127.0.0.2" })).toContain(
    "  xmpp-repl 127.0.0.2:5222 --domain localhost --pin ABCDEF",
  );
});

test("without TLS there is nothing to pin, and that is said", () => {
  const lines = said({ tls: "off" }, { fingerprint: undefined });
  expect(lines[0]).toContain("listens on 127.0.0.1:5222; it offers no TLS. ");
  expect(lines).toContain("  xmpp-repl localhost:5222");
});

test("for a class it has the line for each address of the machine", () => {
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .flatMap(({ internal, family, address }) => (internal || family === "IPv6" ? [] : [address]));
  const expected = addresses.map((address) => `  xmpp-repl ${address}:5222 --domain localhost --pin ABCDEF`);
  const lines = said({ expose: true }, { host: "0.0.0.0" }).filter((line) => line.startsWith("  "));
  expect(lines).toEqual(addresses.length > 0 ? expected : ["  xmpp-repl localhost:5222 --pin ABCDEF"]);
});

test("a password that somebody has chosen is not said, also where it is one for all", () => {
  const accounts = ["anna", "ben"].map((name) => ({ name, password: "chosen" }));
  const lines = said({}, { accounts });
  expect(lines[1]).toBe("Accounts: anna, ben, each with the password it was given.");
  expect(lines.join()).not.toContain("chosen");
});

test("of many names the first are said, and no passwords", () => {
  const accounts = Array.from({ length: 30 }, (_, n) => ({ name: `s${n}`, password: `secret${n}` }));
  const [, names = "", ...rest] = said({}, { accounts });
  expect(names).toBe(
    "Accounts: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 … (30 in all), each with the password it was given.",
  );
  expect(rest.join()).not.toContain("secret");
});
