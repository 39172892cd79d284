// A mistake of ours on the server ends as little as can be, and is told.
import { describe, expect, test, vi } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import type { MakeServerFeature } from "../../src/server/server-feature.ts";
import { boundClient, connectedClient } from "../helpers/bound-client.ts";
import { HEADER, practiceServer } from "../helpers/raw-client.ts";

function serverWith(feature: MakeServerFeature) {
  const told: string[] = [];
  const practice = practiceServer({
    features: [feature, ...FEATURES],
    failed: (error) => told.push(String(error)),
  });
  return { practice, told };
}

const broken = () => {
  throw new Error("out of order");
};

describe("a bug", () => {
  test("in what answers a client ends its stream, and is told", async () => {
    const { practice, told } = serverWith(() => ({
      name: "broken",
      nonzas: { namespace: "urn:example:broken", take: broken },
    }));
    const client = await connectedClient(practice);
    client.send(`${HEADER}<x xmlns='urn:example:broken'/>`);
    expect(await client.rest()).toContain("<internal-server-error ");
    expect(told).toEqual(["Error: out of order"]);
  });

  test("in what is done when a client goes keeps nobody else from hearing of it", async () => {
    const { practice, told } = serverWith(() => ({ name: "broken", unbound: broken, ended: broken }));
    const me = await boundClient(practice, "me", "desk");
    const phone = await boundClient(practice, "me", "phone");
    me.send("<presence/>");
    await me.hear(/<presence [^>]*>/);
    phone.send("<presence/>");
    await me.hear(/<presence [^>]*\/phone"[^>]*>/);
    phone.drop();
    expect(await me.hear(/<presence [^>]*>/)).toContain('type="unavailable" from="me@localhost/phone"');
    await vi.waitUntil(() => told.length === 2, { interval: 2 });
    expect(told).toEqual(["Error: out of order", "Error: out of order"]);
  });

  test("in what happens when nobody resumes a session is told, and harms nobody", async () => {
    const { practice, told } = serverWith(() => ({ name: "broken", unbound: broken }));
    const client = await boundClient(practice, "me", "desk");
    client.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    await client.hear(/<enabled [^>]*>/);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    client.drop();
    await vi.waitUntil(() => practice.resources[0]?.connection === undefined, { interval: 2 });
    vi.advanceTimersByTime(300_000);
    vi.useRealTimers();
    expect(practice.resources).toEqual([]);
    expect(told).toEqual(["Error: out of order"]);
  });

  test("is told by the connection's watcher where there is one", async () => {
    const watched: unknown[] = [];
    const practice = practiceServer({
      features: [() => ({ name: "broken", nonzas: { namespace: "urn:example:broken", take: broken } })],
      watch: () => ({
        received: () => {},
        sent: () => {},
        secured: () => {},
        notSecured: () => {},
        halfClosed: () => {},
        ended: () => {},
        failed: (error) => watched.push(String(error)),
      }),
    });
    const client = await connectedClient(practice);
    client.send(`${HEADER}<x xmlns='urn:example:broken'/>`);
    await client.rest();
    expect(watched).toEqual(["Error: out of order"]);
  });
});
