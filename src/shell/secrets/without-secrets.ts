// What lines say by themselves, on its way out: without the passwords that were used, where these are not to be shown.
import { wrapPrinted } from "../../render/printed.ts";
import type { Outcome } from "../outcome.ts";
import type { Output } from "../output.ts";

/** @param told makes of a text what may be shown of it. */
export function printingOnly<T extends Pick<Output, "print" | "page"> & { columns(): number }>(
  options: T,
  told: (text: string) => string,
): T {
  /** What stands for a secret may be longer, in rows that were laid out. */
  const laidOut = (text: string) => {
    const shown = told(text);
    return shown === text ? text : wrapPrinted(shown, options.columns());
  };
  return {
    ...options,
    print: (text) => options.print(told(text)),
    // Rows that are taken as they are needed are entries, which are the wire: these are masked where they are laid out.
    page: (text) => options.page(typeof text === "string" ? laidOut(text) : text),
  };
}

/** The outcome with what is told of it. */
export function tellingOnly(outcome: Outcome, told: (text: string) => string): Outcome {
  return "reason" in outcome ? { ...outcome, reason: told(outcome.reason) } : outcome;
}
