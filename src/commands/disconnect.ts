import { defineCommand, PASSED } from "../shell/command.ts";

export const disconnect = defineCommand({
  name: "disconnect",
  kind: "wire",
  summary: "Drop the TCP connection without closing the stream",
  detail:
    "As a lost network would: the server cannot tell whether you are coming back. `close` is the polite way.",
  spec: "RFC 6120 §4.4",
  args: {},
  options: {},
  example: { line: "disconnect", after: [{ line: "connect" }], shows: "disconnected by this side" },
  inScripts: "allowed",
  needs: "connection",
  async run({ client }) {
    await client.session.disconnect();
    return PASSED;
  },
});
