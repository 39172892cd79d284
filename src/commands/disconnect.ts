import { defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";

export const disconnect = defineCommand({
  name: "disconnect",
  kind: "wire",
  summary: "Drop the TCP connection without closing the stream",
  detail:
    "The server sees the connection end without </stream:stream>, as when a client crashes. `close` is the polite way.",
  spec: "RFC 6120 §4.4",
  args: {},
  options: {},
  example: { line: "disconnect", after: [{ line: "connect" }], shows: "disconnected by this side" },
  needs: "connection",
  async run({ client }) {
    await client.session.disconnect();
    return PASSED;
  },
});
