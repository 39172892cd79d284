// Several people at one practice server. What one of them says is handled, and what the others hear of it is on its way
// to them, before the promise is kept.
import { FEATURES } from "../../src/server/features/index.ts";
import { connectInMemory } from "../../src/server/memory-wire.ts";
import type { PracticeServer } from "../../src/server/server.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import { HEADER, plainAuth, practiceServer } from "./raw-client.ts";

export interface Person {
  /** Sends, and returns the stanzas that were heard since, those that were not asked for yet included. */
  says(xml: string): Promise<readonly string[]>;
  /** The stanzas that were heard since the last time. */
  hears(): Promise<readonly string[]>;
  /** Sends without waiting for anything. */
  writes(xml: string): void;
  /** Drops the connection without a word. The server sees it before anything that is sent later. */
  vanishes(): void;
}

/** me, juliet and romeo; every id that the server makes is "s", and every moment is 2026-01-01T00:00:00Z. */
export function town(): PracticeServer {
  const accounts = ["me", "juliet", "romeo"].map((name) => ({ name, password: "test" }));
  return practiceServer({
    features: FEATURES,
    accounts,
    id: () => "s",
    now: () => Date.parse("2026-01-01T00:00:00Z"),
  });
}

/**
 * Somebody with a resource that is bound and nothing else.
 * @param who as "juliet/balcony"
 * @param header of the streams
 */
export async function enter(server: PracticeServer, who: string, header = HEADER): Promise<Person> {
  const [name = "", resource = ""] = who.split("/");
  let heard: string[] = [];
  let look = () => {};
  const reader = new StreamReader(
    (event) => {
      if (event.type === "element") heard.push(event.raw);
    },
    { newDocuments: "always" },
  );
  const transport = await connectInMemory(server.accept)(
    { host: "localhost", port: 5222 },
    {
      data: (bytes) => {
        reader.write(bytes);
        look();
      },
      closed: () => {},
    },
    new AbortController().signal,
  );
  const says = (text: string, last: RegExp) =>
    new Promise<readonly string[]>((resolve) => {
      look = () => {
        const at = heard.findIndex((stanza) => last.test(stanza));
        if (at < 0) return;
        look = () => {};
        resolve(heard.slice(0, at));
        heard = heard.slice(at + 1);
      };
      transport.write(Buffer.from(text, "utf8"));
    });
  await says(header, /^<stream:features/);
  await says(plainAuth(`\0${name}\0test`), /^<success/);
  await says(header, /^<stream:features/);
  await says(
    `<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`,
    /^<iq [^>]*id="bind"/,
  );
  // What comes before the answer to a ping has come.
  const ping = "<iq type='get' id='heard' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
  return {
    says: (xml) => says(xml + ping, /^<iq [^>]*id="heard"/),
    hears: () => says(ping, /^<iq [^>]*id="heard"/),
    writes: (xml) => transport.write(Buffer.from(xml, "utf8")),
    vanishes: () => transport.destroy(),
  };
}
