// The practice server where there is a prompt: it is started behind it, and told of.
import { ConnectionError } from "../../errors.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { PRACTICE_PASSWORD } from "../../shell/practice.ts";
import type { Setup } from "../command-line/setup.ts";
import { PRACTICE_ACCOUNTS, type Practice, startPractice, wantsPractice } from "./practice.ts";

/** The server to talk to where none is given, and what is to be said of it. */
export async function practiceFor(
  setup: Setup,
  write: (text: string) => void,
): Promise<Practice | undefined> {
  if (!wantsPractice(setup)) return undefined;
  try {
    const practice = await startPractice();
    const accounts = PRACTICE_ACCOUNTS.join(", ");
    write(
      `The practice server is at ${practice.address}; its accounts are ${accounts}, password ${PRACTICE_PASSWORD}. "open" begins, "next" says what comes next.`,
    );
    return practice;
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    write(`There is no practice server: ${sanitizeLine(error.message)}`);
    return undefined;
  }
}
