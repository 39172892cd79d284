import { closeReply } from "../session/replies.ts";
import { defineCommand, waitOptions } from "../shell/command.ts";
import { STREAM_END } from "../xmpp/stream-header.ts";

export const close = defineCommand({
  name: "close",
  kind: "wire",
  summary: "Close the stream: send its end tag and wait for the server's",
  detail: "The server closes the connection then. `disconnect` drops it without a word.",
  spec: "RFC 6120 §4.4",
  args: {},
  options: { ...waitOptions },
  example: { line: "close", after: [{ line: "open --no-wait" }], sends: "</stream:stream>" },
  needs: "connection",
  async run({ options, ask }) {
    return await ask(STREAM_END, closeReply, options);
  },
});
