// A second Node beside the one that runs the gate: the prompt stands on node:repl, which differs between versions. It is no
// dependency, because npm would then run every script of ours with it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../node_modules/.cache/node24", import.meta.url));
const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "node@24"];

/** The program, whether or not it is there. */
export const node24 = `${folder}/node_modules/node/bin/node`;

export function hasNode24() {
  return existsSync(node24) && spawnSync(node24, ["--version"]).status === 0;
}

/**
 * Makes sure that it is there, and reports what is still missing afterwards.
 * @returns {import("./install-servers.js").Installation}
 */
export function installNode24() {
  const command = `npm ${args.join(" ")}`;
  if (hasNode24()) return { missing: [], reason: "", command };
  console.log(`Installing Node 24 (${command})`);
  const { status, stdout, stderr, error } = spawnSync("npm", args, { encoding: "utf8", timeout: 120_000 });
  if (hasNode24()) return { missing: [], reason: "", command };
  console.log(`${stdout ?? ""}${stderr ?? ""}`);
  const reason = error?.message ?? `npm ended with exit code ${status}, its output is above`;
  return { missing: ["Node 24"], reason, command };
}
