// Every script in scripts/ runs on every server that has what its tags ask for.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { readScript } from "../../src/script/read.ts";
import { hasTag, tagsOf } from "../../src/script/script.ts";
import { runProgram, startProgram } from "./harness/program.ts";
import { type ServerKind, serverKinds } from "./harness/server-kinds.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { accounts, password } from "./harness/use-scripts.ts";

const folder = fileURLToPath(new URL("../../scripts/", import.meta.url));
const names = new Set(commands.map(({ name }) => name));
const shipped = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(xmpp|scs)$/.test(name))
  .map((name) => readScript(name, readFileSync(folder + name), names).script)
  .sort((one, other) => (one.file < other.file ? -1 : 1));

interface Place {
  readonly kind: ServerKind;
  readonly how: "in the clear" | "by direct TLS";
  /** What scripts may ask for with `## server: …`. */
  readonly has: readonly string[];
  /** How far behind the first port the one for components is. */
  readonly component?: number;
}

/** What the one in the tool's own process has. */
const practice = ["plain", "starttls", "passwords", "stream-management", "registration"];
const modern = ["passwords", "component", "stream-management"];

const places: readonly Place[] = [
  { kind: "prosody-seed", how: "in the clear", has: ["plain", "passwords"] },
  { kind: "ejabberd-seed", how: "in the clear", has: ["plain", "passwords"] },
  // It takes any password.
  { kind: "prosody-scansion", how: "in the clear", has: ["plain", "component"], component: 1 },
  { kind: "prosody-modern", how: "by direct TLS", has: modern, component: 2 },
  { kind: "ejabberd-modern", how: "by direct TLS", has: [...modern, "registration"], component: 2 },
];

const needsOf = (script: (typeof shipped)[number]) =>
  tagsOf(script).flatMap(({ key, value }) => (key === "server" ? [value] : []));

/** Where scripts that begin in the clear and need no account before TLS are run as well. */
const startTls = ["prosody-modern", "ejabberd-modern"] as const;

function optionsFor(
  { kind, port, certificate }: RunningServer,
  { how, component }: Place,
): readonly string[] {
  const address = how === "by direct TLS" ? `xmpps://localhost:${port + 1}` : `localhost:${port}`;
  const trust = serverKinds[kind].tls === "none" ? [] : ["--ca", certificate];
  // ejabberd 23.01 offers SCRAM-SHA-512-PLUS on TLS 1.3, and refuses the channel binding of TLS 1.3.
  const older = kind === "ejabberd-modern" ? ["--tls-max", "1.2"] : [];
  const components = component === undefined ? [] : ["--component-port", String(port + component)];
  return ["--server", address, ...trust, ...older, ...components];
}

/** What came of each run of each file with the accounts: "passed", or what is said of it. */
async function endings(
  files: readonly string[],
  options: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  return await endingsWith(files, { args: [...accounts, ...options], env: password });
}

async function endingsWith(
  files: readonly string[],
  { args, env }: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> },
): Promise<ReadonlyMap<string, string[]>> {
  const { output, messages } = await runProgram(["run", ...files, ...args, "--report", "json"], {
    folder,
    env,
  });
  const report: { readonly files: readonly Ending[] } = JSON.parse(output === "" ? '{"files":[]}' : output);
  const found = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { file, status, remarks } of report.files) {
    const isClean = status === "passed" && remarks.length === 0;
    found.get(file)?.push(isClean ? "passed" : `${status}: ${messages}`);
  }
  return found;
}

interface Ending {
  readonly file: string;
  readonly status: string;
  readonly remarks: readonly string[];
}

describe.each(places)("on $kind, $how,", (place) => {
  const fitting = shipped.filter((script) => needsOf(script).every((need) => place.has.includes(need)));
  // A second account from the same address has to wait ten minutes there.
  const once = fitting.filter((script) => needsOf(script).includes("registration"));
  const twice = fitting.filter((script) => !once.includes(script));
  const named = (scripts: typeof shipped) => scripts.map(({ file }) => file);
  let server: RunningServer;
  let options: readonly string[];
  let inTurn: ReadonlyMap<string, string[]>;
  beforeAll(async () => {
    server = await startServer(place.kind);
    options = optionsFor(server, place);
    inTurn = await endings(named(twice), [...options, "--repeat", "2"]);
  });
  afterAll(() => server.stop());

  it.each(named(twice))("%s passes, and passes again", (file) => {
    expect(inTurn.get(file)).toEqual(["passed", "passed"]);
  });

  it.each(named(once))("%s, which can be done once in a while, passes", async (file) => {
    expect(await endings([file], options)).toEqual(new Map([[file, ["passed"]]]));
  });

  it("those that need not run alone pass side by side", async () => {
    const beside = named(twice.filter((script) => !hasTag(script, "alone") && !script.file.endsWith(".scs")));
    expect(beside.length).toBeGreaterThan(6);
    const found = await endings(beside, [...options, "--jobs", "6", "--repeat", "2"]);
    expect(found).toEqual(new Map(beside.map((file) => [file, ["passed", "passed"]])));
  });
});

describe("on the practice server, with nothing but the name on the command line,", () => {
  const fitting = shipped.filter((script) => needsOf(script).every((need) => practice.includes(need)));
  const files = fitting.map(({ file }) => file);
  const found = (args: readonly string[]) => endingsWith(files, { args, env: {} });
  const expected = new Map(files.map((file) => [file, ["passed"]]));

  it("all that need no component pass, registration and STARTTLS too", async () => {
    expect(await found([])).toEqual(expected);
    expect(shipped.filter((script) => !fitting.includes(script)).map(({ file }) => file)).toEqual([
      "component.xmpp",
    ]);
  });

  it("they pass side by side, each on a server of its own, also those that need to be alone elsewhere", async () => {
    expect(await found(["--jobs", "6"])).toEqual(expected);
  });

  it("they pass on the one that serve starts, from the line that it prints", async () => {
    const server = startProgram(["serve", "--port", "0", "--register"]);
    await server.shows("Ctrl-C ends it.");
    const [, address = "", pin = ""] = /^ {2}xmpp-repl (\S+) --pin (\S+)$/m.exec(server.output()) ?? [];
    const args = ["--server", address, "--pin", pin, ...accounts, "--repeat", "2"];
    const twice = new Map(files.map((file) => [file, ["passed", "passed"]]));
    expect(await endingsWith(files, { args, env: password })).toEqual(twice);
    server.signal("SIGINT");
    await server.ended;
  });
});

describe.each(startTls)("on %s, which begins in the clear and offers STARTTLS,", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  it.each(["login-starttls.xmpp", "wrong-domain.xmpp"])("%s passes", async (file) => {
    const options = optionsFor(server, { kind, how: "in the clear", has: [] });
    expect(await endings([file], options)).toEqual(new Map([[file, ["passed"]]]));
  });
});

it("what a script asks of a server is what some server here has", () => {
  const had = new Set([...places.flatMap(({ has }) => has), ...practice]);
  const asked = shipped.flatMap(needsOf);
  expect(asked.filter((need) => !had.has(need))).toEqual([]);
});

it("every script can be run as it stands, and is in the layout of fmt", async () => {
  const [checked, formatted] = await Promise.all(
    [["check"], ["fmt", "--check"]].map((words) => runProgram([...words, folder])),
  );
  expect(checked).toMatchObject({ code: 0, output: "" });
  expect(formatted).toMatchObject({ code: 0, output: "", messages: "" });
});
