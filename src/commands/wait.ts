import { setTimeout } from "node:timers/promises";
import { defineCommand } from "../shell/command.ts";
import { parseDuration } from "../shell/language/units.ts";
import { PASSED } from "../shell/outcome.ts";

export const wait = defineCommand({
  name: "wait",
  kind: "console",
  summary: "Wait, for the protocol's own timers",
  detail: "For what is sent there is `expect`, which waits no longer than it must.",
  args: { duration: { summary: "how long, as 500ms, 5s or 2m" } },
  options: {},
  looksAtInbox: true,
  example: { line: "wait 1ms", shows: "waited 1ms" },
  async run({ args, signal, origin, print }) {
    try {
      await setTimeout(parseDuration(args.duration), undefined, { signal });
      if (origin === "line") print(`waited ${args.duration}`);
      return PASSED;
    } catch (error) {
      if (signal.aborted) return { status: "interrupted" };
      throw error;
    }
  },
});
