import { afterEach, describe, expect, test } from "vitest";
import { lookUpBy } from "../../src/stream/service-records.ts";
import { type DnsServer, startDnsServer, type Zone } from "../helpers/dns-server.ts";

let dns: DnsServer;

afterEach(() => dns.stop());

const BOTH = ["xmpps-client", "xmpp-client"] as const;
const NEVER = new AbortController().signal;

async function lookUp(zone: Zone, signal = NEVER) {
  dns = await startDnsServer(zone);
  return await lookUpBy([dns.address])("example.test", BOTH, signal);
}

describe("DNS is asked for the servers of a domain", () => {
  test("and what it knows of either service is told", async () => {
    const known = await lookUp({
      "_xmpp-client._tcp.example.test": {
        SRV: [{ target: "a.example.test", port: 5222, priority: 10, weight: 20 }],
      },
      "_xmpps-client._tcp.example.test": {
        SRV: [{ target: "b.example.test", port: 443, priority: 5, weight: 0 }],
      },
    });
    expect(known).toEqual({
      records: [
        { service: "xmpps-client", priority: 5, weight: 0, port: 443, target: "b.example.test" },
        { service: "xmpp-client", priority: 10, weight: 20, port: 5222, target: "a.example.test" },
      ],
    });
  });

  test("for the services that are wanted, and nothing else", async () => {
    await lookUp({});
    expect(dns.queries.map(({ name, type }) => `${type} ${name}`).sort()).toEqual([
      "SRV _xmpp-client._tcp.example.test",
      "SRV _xmpps-client._tcp.example.test",
    ]);
  });

  test("and a name that is not there is no problem", async () => {
    expect(await lookUp({})).toEqual({ records: [] });
  });

  test("nor is a name without records", async () => {
    expect(await lookUp({ "_xmpp-client._tcp.example.test": { A: ["127.0.0.1"] } })).toEqual({ records: [] });
  });

  test("and a service that is decidedly not there is a record", async () => {
    const { records } = await lookUp({
      "_xmpps-client._tcp.example.test": { SRV: [{ target: ".", port: 0 }] },
    });
    expect(records).toMatchObject([{ service: "xmpps-client" }]);
    expect([".", ""]).toContain(records[0]?.target);
  });
});

describe("where DNS does not answer", () => {
  test.each([
    ["servfail", "the DNS server failed to find out"],
    ["refused", "the DNS server refused the question"],
  ] as const)("with %s, it is told, and what is known all the same", async (answer, problem) => {
    const known = await lookUp({
      "_xmpps-client._tcp.example.test": answer,
      "_xmpp-client._tcp.example.test": { SRV: [{ target: "a.example.test", port: 5222 }] },
    });
    expect(known).toMatchObject({ problem, records: [{ target: "a.example.test" }] });
  });

  test("at all, it is given up", async () => {
    const known = await lookUp({
      "_xmpps-client._tcp.example.test": "silent",
      "_xmpp-client._tcp.example.test": "silent",
    });
    expect(known).toEqual({ records: [], problem: "DNS did not answer within 2 s" });
  });

  test("whoever waits can be interrupted", async () => {
    const controller = new AbortController();
    const waiting = lookUp({ "_xmpps-client._tcp.example.test": "silent" }, controller.signal);
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(waiting).rejects.toThrow("enough");
  });
});
