// What happened, in order. Everything that is shown, saved or checked is made from these.
import type { StreamEvent } from "../stream/event.ts";

/** Names a client for as long as the transcript lives; it survives renaming. */
export type ClientId = string;

export type Side = "client" | "server";

export interface Traffic {
  readonly type: "traffic";
  readonly from: Side;
  /** Whether TLS protected it. */
  readonly secure: boolean;
  /**
   * How many characters of the event's raw text were sent before, in fragments that have entries of their own: what
   * was written now is the rest.
   */
  readonly begun?: number;
  readonly event: StreamEvent;
}

export type ConnectionChange = { readonly type: "connection" } & (
  | { readonly change: "connected"; readonly host: string; readonly port: number; readonly peer: string }
  | {
      readonly change: "disconnected";
      readonly host: string;
      readonly port: number;
      readonly by: Side;
      readonly cause?: string;
    }
  | { readonly change: "failed"; readonly host: string; readonly port: number; readonly cause: string }
);

/** A line that was run. `masked` is the line without its secrets. */
export interface CommandLine {
  readonly type: "command";
  readonly line: string;
  readonly masked: string;
}

/** A remark, by the tool or by whatever runs a script. */
export interface Note {
  readonly type: "note";
  readonly by: "tool" | "runner";
  readonly text: string;
}

export type Happening = Traffic | ConnectionChange | CommandLine | Note;

/** `n` counts from 1 and is never reused; `at` is in milliseconds since 1970. */
export type Entry<H extends Happening = Happening> = {
  readonly n: number;
  readonly at: number;
  readonly client: ClientId;
} & H;
