import { UsageError } from "../errors.ts";
import { defineCommand, PASSED } from "../shell/command.ts";
import { connectIfNeeded } from "../shell/opening.ts";

export const connect = defineCommand({
  name: "connect",
  kind: "wire",
  summary: "Open a TCP connection and send nothing",
  detail:
    "The first step by itself: what comes next is up to you, for example a stream header typed by hand.",
  spec: "RFC 6120 §3",
  args: {
    address: {
      optional: true,
      summary: "host or host:port; without it the one used last, or the command line's",
    },
  },
  options: {},
  example: { line: "connect localhost:5222", shows: "connected to localhost:5222" },
  async run(invocation) {
    const { connection, peer } = invocation.client.session.state;
    if (connection === "connected" && invocation.args.address === undefined) {
      throw new UsageError(`Cannot connect: already connected to ${peer} (run "disconnect" first)`);
    }
    await connectIfNeeded(invocation, invocation.args.address);
    return PASSED;
  },
});
