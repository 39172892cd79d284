// STARTTLS, SCRAM and the rest of the handshake as a process: piped into the built program, and in a bare script.
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { startServer } from "../servers/harness/start-server.ts";
import { environments, medians, report, timeOf, times } from "./measure.ts";

const MAIN = "dist/main.js";
const WALK = [
  "open",
  "starttls",
  "restart",
  "auth me test --mechanism SCRAM-SHA-256",
  "restart",
  "bind desk",
  "presence",
  "close",
  "",
].join("\n");

if (!existsSync(MAIN))
  throw new Error(`Cannot measure the walk: there is no ${MAIN} (run "npm run build" first)`);
const server = await startServer("prosody-modern");
try {
  const { port, certificate } = server;
  const { fingerprint256 } = new X509Certificate(readFileSync(certificate));
  for (const { name, env } of environments(tmpdir())) {
    const cost = await medians(15, {
      bare: () => timeOf(["test/bench/bare-tls-walk.mjs", "localhost", String(port)], "", env),
      walk: () => timeOf([MAIN, `localhost:${port}`, "--pin", fingerprint256], WALK, env),
    });
    report({
      what: `open, starttls, restart, auth by SCRAM-SHA-256, restart, bind, presence, close, ${name}: over a bare script`,
      result: `${times(cost.walk / cost.bare)} (${cost.walk.toFixed(0)} ms against ${cost.bare.toFixed(0)} ms)`,
      aim: "1.30x or less",
    });
  }
} finally {
  await server.stop();
}
