// What the command line asks for.
import type { TlsWishes, WhereWishes } from "../../shell/connecting/target.ts";

export interface Setup extends TlsWishes, WhereWishes {
  readonly address?: string | undefined;
  readonly domain?: string | undefined;
  readonly jid?: string | undefined;
  /** The accounts of clients, as "juliet=juliet@localhost". */
  readonly account?: readonly string[] | undefined;
  /** The same as the configuration has them: they count where the command line leads nowhere else. */
  readonly configured?: readonly string[] | undefined;
  /** Whether the prompt reads the configuration file; without this it does. */
  readonly config?: boolean | undefined;
  /** What variables stand for at first, as "room=lobby". */
  readonly var?: readonly string[] | undefined;
  /** Hosts that scripts may reach beside the one they are pointed at. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly componentPort?: string | undefined;
  readonly log?: string | undefined;
  readonly keylog?: string | undefined;
  readonly showSecrets: boolean;
  readonly allowPlaintext: boolean;
  /** Undefined: as the terminal and NO_COLOR say. */
  readonly color?: boolean | undefined;
}

export const PLAIN_SETUP: Setup = { showSecrets: false, allowPlaintext: false };
