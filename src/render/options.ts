// How an entry is shown.
import type { Answer } from "../session/answers.ts";
import type { Side } from "../transcript/entry.ts";
import type { Theme } from "./themes/theme.ts";

export const VIEWS = ["pretty", "raw", "compact", "hex", "tree"] as const;
export type View = (typeof VIEWS)[number];

export type Times = "none" | "absolute" | "relative";

export interface RenderOptions {
  readonly theme: Theme;
  readonly view: View;
  /** Columns of the whole; 0 where nobody knows them: remarks stay on one line then. */
  readonly width: number;
  /** Whether XML is wrapped as well, where there is a width; without it it is not. */
  readonly wrapsXml?: boolean | undefined;
  /** What time stands before an entry; without it none. */
  readonly times?: Times | undefined;
  /** When the entry before was, in milliseconds since 1970: what relative times count from. */
  readonly before?: number | undefined;
  /** A text in XML that has more characters is shown by its beginning and its length; without it, and for 0, none is. */
  readonly fold?: number | undefined;
  /**
   * Whether the whole is shown, however long it is; without it it is. `bounded` is for what comes by itself: what
   * nobody can read is cut, and, where texts are folded, so is what takes very many rows. A row of the compact view is
   * cut where it does not fit.
   */
  readonly extent?: "whole" | "bounded" | undefined;
  /** Without it they are shown in full. */
  readonly namespaces?: "full" | "short" | undefined;
  /** Whether what base64 stands for is shown below it; without it it is not. */
  readonly base64?: "decode" | "leave" | undefined;
  /** Whether remarks and lines have their numbers too, as traffic has; without it they have not. With `none` nothing has. */
  readonly numbers?: "all" | "none" | undefined;
  /** What the entry answers. */
  readonly answer?: Answer | undefined;
  /** Shown with an entry where there is more than one client. */
  readonly name?: string | undefined;
  /** Which of the clients has that name, from 0: it is painted accordingly. */
  readonly place?: number | undefined;
  /** Which end of the connections tells it; without it the client's. */
  readonly seenFrom?: Side | undefined;
}
