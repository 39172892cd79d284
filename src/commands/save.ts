import { UsageError } from "../errors.ts";
import { asNamed } from "../script/save/as-named.ts";
import type { Form } from "../script/save/save.ts";
import type { Recording } from "../script/save/saving.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";

export const save = defineCommand({
  name: "save",
  kind: "console",
  inScripts: "refused",
  summary: "Write the session so far as a script that does the same again",
  detail:
    "Lines become steps, and what has come and nobody has claimed becomes what the script expects. What is another " +
    "next time is given a name, or left open: own JIDs, ids, times, the address of the server. Passwords are not in it: they come from " +
    "XMPP_PASSWORD. What came from outside the session is left out, with a comment. With --raw everything is as it was; with --scs " +
    "it is a Scansion script, from bind on.",
  args: { file: { names: "file", summary: "the file to write" } },
  options: {
    raw: { summary: "keep everything as it was: addresses, ids, times" },
    scs: { summary: "write a Scansion script (.scs)" },
    force: { summary: "write over a file that is there" },
  },
  example: {
    line: "save hello.xmpp",
    after: [{ line: "open --no-wait" }],
    shows: "saved 1 step to hello.xmpp",
  },
  async run(context) {
    const { args, options, transcript, target, print, writeFile } = context;
    if (options.raw && options.scs) throw new UsageError("Cannot save: --raw and --scs exclude each other");
    if (transcript.dropped > 0) {
      throw new UsageError(
        `Cannot save: ${transcript.dropped} entries of the session were dropped to stay within its limits (raise "set keep entries" before a long session; --log keeps all)`,
      );
    }
    const { saveSession } = await import("../script/save/save.ts");
    const form: Form = options.raw ? "raw" : options.scs ? "scansion" : "portable";
    const saved = saveSession(recordingOf(context), {
      file: args.file,
      form,
      secrets: context.storesSecrets() ? "shown" : "masked",
      tls: target.tls,
    });
    if (saved.steps === 0) {
      throw new UsageError("Cannot save: the session has no steps yet (run a few lines first)");
    }
    await writeFile(args.file, saved.text, {
      mode: form === "portable" ? "readable" : "private",
      existing: options.force ? "replaced" : "kept",
    });
    const steps = `${saved.steps} ${saved.steps === 1 ? "step" : "steps"}`;
    print(`saved ${steps} to ${args.file} (run it: ${saved.runLine})`);
    for (const remark of saved.remarks) print(`  ${remark}`);
    return PASSED;
  },
});

function recordingOf({ transcript, clients, commands, variables, client, now }: Context): Recording {
  const waiting = [...clients].flatMap(({ session }) => session.inbox.unclaimed.map(({ n }) => n));
  return {
    entries: asNamed(transcript.entries, clients),
    unclaimed: new Set(waiting),
    commands,
    variable: (name) => (variables.names.has(name) ? variables.get(name, { client }) : undefined),
    now: now(),
  };
}
