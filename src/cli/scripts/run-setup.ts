// What the command line asks `run` for.
import type { Setup } from "../command-line/setup.ts";

export interface RunSetup extends Setup {
  readonly file: readonly string[];
  readonly server?: string | undefined;
  readonly timeout?: string | undefined;
  readonly onlyTags?: readonly string[] | undefined;
  readonly skipTags?: readonly string[] | undefined;
  readonly bail: boolean;
  readonly repeat: number;
  readonly jobs: number;
  readonly step?: boolean | undefined;
  readonly until?: string | undefined;
  readonly interactive?: boolean | undefined;
  readonly report?: readonly string[] | undefined;
  readonly logDir?: string | undefined;
  readonly barrier: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
