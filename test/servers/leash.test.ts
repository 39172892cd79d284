import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transform } from "esbuild";
import { expect, it, vi } from "vitest";

it.each(["SIGKILL", "SIGINT"] as const)("a leashed process ends when its owner gets %s", async (signal) => {
  const folder = await mkdtemp(join(tmpdir(), "xmpp-repl-leash-"));
  const scratch = await mkdtemp(join(tmpdir(), "xmpp-repl-leash-scratch-"));
  const watch = createServer().listen(0, "127.0.0.1");
  await once(watch, "listening");
  const { port } = watch.address() as AddressInfo;

  // The owner is a program of its own; what it leashes holds a connection to us, which tells when it ends.
  const source = await readFile(new URL("harness/leashed-process.ts", import.meta.url), "utf8");
  await writeFile(`${folder}/leashed-process.mjs`, (await transform(source, { loader: "ts" })).code);
  const command = [process.execPath, "-e", `require("node:net").connect(${port}, "127.0.0.1")`];
  await writeFile(
    `${folder}/owner.mjs`,
    `import { startLeashed } from "./leashed-process.mjs";
     startLeashed(${JSON.stringify({ scratch, command, env: {} })});`,
  );
  const owner = spawn(process.execPath, [`${folder}/owner.mjs`]);
  const [connection] = await once(watch, "connection");

  owner.kill(signal);
  await once(connection.resume(), "close");
  await vi.waitFor(() => expect(existsSync(scratch)).toBe(false), 5000);
  watch.close();
  await rm(folder, { recursive: true });
});
