import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import {
  type Address,
  formatAddress,
  isIpAddress,
  isLookedUp,
  isLoopback,
  parseAddress,
  toAscii,
} from "../../src/xmpp/address.ts";

describe("an address is read", () => {
  test.each<[string, Address]>([
    ["localhost", { host: "localhost" }],
    ["localhost:5222", { host: "localhost", port: 5222 }],
    ["xmpp.example.org:5269", { host: "xmpp.example.org", port: 5269 }],
    ["127.0.0.1:1", { host: "127.0.0.1", port: 1 }],
    ["[::1]", { host: "::1" }],
    ["[::1]:5222", { host: "::1", port: 5222 }],
    ["[fe80::1%eth0]:5222", { host: "fe80::1%eth0", port: 5222 }],
    ["::1", { host: "::1" }],
    ["2001:db8::42", { host: "2001:db8::42" }],
    ["::ffff:127.0.0.1", { host: "::ffff:127.0.0.1" }],
    ["xmpp://localhost", { host: "localhost", scheme: "xmpp" }],
    ["xmpp://localhost:5222/", { host: "localhost", port: 5222, scheme: "xmpp" }],
    ["xmpps://localhost:5223", { host: "localhost", port: 5223, scheme: "xmpps" }],
    ["xmpps://[::1]:5223", { host: "::1", port: 5223, scheme: "xmpps" }],
    ["exämple.org", { host: "exämple.org" }],
    ["a:65535", { host: "a", port: 65_535 }],
  ])("%s", (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });
});

describe("what is no address is refused, with what to write", () => {
  test.each([
    ["me@localhost", `it looks like a JID; the address is where to connect (write "localhost")`],
    ["me@localhost:5222", `it looks like a JID; the address is where to connect (write "localhost:5222")`],
    ["me@localhost/desk", `it looks like a JID; the address is where to connect (write "localhost")`],
    ["xmpp://me@localhost", `it looks like a JID; the address is where to connect (write "localhost")`],
    ["localhost:", `the port behind ":" is not a number (write host:5222)`],
    ["localhost:xmpp", `the port behind ":" is not a number (write host:5222)`],
    ["5222", 'a number alone is a port (did you mean "localhost:5222"?)'],
    ["xmpps://5223", 'a number alone is a port (did you mean "xmpps://localhost:5223"?)'],
    ["localhost:0", "a port is a number from 1 to 65535"],
    ["localhost:65536", "a port is a number from 1 to 65535"],
    ["", `it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")`],
    ["two words", `it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")`],
    ["localhost/desk", `it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")`],
    [
      "http://localhost",
      `it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")`,
    ],
    ["[::1", `it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")`],
    [
      "[localhost]:5222",
      `it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")`,
    ],
  ])("%s", (text, reason) => {
    expect(() => parseAddress(text)).toThrow(new UsageError(`Cannot read the address "${text}": ${reason}`));
  });
});

test("what would be a password in a URL is not in what is said of it", () => {
  expect(() => parseAddress("xmpp://me:s3cret@localhost")).toThrow(
    new UsageError(
      `Cannot read the address "xmpp://me:…@localhost": it looks like a JID; the address is where to connect (write "localhost")`,
    ),
  );
});

test.each([
  ["localhost", 5222, "localhost:5222"],
  ["127.0.0.1", 5222, "127.0.0.1:5222"],
  ["::1", 5222, "[::1]:5222"],
])("host %s and port %d are written so that they can be read again", (host, port, text) => {
  expect(formatAddress(host, port)).toBe(text);
  expect(parseAddress(text)).toEqual({ host, port });
});

describe("a password may go in the clear to this machine only", () => {
  test.each(["localhost", "LocalHost", "127.0.0.1", "127.255.0.3", "::1", "::ffff:127.0.0.1", "::1%lo"])(
    "%s is it",
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  test.each([
    "127.0.0.1.example.org",
    "localhost.example.org",
    "notlocalhost",
    "192.168.0.1",
    "128.0.0.1",
    "::2",
    "fe80::1%lo",
    "0.0.0.0",
    "",
  ])('"%s" is not', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

test.each([
  ["127.0.0.1", true],
  ["::1", true],
  ["fe80::1%eth0", true],
  ["localhost", false],
  ["1.example.org", false],
  ["1.2.3", false],
])("%s is an IP address: %s", (host, expected) => {
  expect(isIpAddress(host)).toBe(expected);
});

test.each([
  ["example.org", "example.org"],
  ["Example.ORG.", "example.org"],
  ["münchen.test", "xn--mnchen-3ya.test"],
  ["MÜNCHEN.test", "xn--mnchen-3ya.test"],
  ["xn--mnchen-3ya.test", "xn--mnchen-3ya.test"],
  ["例え.jp", "xn--r8jz45g.jp"],
  ["*.example.org", "*.example.org"],
  ["two words", ""],
  ["", ""],
])("%s is in DNS %s", (domain, ascii) => {
  expect(toAscii(domain)).toBe(ascii);
});

test.each([
  ["example.org", true],
  ["chat.example.org.", true],
  ["münchen.test", true],
  ["localhost.example.org", true],
  ["local.example.org", true],
  ["localhost", false],
  ["LocalHost.", false],
  ["me.localhost", false],
  ["printer.local", false],
  ["Printer.LOCAL.", false],
  ["server", false],
  ["server.", false],
  ["192.0.2.1", false],
  ["::1", false],
])("DNS may know where %s is: %s", (host, expected) => {
  expect(isLookedUp(host)).toBe(expected);
});
