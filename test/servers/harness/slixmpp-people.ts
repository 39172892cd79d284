// People who use slixmpp at a practice server.
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { type Practicing, startPracticeServer } from "./practice-server.ts";
import { type Slixmpp, type SlixmppOptions, type SlixmppPerson, startSlixmpp } from "./slixmpp.ts";

/** slixmpp 1.8 binds to TLS 1.2 only; on TLS 1.3 it is told not to try. */
export const UNBOUND = { binds: "nothing", mechanism: "SCRAM-SHA-256" } as const;

type Comes = (jid: string, place: Practicing, options?: Partial<SlixmppOptions>) => Promise<SlixmppPerson>;

export interface SlixmppPeople {
  /** Somebody who is not logged in, who trusts the server's certificate and no other. */
  readonly somebody: Comes;
  /** Somebody who is logged in, and has heard nothing. */
  readonly enter: Comes;
  /** Somebody who is available, and told of changes of the roster. */
  readonly present: Comes;
}

/** The practice server, until the test is over. */
export async function practising(...how: Parameters<typeof startPracticeServer>): Promise<Practicing> {
  const started = await startPracticeServer(...how);
  onTestFinished(() => started.stop());
  return started;
}

/** One process for all the people of a file. */
export function useSlixmpp(): SlixmppPeople {
  let slixmpp: Slixmpp | undefined;
  beforeAll(() => {
    slixmpp = startSlixmpp();
  });
  afterAll(() => slixmpp?.stop());
  const somebody: Comes = async (jid, { port, certificate }, options = {}) => {
    if (!slixmpp) throw new Error("Cannot use slixmpp: it is started before the first test");
    return await slixmpp.person(jid, { port, certificate, ...options });
  };
  const enter: Comes = async (jid, place, options = {}) => {
    const person = await somebody(jid, place, { ...UNBOUND, ...options });
    await person.does("log_in");
    return person;
  };
  const present: Comes = async (...who) => {
    const person = await enter(...who);
    await person.does("roster");
    await person.does("presence");
    await person.heard();
    return person;
  };
  return { somebody, enter, present };
}
