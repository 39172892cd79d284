// How this program was started, for advice that can be typed as it stands.
import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";

export interface Start {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

/** What stands before the arguments: `xmpp-repl`, `npm start --`, `node dist/main.js`. */
export function startedAs({ argv, env, folder }: Start = thisProcess()): string {
  const file = argv[1] ?? "";
  if (env.npm_lifecycle_event === "start") return "npm start --";
  if (basename(file) === "xmpp-repl" && env.npm_command === "exec") return "npx xmpp-repl";
  // npm links the bin under its name; a shim on Windows calls the file in node_modules.
  if (basename(file) !== "main.js" || /[/\\]node_modules[/\\]/.test(file)) return "xmpp-repl";
  const near = relative(folder, file);
  const path = near.startsWith("..") || isAbsolute(near) ? file : near;
  return `node ${/\s/.test(path) ? `"${path}"` : path}`;
}

/** Whether `man xmpp-repl` finds the page: npm links it beside the bin that it links, where it installs for all. */
export function hasManPage({ argv }: Pick<Start, "argv"> = thisProcess()): boolean {
  return existsSync(join(dirname(argv[1] ?? ""), "..", "share", "man", "man1", "xmpp-repl.1"));
}

function thisProcess(): Start {
  return { argv: process.argv, env: process.env, folder: process.cwd() };
}
