// A prompt at which authentication fails and is tried again: a run of piped lines ends at the first failure.
import { startPrompt } from "../../terminal/harness/prompt.ts";
import { serverKinds } from "./server-kinds.ts";
import type { RunningServer } from "./start-server.ts";
import { argumentsFor, opening, type Way } from "./ways.ts";

export interface Tries {
  /** Runs a line and waits for rows at the end of the screen; the blank at their end is left out. */
  run(line: string, end: string): Promise<void>;
  /** Runs a line that ends in this SASL failure, with the stream still open. */
  fail(line: string, condition: string): Promise<void>;
  /** Runs a line that leads to this prompt: "authenticated, restart next". */
  lead(line: string, position: string): Promise<void>;
  /** Waits for a remark, which may come behind the new prompt: it is shown above it. */
  shows(text: string): Promise<void>;
  /** All that was on the screen. */
  scrollback(): string;
}

/** Opens a stream, on which all that follows happens. The prompt ends with the test. */
export async function startTries(server: RunningServer, way: Way): Promise<Tries> {
  const prompt = await startPrompt(argumentsFor(server, way), { columns: 500 });
  const run = async (line: string, end: string) => {
    prompt.enter(line);
    await prompt.waitFor((screen) => screen.slice(screen.lastIndexOf(`> ${line}\n`)).endsWith(`\n${end}`));
  };
  const isTlsDue = serverKinds[server.kind].tls === "required" && way.how === "plain TCP";
  const opened = `main stream open, ${isTlsDue ? "starttls" : "auth"} next>`;
  for (const line of opening(way)) prompt.enter(line);
  await prompt.standsAt(`${opened} `);
  return {
    run,
    fail: (line, condition) => run(line, `SASL failure: ${condition}\n${opened}`),
    lead: (line, position) => run(line, `main ${position}>`),
    shows: (text) => prompt.waitFor((screen) => screen.includes(text)),
    scrollback: prompt.scrollback,
  };
}
