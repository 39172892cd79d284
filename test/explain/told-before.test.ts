import { expect, test } from "vitest";
import { remarksKnowing } from "../../src/explain/remarks.ts";
import { ToldBefore } from "../../src/explain/told-before.ts";
import { logIn, tryOut } from "../helpers/try-out.ts";
import { conversation } from "../session/conversation.ts";
import { BOUND } from "../session/wire.ts";

const refused = (condition: string, more = "") =>
  `S: <iq type='error' id='1'><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>${more}</error></iq>`;
const text = (said: string) => `<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>${said}</text>`;

/** What is said of the last steps, by somebody who remembers. */
async function notesOn(...steps: readonly string[]): Promise<readonly string[]> {
  const told = new ToldBefore();
  const talk = conversation({
    remarks: told.shorten(remarksKnowing({ domains: () => [], prefix: () => "" })),
  });
  await talk.play("connects", ...BOUND);
  const count = talk.notes.length;
  await talk.play(...steps);
  return talk.notes.slice(count);
}

test("an error is explained in full once; later a row says where, and how to read it again", async () => {
  const [first = "", second = "", third] = await notesOn(
    refused("not-allowed", text("Not for you")),
    refused("not-allowed", text("Nor today")),
    refused("item-not-found"),
  );
  expect(first).toMatch(/^not-allowed \(cancel\): .{80,} The server says: "Not for you"$/);
  expect(second).toMatch(/^not-allowed again \(#\d+ says more; "explain not-allowed"\)$/);
  expect(third).toMatch(/^item-not-found \(cancel\): /);
});

test("the same condition is explained anew where it means something else", async () => {
  const bounced = (from: string) =>
    `S: <message type='error' from='${from}'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;
  const notes = await notesOn(
    bounced("romeo@localhost"),
    bounced("juliet@localhost"),
    bounced("romeo@localhost"),
  );
  expect(notes[0]).toContain('there is no account "romeo@localhost"');
  expect(notes[1]).toContain('there is no account "juliet@localhost"');
  expect(notes[2]).toMatch(/^service-unavailable again/);
});

test("at the prompt the number is that of the element which was explained", async () => {
  const tool = tryOut();
  await logIn(tool);
  const error = refused("not-allowed").slice(3);
  tool.server.send(error);
  const n = (tool.transcript.last?.n ?? 0) - 1;
  tool.server.send(error);
  expect(tool.transcript.get(n)?.type).toBe("traffic");
  expect(tool.shown).toContain(`    -- not-allowed again (#${n} says more; "explain not-allowed")\n`);
});

test("where nobody types each error is explained in full", async () => {
  const tool = tryOut({ isInteractive: false });
  await logIn(tool);
  for (let i = 0; i < 2; i += 1) tool.server.send(refused("not-allowed").slice(3));
  expect(tool.shown).not.toContain("again");
});
