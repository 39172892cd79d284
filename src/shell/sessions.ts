import type { Answers } from "../session/answers.ts";
import type { Clients } from "../session/clients.ts";
import type { Trails } from "../session/trails.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Exchanges } from "./authentication/exchanges.ts";

/** Who there is, what has happened, and what is under way. */
export interface Sessions {
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly answers: Answers;
  readonly trails: Trails;
  /** SASL exchanges that have begun, by client. */
  readonly exchanges: Exchanges;
}
