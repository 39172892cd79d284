import { describe, expect, test, vi } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import { connectInMemory } from "../../src/server/memory-wire.ts";
import { authenticatedClient, boundClient, connectedClient } from "../helpers/bound-client.ts";
import { HEADER, plainAuth, practiceServer, saslText } from "../helpers/raw-client.ts";
import { tryOut } from "../helpers/try-out.ts";

const REMOVE = "<iq type='set' id='r'><query xmlns='jabber:iq:register'><remove/></query></iq>";
const GONE = /<not-authorized [^>]*\/><text [^>]*>the account was removed<\/text>/;

const openServer = () => practiceServer({ features: FEATURES, registration: "open" });

describe("an account that is removed", () => {
  test("takes all its streams with it, also one without a resource", async () => {
    const practice = openServer();
    const unbound = await authenticatedClient(practice, "juliet");
    const [phone, juliet] = [
      await boundClient(practice, "juliet", "phone"),
      await boundClient(practice, "juliet", "balcony"),
    ];
    juliet.send(REMOVE);
    const said = await Promise.all([unbound, phone, juliet].map((client) => client.rest()));
    for (const rest of said) expect(rest).toMatch(GONE);
    expect(said[2]).toMatch(/^<iq type="result" id="r" [^>]*>/);
    expect(practice.resources).toEqual([]);
  });

  test("is no contact of anybody any more: whoever takes the name is a stranger", async () => {
    const practice = openServer();
    const me = await boundClient(practice, "me", "desk");
    const juliet = await boundClient(practice, "juliet", "balcony");
    me.send("<presence/><presence to='juliet@localhost' type='subscribe'/>");
    juliet.send("<presence/>");
    await juliet.hear(/<presence [^>]*type="subscribe"[^>]*>/);
    juliet.send(
      "<presence to='me@localhost' type='subscribed'/><presence to='me@localhost' type='subscribe'/>",
    );
    await me.hear(/<presence [^>]*type="subscribe"[^>]*>/);
    me.send("<presence to='juliet@localhost' type='subscribed'/>");
    await juliet.hear(/from="me@localhost\/desk"[^>]*\/>/);
    juliet.send(REMOVE);
    await juliet.rest();
    expect(practice.accounts.find("me")?.roster.get("juliet@localhost")?.subscription).toBe("none");
  });

  test("leaves nobody waiting for its answer to a request", async () => {
    const practice = openServer();
    const me = await boundClient(practice, "me", "desk");
    me.send("<presence to='juliet@localhost' type='subscribe'/>");
    const juliet = await boundClient(practice, "juliet", "balcony");
    juliet.send(REMOVE);
    await juliet.rest();
    expect(practice.accounts.find("me")?.roster.get("juliet@localhost")?.ask).toBe(false);
  });
});

describe("an account that is removed while somebody authenticates", () => {
  /** Takes the account away, and gives its name to somebody else, whenever the server looks the account up. */
  const stolen = () => {
    const practice = openServer();
    const { accounts } = practice;
    const find = accounts.find.bind(accounts);
    accounts.find = (name) => {
      const found = find(name);
      if (found && name === "juliet") {
        // What a <remove/> and a registration on other connections do, while this one waits for its hash.
        queueMicrotask(() => {
          accounts.remove("juliet");
          accounts.add("juliet", "of somebody else");
        });
      }
      return found;
    };
    return practice;
  };

  test("is not let in with PLAIN", async () => {
    const client = await connectedClient(stolen());
    client.send(HEADER + plainAuth("\0juliet\0test"));
    expect(await client.hear(/<(success|failure).*$/s)).toContain("<not-authorized/>");
  });

  test("is not let in with SCRAM", async () => {
    const practice = stolen();
    const tool = tryOut({ setup: { allowPlaintext: true }, network: () => connectInMemory(practice.accept) });
    await tool.run("open");
    const { status } = await tool.run("auth juliet test --mechanism SCRAM-SHA-1");
    expect(status).toBe("failed");
    expect(tool.shown).toContain("<not-authorized/>");
    expect(tool.shown).not.toContain("<success");
  });
});

test("what stands behind <remove/> in the same write is not handled any more", async () => {
  const practice = openServer();
  const me = await boundClient(practice, "me", "desk");
  const juliet = await boundClient(practice, "juliet", "balcony");
  juliet.send(`${REMOVE}<message to='me@localhost/desk'><body>boo</body></message>`);
  expect(await juliet.rest()).toMatch(GONE);
  me.send("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
  expect(await me.hear(/<iq [^>]*id="p"[^>]*>/)).not.toContain("boo");
});

describe("a guest's account", () => {
  const guest = async (practice = openServer()) => {
    const client = await connectedClient(practice);
    client.send(HEADER + saslText("auth", "", "ANONYMOUS"));
    await client.hear(/<success[^>]*>/);
    return client;
  };

  test("is gone with a guest who never bound a resource", async () => {
    const practice = openServer();
    const client = await guest(practice);
    expect(practice.accounts.names).toHaveLength(3);
    client.drop();
    await vi.waitUntil(() => practice.accounts.names.length === 2, { interval: 2 });
    expect(practice.accounts.names).toEqual(["me", "juliet"]);
  });

  test("is gone where the stream had ended before the guest was let in", async () => {
    const practice = openServer();
    const client = await connectedClient(practice);
    client.send(HEADER + saslText("auth", "", "ANONYMOUS") + "<presence/>".repeat(1200));
    expect(await client.rest()).toContain("<policy-violation");
    await vi.waitUntil(() => practice.accounts.names.length === 2, { interval: 2 });
    expect(practice.accounts.names).toEqual(["me", "juliet"]);
  });

  test("stays while the guest does, and goes with the end of the stream", async () => {
    const practice = openServer();
    const client = await guest(practice);
    client.send(`${HEADER}<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`);
    await client.hear(/<\/jid>/);
    expect(practice.accounts.names).toHaveLength(3);
    client.send("</stream:stream>");
    await client.rest();
    expect(practice.accounts.names).toEqual(["me", "juliet"]);
  });
});
