import { expect, test } from "vitest";
import { PLAIN_SETUP, type Setup } from "../../../src/cli/command-line/setup.ts";
import { banner } from "../../../src/cli/prompt/banner.ts";

test.each<[string, Partial<Setup>, string]>([
  [
    "an address",
    { address: "localhost:5222", domain: "a.example" },
    '"open" opens a stream to localhost:5222',
  ],
  ["nothing", {}, "No server is given: a practice server is started beside this prompt"],
  [
    "a domain",
    { domain: "localhost" },
    '"open" opens a stream to localhost (without --domain a practice server is started)',
  ],
  [
    "a JID",
    { jid: "me@localhost" },
    '"open" opens a stream to localhost (without --jid a practice server is started)',
  ],
  [
    "a host and a port",
    { host: "192.0.2.7", port: "5223", jid: "me@localhost" },
    '"open" opens a stream to 192.0.2.7, port 5223 (without --jid and --host and --port a practice server is started)',
  ],
  [
    "the account of another client",
    { account: ["juliet=juliet@localhost"] },
    '"open ADDRESS" opens a stream (without --account a practice server is started)',
  ],
])(
  "the banner of %s says where open goes, and never of a server that is not started",
  (_, setup, opening) => {
    expect(banner({ ...PLAIN_SETUP, ...setup }, "0.0.0")).toBe(
      `xmpp-repl 0.0.0. ${opening}; "help" lists the commands, Ctrl-D leaves.`,
    );
  },
);
