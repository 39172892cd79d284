// The whole handshake as a process: piped into the built program, and in a bare script, against the same server.
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { startServer } from "../servers/harness/start-server.ts";
import { environments, medians, report, timeOf, times } from "./measure.ts";

const MAIN = "dist/main.js";
const WALK = ["open", "auth me test --mechanism PLAIN", "restart", "bind desk", "presence", "close", ""].join(
  "\n",
);

if (!existsSync(MAIN))
  throw new Error(`Cannot measure the walk: there is no ${MAIN} (run "npm run build" first)`);
const server = await startServer("prosody-seed");
try {
  // By name: an IP address would also become the domain that the stream is opened to.
  const { port } = server;
  for (const { name, env } of environments(tmpdir())) {
    const cost = await medians(15, {
      bare: () => timeOf(["test/bench/bare-walk.mjs", "localhost", String(port)], "", env),
      walk: () => timeOf([MAIN, `localhost:${port}`], WALK, env),
    });
    report({
      what: `open, auth, restart, bind, presence, close, ${name}: over a bare script`,
      result: `${times(cost.walk / cost.bare)} (${cost.walk.toFixed(0)} ms against ${cost.bare.toFixed(0)} ms)`,
      aim: "1.50x or less",
    });
  }
} finally {
  await server.stop();
}
