// What the command line asks for, looked at before anything is shown or started: a mistake is then all that is told.
import { openPrivate } from "../logs/private-file.ts";
import type { Setup } from "./setup.ts";
import { definitionsIn, targetsOf } from "./targets.ts";

/** Files that are open already, each with its number. */
export interface OpenedFiles {
  readonly log?: number | undefined;
  readonly keylog?: number | undefined;
}

/**
 * Opens the files of the setup, which may be pipes, and must be opened once only.
 * @throws UsageError for what cannot be used.
 */
export function checkSetup(setup: Setup): OpenedFiles {
  targetsOf(setup);
  definitionsIn(setup);
  const { log, keylog } = setup;
  return {
    log: log === undefined ? undefined : openPrivate(log, "w", "the log"),
    keylog: keylog === undefined ? undefined : openPrivate(keylog, "a", "the TLS keys"),
  };
}
