import { cp, mkdir, writeFile } from "node:fs/promises";
import { accounts, configFolder, type Launch, type Place } from "./launch.ts";

// Nothing is read from the working copy while it runs: the user `prosody` need not be able to reach that.
export async function launchProsody({ kind, scratch, ports }: Place): Promise<Launch> {
  const config = `${scratch}/prosody.cfg.lua`;
  await cp(`${configFolder}/${kind}.cfg.lua`, config);
  await cp(`${configFolder}/plugins`, `${scratch}/plugins`, { recursive: true });
  const storage = `${scratch}/data/localhost/accounts`;
  await mkdir(storage, { recursive: true });
  for (const account of accounts) {
    await writeFile(`${storage}/${account}.dat`, 'return {\n\t["password"] = "test";\n};\n');
  }
  return {
    user: "prosody",
    command: ["prosody", "--config", config, "-F"],
    env: { XR_RUN: scratch, XR_PORT: String(ports[0]) },
    isReady: (output) => ports.every((port) => output.includes(`[127.0.0.1]:${port}`)),
  };
}
