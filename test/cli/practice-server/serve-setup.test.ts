import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ServeSetup } from "../../../src/cli/practice-server/serve-options.ts";
import { accountsIn, hostIn, portIn } from "../../../src/cli/practice-server/serve-setup.ts";
import { UsageError } from "../../../src/errors.ts";

const setup = (given: Partial<ServeSetup>): ServeSetup => ({
  port: 5222,
  expose: false,
  domain: "localhost",
  tls: "optional",
  register: false,
  verbose: false,
  showSecrets: false,
  ...given,
});

const accounts = (given: Partial<ServeSetup>) =>
  accountsIn(setup(given)).map(({ name, password }) => `${name}:${password}`);

describe("where it listens", () => {
  test("is this machine only, unless it is told to let others in", () => {
    expect(hostIn(setup({}))).toBe("127.0.0.1");
    expect(hostIn(setup({ expose: true }))).toBe("0.0.0.0");
    expect(hostIn(setup({ expose: true, host: "192.0.2.7" }))).toBe("192.0.2.7");
  });

  test.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])(
    "may be %s, which nobody else reaches",
    (host) => {
      expect(hostIn(setup({ host }))).toBe(host);
    },
  );

  test.each(["0.0.0.0", "::", "192.0.2.7", "example.org", "127.0.0.1.example.org"])(
    "may be %s with --expose only",
    (host) => {
      expect(() => hostIn(setup({ host }))).toThrow(UsageError);
      expect(() => hostIn(setup({ host }))).toThrow(`Cannot listen on ${host}: other machines could connect`);
      expect(hostIn(setup({ host, expose: true }))).toBe(host);
    },
  );

  test("is a port that there is, or a free one", () => {
    expect(portIn(setup({ port: 0 }))).toBe(0);
    expect(portIn(setup({ port: 65_535 }))).toBe(65_535);
    for (const port of [65_536, -1, 1.5]) {
      expect(() => portIn(setup({ port }))).toThrow(
        `Cannot listen on port ${port}: there is no such port (ports go from 1 to 65535; 0 takes a free one)`,
      );
    }
    expect(() => portIn(setup({ port: Number.NaN }))).toThrow(
      "Cannot listen: --port is no number (ports go from 1 to 65535",
    );
  });
});

describe("the accounts", () => {
  test("are those of the tutorials where none are named", () => {
    expect(accounts({})).toEqual(["me:test", "juliet:test", "romeo:test"]);
  });

  test("are those that are named, and then no others", () => {
    expect(accounts({ account: ["anna:blue", "ben:green"] })).toEqual(["anna:blue", "ben:green"]);
  });

  test("have a password to the end of the text, with colons in it", () => {
    expect(accounts({ account: ["anna:a:b: c"] })).toEqual(["anna:a:b: c"]);
  });

  test("have names in small letters, each letter in one piece", () => {
    expect(accounts({ account: ["Anna:blue", "Jose\u0301:green"] })).toEqual([
      "anna:blue",
      "jos\u00e9:green",
    ]);
  });

  test("are each there once: of two the places are named", () => {
    const file = fileWith("ben:green\nANNA:red\nben:blue\n");
    expect(() => accounts({ account: ["anna:1", "Anna:2"] })).toThrow(
      'Cannot make the account "anna": it is there twice in --account (leave one out)',
    );
    expect(() => accounts({ account: ["anna:1"], accounts: file })).toThrow(
      `Cannot make the account "anna": it is there in --account and in ${file}:2 (leave one out)`,
    );
    expect(() => accounts({ accounts: file })).toThrow(
      `Cannot make the account "ben": it is there in ${file}:1 and in ${file}:3 (leave one out)`,
    );
  });

  test("are not those of the tutorials where a file has none in it", () => {
    const file = fileWith("# tuesday\n\n");
    expect(() => accounts({ accounts: file })).toThrow(
      `Cannot read --accounts ${file}: there is no account in it (write one name:password a row)`,
    );
  });

  test("come from a file as well, a row each, without empty rows and comments", () => {
    const file = fileWith("# the class\r\nanna:blue\r\n\r\n ben:green \n");
    expect(accounts({ accounts: file, account: ["carl:red"] })).toEqual([
      "carl:red",
      "anna:blue",
      "ben:green",
    ]);
  });

  test.each<[Partial<ServeSetup>, string]>([
    [{ account: ["anna"] }, 'Cannot read the account "anna" of --account: it has no password'],
    [{ account: ["anna:"] }, 'Cannot read the account "anna" of --account: it has no password'],
    [{ account: [":blue"] }, "of --account: it has no password (write name:password, as in juliet:test)"],
    [{ account: ["anna@localhost:blue"] }, '"anna@localhost" is no name (write name:password'],
    [{ account: ["an na:blue"] }, '"an na" is no localpart'],
    [{ accounts: "missing.txt" }, "Cannot read --accounts missing.txt: there is no such file"],
    [{ accounts: "test" }, "Cannot read --accounts test: it is a folder (name a file in it)"],
    [{ domain: "me@localhost" }, 'Cannot serve "me@localhost": it is no domain'],
    [{ domain: "" }, 'Cannot serve "": it is no domain'],
  ])("%j is told at once", (given, why) => {
    expect(() => accounts(given)).toThrow(UsageError);
    expect(() => accounts(given)).toThrow(why);
  });

  test("that cannot be read are told with their row", () => {
    const file = fileWith("anna:blue\nben\n");
    expect(() => accounts({ accounts: file })).toThrow(`Cannot read the account "ben" of ${file}:2: `);
  });
});

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-accounts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "class.txt");
  writeFileSync(file, text);
  return file;
}
