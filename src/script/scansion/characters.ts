// `[Client] Romeo` and the lines beneath it -> who acts in a Scansion script.
import type { Position } from "../../errors.ts";
import { bareJid, formatJid, type Jid, parseJid } from "../../xmpp/jid.ts";
import { type Chunk, startOf, textRows } from "./chunks.ts";
import { known, quoted, type Report } from "./known.ts";

export interface Character {
  /** As the script has it: "Juliet's phone". */
  readonly name: string;
  /** As the lines of ours have it: "juliets-phone". */
  readonly client: string;
  readonly kind: "client" | "component";
  /** Its bare JID. */
  readonly jid: Jid;
  readonly resource?: string | undefined;
  readonly password?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

const CLASSES = { Client: "client", Component: "component" } as const;

interface Definition {
  readonly name: string;
  readonly at: Position;
  readonly kind: Character["kind"];
  readonly keys: ReadonlyMap<string, string>;
}

/** Everybody who is defined somewhere in the script, in their order. */
export function charactersIn(chunks: readonly Chunk[], report: Report): readonly Character[] {
  const characters: Character[] = [];
  for (const chunk of chunks.filter(isDefinition)) {
    const definition = readDefinition(chunk, report);
    if (!definition) continue;
    const { name, at } = definition;
    if (characters.some((other) => other.name === name)) {
      report(
        at,
        `Cannot define ${quoted(name)}: a character of that name is there already (use another name)`,
      );
    } else characters.push(characterOf(definition, clientNameFor(name, characters), report));
  }
  return characters;
}

export function isDefinition({ text }: Chunk): boolean {
  return text.startsWith("[");
}

function readDefinition(chunk: Chunk, report: Report): Definition | undefined {
  const { line } = chunk.at;
  const [, className = "", gap = "", name = ""] = /^\[([^\]]*)\]?(\s*)(.*)$/.exec(chunk.text) ?? [];
  const at = { line, column: className.length + gap.length + 3 };
  if (name === "") {
    report(chunk.at, `Cannot read ${quoted(chunk.text)}: there is no name (write "[Client] Romeo")`);
    return undefined;
  }
  const kind = Object.entries(CLASSES).find(([known]) => known === className.trim())?.[1];
  if (!kind) {
    report(
      { line, column: 2 },
      `Cannot define ${quoted(name)}: there is no class ${quoted(className)} (${known(className, Object.keys(CLASSES))})`,
    );
  }
  // Whoever is of an unknown class is still somebody: what they do is not one more mistake.
  return { name, at, kind: kind ?? "client", keys: keysBeneath(chunk, report) };
}

/** The `key: value` lines. Keys that mean nothing to us are left alone. */
function keysBeneath(chunk: Chunk, report: Report): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const row of textRows(chunk)) {
    const text = row.text.trim();
    const [, key, value] = /^([^:]*[^:\s])\s*:\s*(.*)$/.exec(text) ?? [];
    if (key !== undefined && value !== undefined) keys.set(key, value);
    else if (!/^(?:#|\/\/|--)/.test(text)) {
      report(startOf(row), `Cannot read ${quoted(text)}: no key and value (write "jid: romeo@localhost")`);
    }
  }
  return keys;
}

function characterOf({ name, at, kind, keys }: Definition, client: string, report: Report): Character {
  const given = keys.get("jid");
  if (given === undefined || given === "") {
    const example = kind === "component" ? "echo.localhost" : "romeo@localhost";
    report(at, `Cannot define ${quoted(name)}: it has no JID (write "jid: ${example}" beneath it, indented)`);
  }
  const jid = parseJid(given ?? "");
  return {
    name,
    client,
    kind,
    jid: bareJid(jid),
    resource: keys.get("resource") ?? jid.resourcepart,
    password: keys.get("password") ?? keys.get("secret"),
    host: keys.get("connect_host") ?? keys.get("host"),
    port: keys.get("connect_port") ?? keys.get("port"),
  };
}

/** Letters, digits, `-` and `_`: a name that `@name` and `${name.jid}` can have. */
function clientNameFor(name: string, others: readonly Character[]): string {
  const plain = name
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}_]+/gu, "-")
    .replace(/^-|-$/g, "");
  const wanted = plain || "client";
  const isTaken = (candidate: string) => others.some(({ client }) => client === candidate);
  let candidate = wanted;
  for (let number = 2; isTaken(candidate); number += 1) candidate = `${wanted}-${number}`;
  return candidate;
}

/** The JID as the script defines it, with its resource where one is named. */
export function definedJid({ jid, resource }: Character): string {
  return formatJid(resource ? { ...jid, resourcepart: resource } : jid);
}
