import { Resolver } from "node:dns/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type DnsServer, startDnsServer } from "./dns-server.ts";

let server: DnsServer;
let resolver: Resolver;

beforeEach(async () => {
  server = await startDnsServer({
    "_xmpp-client._tcp.example.test": {
      SRV: [
        { priority: 5, weight: 10, port: 5222, target: "one.example.test" },
        { port: 5322, target: "two.example.test" },
      ],
    },
    "_xmpps-client._tcp.example.test": { SRV: [{ port: 0, target: "." }] },
    "one.example.test": { A: ["127.0.0.1", "127.0.0.2"], AAAA: ["::1"] },
    "broken.test": "servfail",
    "secret.test": "refused",
    "silent.test": "silent",
  });
  resolver = new Resolver({ timeout: 50, tries: 2 });
  resolver.setServers([server.address]);
});

afterEach(() => server.stop());

it("answers with SRV records", async () => {
  expect(await resolver.resolveSrv("_xmpp-client._tcp.example.test")).toEqual([
    { priority: 5, weight: 10, port: 5222, name: "one.example.test" },
    { priority: 0, weight: 0, port: 5322, name: "two.example.test" },
  ]);
  expect(server.queries).toEqual([{ name: "_xmpp-client._tcp.example.test", type: "SRV" }]);
});

it("answers that there is no such service", async () => {
  expect(await resolver.resolveSrv("_xmpps-client._tcp.example.test")).toEqual([
    { priority: 0, weight: 0, port: 0, name: "" },
  ]);
});

it("answers with addresses, whatever the case of the name", async () => {
  expect(await resolver.resolve4("ONE.example.test")).toEqual(["127.0.0.1", "127.0.0.2"]);
  expect(await resolver.resolve6("one.example.test")).toEqual(["::1"]);
});

it.each([
  ["one.example.test", "ENODATA"],
  ["unknown.test", "ENOTFOUND"],
  ["broken.test", "ESERVFAIL"],
  ["secret.test", "EREFUSED"],
  ["silent.test", "ETIMEOUT"],
])("answers a question about SRV records of %s with %s", async (name, code) => {
  await expect(resolver.resolveSrv(name)).rejects.toMatchObject({ code });
  expect(server.queries).toContainEqual({ name, type: "SRV" });
});
