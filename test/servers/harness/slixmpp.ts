// slixmpp's clients in one process of Python (slixmpp-talk.py), moved from here.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFailed } from "vitest";
import { PYTHON } from "./foreign.ts";

export interface SlixmppOptions {
  readonly port: number;
  /** In PEM: what is trusted; undefined trusts whatever comes. */
  readonly certificate?: string | undefined;
  readonly password?: string;
  /** "STARTTLS" unless something else is said. */
  readonly way?: "STARTTLS" | "direct TLS" | "plain TCP";
  /** The newest version of TLS that is taken. */
  readonly tls?: "TLSv1_2" | "TLSv1_3";
  /** The only mechanism that is used. */
  readonly mechanism?: string;
  /** "nothing" leaves out channel binding. */
  readonly binds?: "nothing";
  /** Makes the account first (XEP-0077). */
  readonly registers?: true;
  /** Enables stream management, and resumes (XEP-0198). */
  readonly manages?: true;
}

export interface SlixmppPerson {
  /**
   * Does what a method of slixmpp-talk.py does; returns its answer.
   * @throws Error with "TYPE CONDITION" where the server refuses.
   */
  does(what: string, ...words: readonly string[]): Promise<unknown>;
  /** Waits until these were heard, in this order, with or without others in between. */
  hears(...texts: readonly string[]): Promise<void>;
  /** What was heard behind all that was waited for. Whatever the server has sent by now has come then. */
  heard(): Promise<readonly string[]>;
}

export interface Slixmpp {
  /** Somebody who is not logged in. */
  person(jid: string, options: SlixmppOptions): Promise<SlixmppPerson>;
  stop(): Promise<void>;
}

interface Line {
  readonly call?: number;
  readonly answer?: unknown;
  readonly error?: string;
  readonly who?: string;
  readonly heard?: string;
}

const script = fileURLToPath(new URL("slixmpp-talk.py", import.meta.url));

export function startSlixmpp(): Slixmpp {
  const child = spawn(PYTHON, [script], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close");
  const calls = new Map<number, (line: Line) => void>();
  const hearing = new Map<string, (text: string) => void>();
  let [count, complaints] = [0, ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  createInterface(child.stdout).on("line", (text) => {
    const line: Line = JSON.parse(text);
    if (line.call !== undefined) calls.get(line.call)?.(line);
    else hearing.get(line.who ?? "")?.(line.heard ?? "");
  });
  const ask = async (who: string, what: string, words: readonly unknown[]): Promise<unknown> => {
    count += 1;
    const call = count;
    const answered = new Promise<Line>((resolve) => calls.set(call, resolve));
    child.stdin.write(`${JSON.stringify({ call, who, what, with: words })}\n`);
    const died = ended.then((): Line => ({ error: `slixmpp has ended: ${complaints}` }));
    const { error, answer } = await Promise.race([answered, died]);
    if (error !== undefined) throw new Error(error);
    return answer;
  };
  return {
    async person(jid, options) {
      // The same JID may come twice.
      const who = `${jid} ${count}`;
      const heard = listener();
      hearing.set(who, heard.add);
      onTestFailed(() => console.error([`${jid} heard:`, ...heard.all()].join("\n  ")));
      await ask(who, "make", [{ jid, ...options }]);
      const does: SlixmppPerson["does"] = (what, ...words) => ask(who, what, words);
      return {
        does,
        hears: heard.until,
        heard: async () => {
          await does("ping");
          return heard.rest();
        },
      };
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** What somebody has heard, from the place on that was asked for last. */
function listener() {
  let texts: readonly string[] = [];
  let all: readonly string[] = [];
  let look = () => {};
  const next = (wanted: string) =>
    new Promise<void>((resolve) => {
      look = () => {
        const at = texts.indexOf(wanted);
        if (at < 0) return;
        texts = texts.slice(at + 1);
        look = () => {};
        resolve();
      };
      look();
    });
  return {
    add: (text: string) => {
      texts = [...texts, text];
      all = [...all, text];
      look();
    },
    all: () => all,
    until: async (...wanted: readonly string[]) => {
      for (const text of wanted) await next(text);
    },
    rest: () => {
      const rest = texts;
      texts = [];
      return rest;
    },
  };
}
