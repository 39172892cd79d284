import { expect, it } from "vitest";
import { findViolations } from "./import-graph.ts";
import { importsOf } from "./imports.ts";

it.each([
  ['import { a } from "./a.ts";', "static"],
  ['import a, {\n  type B,\n} from "./a.ts";', "static"],
  ['export * from "./a.ts";', "static"],
  ['export {\n  a,\n} from "./a.ts";', "static"],
  ['import "./a.ts";', "static"],
  ['import type { A } from "./a.ts";', "type"],
  ['export type { A } from "./a.ts";', "type"],
  ['const a = await import("./a.ts");', "dynamic"],
  ['const url = "http://localhost"; // a\nimport { a } from "./a.ts";', "static"],
])("finds the import in %j", (text, kind) => {
  expect(importsOf("stream/b.ts", text)).toEqual([
    { importer: "stream/b.ts", specifier: "./a.ts", file: "stream/a.ts", kind },
  ]);
});

it.each(['// import "./a.ts";', '/* import { a } from "./a.ts"; */', 'const a = Array.from("./a.ts");'])(
  "finds no import in %j",
  (text) => {
    expect(importsOf("b.ts", text)).toEqual([]);
  },
);

type Files = Record<string, string>;

const allowed: [string, Files][] = [
  ["a layer imports those below it", { "stream/a.ts": 'import "../xml/b.ts"; import "../errors.ts";' }],
  ["a folder imports itself", { "render/a.ts": 'import "./b.ts";', "render/b.ts": "export const b = 1;" }],
  [
    "xml imports its packages",
    { "xml/a.ts": 'import "saxes"; import "@xmpp/xml"; import "ltx/lib/escape.js";' },
  ],
  [
    "cli imports yargs",
    { "cli/a.ts": 'import yargs from "yargs"; import { hideBin } from "yargs/helpers";' },
  ],
  [
    "main loads later what is slow to load",
    { "main.ts": 'const y = await import("yargs");\nimport("./cli/a.ts")' },
  ],
  ["main needs the types of a slow package", { "main.ts": 'import type { TLSSocket } from "node:tls";' }],
  ["the list of commands", { "commands/index.ts": 'import "./send/index.ts"; import "./bind/index.ts";' }],
  [
    "a command imports its own parts",
    { "commands/send/index.ts": 'import "./parse.ts"; import "../bind/jid.ts";' },
  ],
  ["await inside a function", { "repl/a.ts": "export async function a() {\n  await a();\n}" }],
];

it.each(allowed)("has nothing against this: %s", async (_, files) => {
  expect(await findViolations(new Map(Object.entries(files)))).toEqual([]);
});

const forbidden: [Files, string][] = [
  [{ "xml/a.ts": 'import { b } from "../xmpp/b.ts";' }, "xml/a.ts imports xmpp/b.ts: xmpp is not below xml"],
  [
    { "stream/a.ts": 'import type { B } from "../cli/b.ts";' },
    "stream/a.ts imports cli/b.ts: cli is not below stream",
  ],
  [
    { "shell/a.ts": 'export * from "../script/b.ts";' },
    "shell/a.ts imports script/b.ts: script is not below shell",
  ],
  [{ "repl/a.ts": 'await_(import("../cli/b.ts"));' }, "repl/a.ts imports cli/b.ts: cli is not below repl"],
  [
    { "server/a.ts": 'import "../lessons/b.ts";' },
    "server/a.ts imports lessons/b.ts: lessons is not below server",
  ],
  [
    { "lessons/a.ts": 'import "../server/b.ts";' },
    "lessons/a.ts imports server/b.ts: server is not below lessons",
  ],
  [{ "cli/a.ts": 'import "../main.ts";' }, "cli/a.ts imports main.ts: main is not below cli"],
  [{ "errors.ts": 'import "node:util";' }, "errors.ts imports node:util: errors.ts imports nothing"],
  [{ "cli/a.ts": 'import "../../package.json";' }, "cli/a.ts imports ../package.json: it is outside src"],
  [{ "utils/a.ts": "" }, "utils/a.ts is in no layer"],
  [{ "stream/a.ts": 'import { SaxesParser } from "saxes";' }, "stream/a.ts imports saxes: only xml may"],
  [{ "xmpp/a.ts": 'import xml from "@xmpp/xml";' }, "xmpp/a.ts imports @xmpp/xml: only xml may"],
  [{ "xmpp/a.ts": 'import "ltx/lib/Element.js";' }, "xmpp/a.ts imports ltx/lib/Element.js: only xml may"],
  [{ "xml/a.ts": 'import { Element } from "ltx";' }, "xml/a.ts imports ltx: nothing may"],
  [{ "xml/a.ts": 'import "ltx/src/Element.js";' }, "xml/a.ts imports ltx/src/Element.js: nothing may"],
  [{ "repl/a.ts": 'const y = import("yargs");' }, "repl/a.ts imports yargs: only cli and main may"],
  [
    { "commands/send/index.ts": 'import "../bind/index.ts";' },
    "commands/send/index.ts imports commands/bind/index.ts: a command does not import another command",
  ],
  [
    { "commands/all.ts": 'import "./bind/index.ts";' },
    "commands/all.ts imports commands/bind/index.ts: a command does not import another command",
  ],
  [
    {
      "xml/a.ts": 'import "./b.ts";',
      "xml/b.ts": 'import type { C } from "./c.ts";',
      "xml/c.ts": 'import("./a.ts");',
    },
    "circular imports: xml/a.ts → xml/b.ts → xml/c.ts → xml/a.ts",
  ],
  [{ "xml/a.ts": 'import "./a.ts";' }, "circular imports: xml/a.ts → xml/a.ts"],
  [{ "main.ts": 'import tls from "node:tls";' }, "main.ts loads too much at its start: main.ts → node:tls"],
  [
    { "main.ts": 'import "./cli/a.ts";', "cli/a.ts": 'import yargs from "yargs";' },
    "main.ts loads too much at its start: main.ts → cli/a.ts → yargs",
  ],
  [{ "xml/a.ts": "export default 1;" }, "xml/a.ts has a default export"],
  [{ "xml/a.ts": "const a = 1;\nexport { a as default };" }, "xml/a.ts has a default export"],
  [
    { "repl/a.ts": "const name = `./b.ts`;\nimport(name);" },
    "repl/a.ts imports something that is not a plain text",
  ],
  [{ "repl/a.ts": "export const a = [\n  await b(),\n];" }, "repl/a.ts awaits at its top level"],
  [{ "repl/a.ts": "for await (const a of b) a();" }, "repl/a.ts awaits at its top level"],
];

it.each(forbidden)("reports %j", async (files, violation) => {
  expect(await findViolations(new Map(Object.entries(files)))).toEqual([violation]);
});
