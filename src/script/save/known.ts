// What the values of a session are called in a script: own JIDs, the domain, and what was defined or captured.
import { bareJid, formatJid, parseJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Course } from "./course.ts";
import type { Moment } from "./timeline.ts";

/** A variable with what it stands for from an entry on. */
export interface Named {
  readonly name: string;
  readonly value: string;
  readonly n: number;
}

/** Shorter values stand for themselves: a 1 here is not the 1 there. */
const SHORTEST = 4;

export class Known {
  readonly #course: Course;
  readonly #named: Named[];

  constructor(course: Course, named: readonly Named[]) {
    this.#course = course;
    this.#named = [...named];
  }

  add(named: Named): void {
    this.#named.push(named);
  }

  hasName(name: string): boolean {
    return this.#named.some((named) => named.name === name);
  }

  /** `${name}` for what was defined or captured before. */
  variable(value: string, { n }: Moment): string | undefined {
    if (value.length < SHORTEST) return undefined;
    const found = this.#named.findLast((named) => named.value === value && named.n < n);
    return found && `\${${found.name}}`;
  }

  /** `${jid}`, `${bare}`, or those of another client. */
  jid(value: string, moment: Moment): string | undefined {
    const { jids, headers } = this.#course;
    const header = headers.at(moment);
    // A component binds nothing: its domain is all the JID it has.
    if (header?.contentNamespace === NS.component) return header.to === value ? "${domain}" : undefined;
    const { client } = moment;
    for (const one of [client, ...jids.clients.filter((other) => other !== client)]) {
      const full = jids.at({ client: one, n: moment.n });
      if (full === undefined) continue;
      const prefix = one === client ? "" : `${one}.`;
      if (full === value) return `\${${prefix}jid}`;
      if (formatJid(bareJid(parseJid(full))) === value) return `\${${prefix}bare}`;
    }
    return undefined;
  }

  /** Whether a client of the session had this full JID at some time. */
  wasOwn(value: string): boolean {
    return this.#course.jids.values.includes(value);
  }

  /** `${domain}` for the domain of the client's stream. */
  domain(value: string, moment: Moment): string | undefined {
    return this.#course.headers.at(moment)?.to === value ? "${domain}" : undefined;
  }
}
