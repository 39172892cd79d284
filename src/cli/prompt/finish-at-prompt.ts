// The end behind a prompt that is gone: nobody is kept waiting without a word, nor longer than they like.
import type { Workbench } from "../workbench.ts";

/** @param write shows a row. */
export async function finishAtPrompt(
  { finish }: Pick<Workbench, "finish">,
  write: (row: string) => void,
): Promise<Awaited<ReturnType<Workbench["finish"]>>> {
  const hurry = new AbortController();
  let isSaid = false;
  const waits = (what: string) => {
    if (!isSaid) write(`    -- waits for ${what} (Ctrl-C ends it)`);
    isSaid = true;
  };
  // The keys are the terminal's again, where Ctrl-C is a signal.
  const interrupt = () => {
    // It has shown "^C".
    write("");
    hurry.abort();
  };
  process.on("SIGINT", interrupt);
  try {
    return await finish({ signal: hurry.signal, waits });
  } finally {
    process.off("SIGINT", interrupt);
  }
}
