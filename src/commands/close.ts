import { closeReply } from "../session/replies.ts";
import { isStreamOpen } from "../session/state.ts";
import { defineCommand, PASSED, waitOptions } from "../shell/command.ts";
import { requireConnection } from "../shell/require-connection.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";

export const close = defineCommand({
  name: "close",
  kind: "wire",
  summary: "Close the stream: send its end tag and wait for the server's",
  detail: "The server closes the connection then. `disconnect` drops it without a word.",
  spec: "RFC 6120 §4.4",
  args: {},
  options: {
    "if-open": { summary: "only where a stream is open; where it has ended already, all is well" },
    ...waitOptions,
  },
  example: { line: "close", after: [{ line: "open --no-wait" }], sends: "</stream:stream>" },
  looksAtInbox: "if-open",
  async run({ options, ask, client }) {
    if (options["if-open"] && !isStreamOpen(client.session.state)) return PASSED;
    requireConnection("close", client);
    return await ask(STREAM_END, closeReply, options);
  },
});
