import { describe, expect, test } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import { boundClient, connectedClient } from "../helpers/bound-client.ts";
import { HEADER, plainAuth, practiceServer } from "../helpers/raw-client.ts";

const COMPOSED = "jos\u00e9";
const DECOMPOSED = "jose\u0301";

describe("a name with an accent", () => {
  test.each([
    ["composed", COMPOSED],
    ["decomposed", DECOMPOSED],
  ])("that the server was given %s is the same however it is typed", async (_form, name) => {
    const practice = practiceServer({ features: FEATURES, accounts: [{ name, password: "test" }] });
    for (const typed of [COMPOSED, DECOMPOSED, "JOS\u00c9"]) {
      const client = await connectedClient(practice);
      client.send(HEADER + plainAuth(`\0${typed}\0test`));
      expect(await client.hear(/<success[^>]*>|<\/failure>/)).toContain("<success");
    }
    expect(practice.accounts.names).toEqual([COMPOSED]);
  });
});

test("full-width letters in a name are the ordinary ones", () => {
  const { accounts } = practiceServer({
    features: [],
    accounts: [{ name: "\uff4d\uff45", password: "test" }],
  });
  expect(accounts.names).toEqual(["me"]);
});

test("a room's name is the same room however its accents are typed", async () => {
  const me = await boundClient(practiceServer({ features: FEATURES }), "me", "desk");
  const join = (room: string, nick: string) =>
    me.send(
      `<presence to='${room}@rooms.localhost/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`,
    );
  join("caf\u00e9", "one");
  join("cafe\u0301", "two");
  expect(await me.hear(/code="303"/)).toContain('from="caf\u00e9@rooms.localhost/one"');
});

test("a domain in capitals is served in small letters", async () => {
  const me = await boundClient(practiceServer({ features: FEATURES, domain: "LOCALHOST" }), "me", "desk");
  me.send("<message to='me@localhost/desk'/>");
  expect(await me.hear(/<message [^>]*>/)).toContain('from="me@localhost/desk"');
});
