import { UsageError } from "../errors.ts";
import { editorOf, putOnLine } from "../shell/at-prompt.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { lineSending } from "../shell/language/as-line.ts";
import { PASSED } from "../shell/outcome.ts";
import { ID_IS_USED, idSent, type Recalled, recall } from "../shell/recall.ts";

export const resend = defineCommand({
  name: "resend",
  kind: "console",
  inScripts: "refused",
  summary: "Put something that was on the wire on the line, to be sent again",
  detail:
    "It is put there as it was, byte for byte, its id too. Nothing is sent before you press Enter. Without a number, and " +
    "as `resend last`, it is the last stanza that this client has sent; `show last` is what was received.",
  args: { entry: { optional: true, names: "traffic", summary: "its number, or last" } },
  options: {},
  example: {
    line: "resend",
    after: [{ line: "open --no-wait" }, { line: "presence" }],
    shows: "is on the line, as it was sent",
  },
  run({ args, ...context }) {
    editorOf(context, "put an entry on the line");
    const recalled = recall(args.entry, context, "resend");
    if (recalled.isMasked) {
      throw new UsageError(
        `Cannot resend ${recalled.entry.n}: secrets are hidden, and a mask would be sent in their place (run "set secrets show" first)`,
      );
    }
    putOnLine({ text: lineSending(recalled.text) }, context);
    context.print(context.theme.note(`    -- ${remark(recalled, context)}`));
    return PASSED;
  },
});

function remark({ entry }: Recalled, { client, transcript }: Context): string {
  const { n, from } = entry;
  const how = `${n} is on the line, as it was ${from === "client" ? "sent" : "received"}`;
  const isUsed = idSent(entry, client.session.id, transcript) !== undefined;
  return isUsed ? `${how}; ${ID_IS_USED}` : how;
}
