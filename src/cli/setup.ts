// What the command line asks for.
import type { TlsWishes, WhereWishes } from "../shell/command.ts";

export interface Setup extends TlsWishes, WhereWishes {
  readonly address?: string | undefined;
  readonly domain?: string | undefined;
  readonly jid?: string | undefined;
  readonly log?: string | undefined;
  readonly keylog?: string | undefined;
  readonly showSecrets: boolean;
  readonly allowPlaintext: boolean;
  /** Undefined: as the terminal and NO_COLOR say. */
  readonly color?: boolean | undefined;
}

export const PLAIN_SETUP: Setup = { showSecrets: false, allowPlaintext: false };
