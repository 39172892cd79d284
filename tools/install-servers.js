// Installs the two real XMPP servers that test/servers runs against, without starting any service, two clients that nobody
// here wrote, which try the practice server, and what else the tests try the program with.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ readonly name: string, readonly program: string, readonly isAside?: true, readonly debian: readonly string[], readonly brew?: string }} Program */
/** @typedef {{ readonly program: string, readonly args: readonly string[], readonly shown: string, readonly obstacle: string }} Installer */

/**
 * What could not be installed, by name; why not, and the command that installs it. An empty `missing` is success.
 * @typedef {{ readonly missing: readonly string[], readonly reason: string, readonly command: string }} Installation
 */

/**
 * What brew does not have is asked for on Debian only.
 * @type {readonly Program[]}
 */
const programs = [
  // The modern kind of Prosody needs SASL2, Bind 2 and FAST, which Debian packages apart.
  {
    name: "prosody",
    program: "prosody",
    debian: ["prosody", "prosody-modules"],
    brew: "prosody/prosody/prosody",
  },
  { name: "ejabberd", program: "ejabberdctl", debian: ["ejabberd"], brew: "ejabberd" },
  { name: "slixmpp", program: "python3", debian: ["python3-slixmpp"] },
  { name: "go-sendxmpp", program: "go-sendxmpp", debian: ["go-sendxmpp"] },
  // Shells that complete by Tab, and a stern reader of man pages.
  { name: "zsh", program: "zsh", isAside: true, debian: ["zsh"], brew: "zsh" },
  { name: "fish", program: "fish", isAside: true, debian: ["fish"], brew: "fish" },
  { name: "mandoc", program: "mandoc", isAside: true, debian: ["mandoc"] },
];

const aptInstall = fileURLToPath(new URL("apt-install.sh", import.meta.url));

/**
 * Makes sure that the servers and clients are installed, and reports what is still missing afterwards.
 * @returns {Installation}
 */
export function installServers() {
  const wanted = missingServers();
  if (wanted.length === 0) return { missing: [], reason: "", command: "" };
  const installer = findInstaller(wanted);
  const names = wanted.map((server) => server.name);
  if (installer.obstacle !== "") {
    return { missing: names, reason: installer.obstacle, command: installer.shown };
  }
  console.log(`Installing ${names.join(" and ")} (${installer.shown})`);
  const { status, stdout, stderr, error } = spawnSync(installer.program, installer.args, {
    encoding: "utf8",
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const missing = missingServers().map((server) => server.name);
  if (missing.length > 0) console.log(`${stdout ?? ""}${stderr ?? ""}`);
  const reason = error?.message ?? `the installation ended with exit code ${status}, its output is above`;
  return { missing, reason, command: installer.shown };
}

/**
 * Whether the tests that need real servers can run without it; those that need it are skipped by themselves.
 * @param {string} name
 */
export function isAside(name) {
  return programs.some((program) => program.name === name && program.isAside === true);
}

/**
 * The whole story of a failed installation in a few lines.
 * @param {Installation} installation
 */
export function describeMissing({ missing, reason, command }) {
  return `Not installed: ${missing.join(", ")}\n  why: ${reason}\n  to install: ${command}`;
}

function missingServers() {
  const debian = hasProgram("dpkg-query");
  return programs.filter(({ debian: packages, brew, program }) =>
    debian ? !packages.every(isDebianInstalled) : brew !== undefined && !hasProgram(program),
  );
}

/**
 * @param {readonly Program[]} wanted
 * @returns {Installer}
 */
function findInstaller(wanted) {
  const packages = wanted.flatMap((server) => server.debian);
  const shown = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (hasProgram("apt-get")) {
    if (process.getuid?.() === 0) {
      return { program: "sh", args: [aptInstall, ...packages], shown, obstacle: "" };
    }
    const mayBecomeRoot = hasProgram("sudo") && spawnSync("sudo", ["-n", "true"]).status === 0;
    const obstacle = mayBecomeRoot ? "" : "apt-get needs root, and sudo is not there or asks for a password";
    return {
      program: "sudo",
      args: ["-n", "sh", aptInstall, ...packages],
      shown: `sudo ${shown}`,
      obstacle,
    };
  }
  const args = ["install", ...wanted.flatMap((server) => server.brew ?? [])];
  if (hasProgram("brew")) return { program: "brew", args, shown: `brew ${args.join(" ")}`, obstacle: "" };
  const names = wanted.map((server) => server.name).join(" and ");
  return {
    program: "",
    args: [],
    shown: `use this system's package manager; the packages are mostly called ${names}`,
    obstacle: "neither apt-get nor brew is on this machine",
  };
}

/** @param {string} name */
function isDebianInstalled(name) {
  // "installed" and nothing else: a package that was removed but not purged is still known.
  const query = spawnSync("dpkg-query", ["--show", `--showformat=\${db:Status-Status}`, name], {
    encoding: "utf8",
  });
  return query.stdout === "installed";
}

/** @param {string} name */
function hasProgram(name) {
  // The sbin folders are where servers live, and are not on every user's PATH.
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.some((folder) => isExecutable(join(folder, name)));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const installation = installServers();
  if (installation.missing.length > 0) {
    console.error(describeMissing(installation));
    process.exitCode = 1;
  } else {
    console.log(`${programs.map(({ name }) => name).join(", ")} are installed`);
  }
}
