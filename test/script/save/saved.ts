// What `save` writes, with the title left out: a memory server, typed lines, and the text that comes of them.
import { answerHandshake, type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

export interface Session {
  readonly tool: TryOut;
  /** Runs lines in turn, whatever comes of them. */
  run(...lines: readonly string[]): Promise<void>;
  /** The server sends XML. */
  receive(...xml: readonly string[]): void;
  /** Saves; returns the rows of the file behind its title. */
  save(...options: readonly string[]): Promise<string>;
}

export function session(options: TryOutOptions = {}): Session {
  const tool = tryOut(options);
  return {
    tool,
    async run(...lines) {
      for (const line of lines) await tool.run(line);
    },
    receive: (...xml) => {
      for (const text of xml) tool.server.send(text);
    },
    async save(...words) {
      const outcome = await tool.run(["save", "saved.xmpp", "--force", ...words].join(" "));
      if (outcome.status !== "passed") throw new Error(JSON.stringify(outcome));
      return (tool.saved.get("saved.xmpp") ?? "").split("\n").slice(1).join("\n");
    },
  };
}

/** A session that is logged in as me@localhost/desk; its script is that of the lines, behind those that log in. */
export async function loggedIn(options: TryOutOptions = {}): Promise<Session> {
  const made = session({ setup: { jid: "me@localhost" }, ...options });
  answerHandshake(made.tool.server);
  await made.run("open", "auth me test", "restart", "bind desk");
  return { ...made, save: async (...words) => withoutLogin(await made.save(...words)) };
}

const LOGIN = "open\nauth --mechanism PLAIN\nrestart\nbind desk\n";

function withoutLogin(text: string): string {
  return text.startsWith(LOGIN) ? text.slice(LOGIN.length) : text;
}

export function rows(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
