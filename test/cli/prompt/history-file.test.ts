import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { openHistory } from "../../../src/cli/prompt/history-file.ts";
import { stateFolder } from "../../../src/cli/state-folder.ts";
import { pipeAt } from "../../helpers/pipe-at.ts";

function home(text?: string) {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "xmpp-repl", "history.jsonl");
  if (text !== undefined) {
    mkdirSync(join(folder, "xmpp-repl"));
    writeFileSync(file, text);
  }
  return { environment: { XDG_STATE_HOME: folder }, file };
}

test("whoever has typed nothing is new, and is not any more after the first line", () => {
  const { environment } = home();
  const first = openHistory(environment);
  expect(first).toMatchObject({ isNew: true, past: [] });
  first.add("open");
  expect(openHistory(environment)).toMatchObject({ isNew: false, past: ["open"] });
});

test("leaving without a line keeps a newcomer new", () => {
  const { environment } = home();
  openHistory(environment);
  expect(openHistory(environment).isNew).toBe(true);
});

test("lines come back newest first, and the same one twice in a row once", () => {
  const { environment } = home();
  const history = openHistory(environment);
  for (const line of ["open", "open", 'send "a\\nb"', "open"]) history.add(line);
  expect(openHistory(environment).past).toEqual(["open", 'send "a\\nb"', "open"]);
});

test("XML over several rows is one line of the history", () => {
  const { environment, file } = home();
  openHistory(environment).add("<message>\n</message>");
  expect(readFileSync(file, "utf8")).toBe('{"line":"<message>\\n</message>"}\n');
  expect(openHistory(environment).past).toEqual(["<message>\n</message>"]);
});

test("a line of megabytes, as it is pasted, is not kept for the next session", () => {
  const { environment, file } = home();
  const history = openHistory(environment);
  for (const line of ["open", `<a>${"x".repeat(2_000_000)}</a>`, "close"]) history.add(line);
  expect(openHistory(environment).past).toEqual(["close", "open"]);
  expect(statSync(file).size).toBeLessThan(100);
});

test("two sessions at once both keep their lines", () => {
  const { environment } = home();
  const [one, other] = [openHistory(environment), openHistory(environment)];
  one.add("open");
  other.add("connect");
  one.add("close");
  expect(openHistory(environment).past).toEqual(["close", "connect", "open"]);
});

test("only the last thousand lines come back", () => {
  const { environment } = home(Array.from({ length: 1500 }, (_, n) => `{"line":"l${n}"}\n`).join(""));
  const { past } = openHistory(environment);
  expect(past).toHaveLength(1000);
  expect([past[0], past.at(-1)]).toEqual(["l1499", "l500"]);
});

const many = (count: number) => Array.from({ length: count }, (_, n) => `{"line":"l${n}"}\n`).join("");

test("the file is cut to what is kept of it once it is more than twice as long, and goes on behind that", () => {
  const { environment, file } = home(many(2001));
  const history = openHistory(environment);
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(1001);
  history.add("open");
  const { past } = openHistory(environment);
  expect([past[0], past[1], past.at(-1)]).toEqual(["open", "l2000", "l1002"]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(file, ".."))).toEqual(["history.jsonl"]);
});

test("the file is left alone while it is no longer than that", () => {
  const { environment, file } = home(many(2000));
  openHistory(environment);
  expect(readFileSync(file, "utf8")).toBe(many(2000));
});

test("a session that has begun before the file was cut keeps its lines", () => {
  const { environment } = home(many(2000));
  const before = openHistory(environment);
  before.add("open");
  openHistory(environment);
  before.add("close");
  expect(openHistory(environment).past.slice(0, 2)).toEqual(["close", "open"]);
});

test("a row that was cut short, or is somebody else's, is passed over", () => {
  const { environment } = home('{"line":"open"}\n{"li\n["x"]\n{"line":7}\nnull\n{"line":"close"}\n');
  expect(openHistory(environment)).toMatchObject({ isNew: false, past: ["close", "open"] });
});

test("a line that a crash has cut short takes no other line with it", () => {
  const { environment } = home('{"line":"open"}\n{"line":"clo');
  const history = openHistory(environment);
  history.add("bind");
  history.add("presence");
  expect(openHistory(environment).past).toEqual(["presence", "bind", "open"]);
});

test("two programs at once both keep their lines, whole", async () => {
  const { environment, file: written } = home();
  const program = join(written, "..", "..", "program.mjs");
  const contents = `
    import { openHistory } from "./history-file.ts";
    const history = openHistory(process.env);
    for (let n = 0; n < 200; n += 1) history.add(process.argv[2] + n + "x".repeat(500));`;
  const resolveDir = fileURLToPath(new URL("../../../src/cli/prompt", import.meta.url));
  await build({
    stdin: { contents, resolveDir },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const write = (name: string) =>
    new Promise((resolve) => {
      const env = { ...process.env, ...environment };
      spawn(process.execPath, [program, name], { env, stdio: "ignore" }).on("close", resolve);
    });
  expect(await Promise.all([write("one"), write("two")])).toEqual([0, 0]);
  const { past } = openHistory(environment);
  const of = (name: string) => past.filter((line) => line.startsWith(name)).reverse();
  for (const name of ["one", "two"]) {
    expect(of(name)).toEqual(Array.from({ length: 200 }, (_, n) => `${name}${n}${"x".repeat(500)}`));
  }
});

test("nobody else can read it", () => {
  const { environment, file } = home();
  openHistory(environment).add("open");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
});

test("where nothing can be kept one goes on without, and is no newcomer for what cannot be read", () => {
  const { environment, file } = home("");
  rmSync(file);
  mkdirSync(file);
  const history = openHistory(environment);
  expect(history).toMatchObject({ isNew: false, past: [] });
  expect(() => history.add("open")).not.toThrow();
});

test("without the variable it is in the home folder; a relative path in it counts as none", () => {
  const usual = stateFolder({});
  expect(usual).toMatch(/[\\/]\.local[\\/]state[\\/]xmpp-repl$/);
  expect(stateFolder({ XDG_STATE_HOME: "state" })).toBe(usual);
  expect(stateFolder({ XDG_STATE_HOME: "/state" })).toBe("/state/xmpp-repl");
});

test("a history that cannot be kept is told once, at the first line, and can be recalled all the same", () => {
  const { environment, file } = home();
  mkdirSync(file, { recursive: true });
  const told: string[] = [];
  const history = openHistory(environment, (text) => told.push(text));
  expect(told).toEqual([]);
  history.add("open");
  history.add("close");
  expect(told).toEqual([
    `Cannot keep the history in ${file}: it is a folder (what is typed can be recalled until you leave)`,
  ]);
});

test.each([["xmpp-repl"], ["state/xmpp-repl"]])(
  "a file where the folder %s should be is told, with what to do",
  (path) => {
    const { environment } = home();
    const folder = join(environment.XDG_STATE_HOME, "state");
    const inTheWay = join(environment.XDG_STATE_HOME, path.split("/")[0] ?? "");
    writeFileSync(inTheWay, "");
    const told: string[] = [];
    const named = path === "xmpp-repl" ? environment : { XDG_STATE_HOME: folder };
    openHistory(named, (text) => told.push(text)).add("open");
    expect(told).toEqual([
      `Cannot keep the history in ${join(environment.XDG_STATE_HOME, path)}/history.jsonl: "${inTheWay}" is a file, and no folder (move it away; what is typed can be recalled until you leave)`,
    ]);
  },
);

test("a line that is dropped leaves no trace in the file, and takes no other with it", () => {
  const { environment, file } = home('{"line":"open"}\n');
  const history = openHistory(environment);
  history.add("define x hunter02");
  openHistory(environment).add("bind");
  history.drop("define x hunter02");
  history.add("presence");
  expect(readFileSync(file, "utf8")).not.toContain("hunter02");
  expect(openHistory(environment).past).toEqual(["presence", "bind", "open"]);
});

test("a pipe in its place is told at the first line, and nothing waits until somebody reads it", () => {
  const { environment, file } = home("");
  rmSync(file);
  pipeAt(file);
  const told: string[] = [];
  const history = openHistory(environment, (text) => told.push(text));
  expect(history).toMatchObject({ isNew: false, past: [] });
  history.add("open");
  history.drop("open");
  expect(told).toEqual([
    `Cannot keep the history in ${file}: it is a pipe (what is typed can be recalled until you leave)`,
  ]);
});

test("whoever links it to /dev/null keeps none, and is told nothing", () => {
  const { environment, file } = home("");
  rmSync(file);
  symlinkSync("/dev/null", file);
  const told: string[] = [];
  const history = openHistory(environment, (text) => told.push(text));
  history.add("open");
  history.drop("open");
  expect(openHistory(environment)).toMatchObject({ isNew: false, past: [] });
  expect(told).toEqual([]);
});

test("a file that is far too long to be one is not read", () => {
  const { environment, file } = home('{"line":"open"}\n');
  truncateSync(file, 1024 * 1024 * 1024);
  expect(openHistory(environment)).toMatchObject({ isNew: false, past: [] });
});
