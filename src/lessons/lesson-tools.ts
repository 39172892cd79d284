// What a lesson works with.
import type { Player } from "../script/player.ts";
import type { Clients } from "../session/clients.ts";
import type { PracticeLab } from "../shell/practice.ts";
import type { Shell } from "../shell/shell.ts";
import type { Variables } from "../shell/variables.ts";
import type { Transcript } from "../transcript/transcript.ts";

export interface LessonTools {
  readonly player: Player;
  readonly shell: Shell;
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly variables: Variables;
  /** What the lesson talks to, where it is in this very process. */
  readonly practice?: PracticeLab | undefined;
}
