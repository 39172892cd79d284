// What a SASL mechanism is to a client: a conversation of which it knows its own side (RFC 4422 §3).
import type { ChannelBinding, Gs2Flag } from "./gs2.ts";
import type { ClientFirst, ScramHash, ScramValues, ServerFirst } from "./scram.ts";

/** What an exchange needs to know. Not every mechanism asks for everything. */
export interface SaslOptions {
  /** The identity to act as, when it is not that of the credentials. */
  readonly authzid?: string | undefined;
  username(): string;
  password(): Promise<string>;
  /** A fresh one; no comma in it (RFC 5802 §5.1). */
  nonce(): Promise<string>;
  readonly gs2Flag: Gs2Flag;
  readonly binding?: ChannelBinding | undefined;
  /** Says whether this many iterations may be computed: a server must not keep the client busy for hours. */
  approveIterations(iterations: number): Promise<void>;
}

/** What was computed, to be shown: values and no words. */
export type SaslWork =
  | {
      readonly step: "plain";
      readonly authzid: string;
      readonly username: string;
      readonly password: string;
      readonly message: string;
    }
  | { readonly step: "identity"; readonly authzid: string }
  | { readonly step: "scram first"; readonly flag: Gs2Flag; readonly first: ClientFirst }
  | { readonly step: "scram challenge"; readonly server: ServerFirst; readonly clientNonce: string }
  | {
      readonly step: "scram final";
      readonly hash: ScramHash;
      readonly password: string;
      readonly server: ServerFirst;
      readonly values: ScramValues;
      readonly binding?: ChannelBinding | undefined;
    }
  | { readonly step: "scram verified"; readonly received: string; readonly values: ScramValues }
  /** A message of which nothing more is known than what it says. */
  | {
      readonly step: "payload";
      readonly of: "auth" | "challenge" | "response" | "success";
      readonly bytes: Uint8Array;
    };

/** What the client sends next, before it is put in base64. */
export interface SaslMove {
  /** Undefined: an element without content. */
  readonly message: string | undefined;
  readonly work: readonly SaslWork[];
}

/** Computes what a challenge is answered with; the signal stops that. */
export type SaslAnswer = (signal: AbortSignal) => Promise<SaslMove>;

/** One exchange, from the client's side. */
export interface SaslExchange {
  begin(): Promise<SaslMove>;
  /**
   * Reads a challenge and says what is in it; the answer is computed only when it is asked for.
   * @throws SaslFault when it must not be answered.
   */
  read(challenge: string): { readonly work: readonly SaslWork[]; readonly answer: SaslAnswer };
  /**
   * Checks what the server sends with its success.
   * @throws SaslFault when the server has not proved what it must.
   */
  succeed(data: string | undefined): readonly SaslWork[];
}

/** A mechanism that this program can compute. */
export interface SaslMechanism {
  readonly name: string;
  /** Where it is specified. */
  readonly spec: string;
  /** What it is, in a few words, behind its name. */
  readonly summary: string;
  /** Whether it prepares names and passwords (RFC 4013): what that forbids is to show before anything is sent. */
  readonly prepares?: true;
  readonly needs: readonly ("password" | "channel binding" | "client certificate" | "nobody")[];
  start(options: SaslOptions): Promise<SaslExchange>;
}
