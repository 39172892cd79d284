// Whatever a server has put into its texts, what commands print of it cannot be obeyed by a terminal.
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { sanitize } from "../../src/render/text/sanitize.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

/** C1 clears the screen and sets the title, the others turn the line around: all of them are characters of XML. */
const HOSTILE = "\u009b2J\u009d0;owned\u009c\u202eowned\u2066\u061c\u2028\ufeff";
const STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";

const header = `<stream:stream from='${HOSTILE}' to='${HOSTILE}' id='${HOSTILE}' xml:lang='${HOSTILE}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
const mechanisms = `<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>${HOSTILE}</mechanism><mechanism>PLAIN</mechanism></mechanisms><feature xmlns='${HOSTILE}'>${HOSTILE}</feature></stream:features>`;
const binding = `<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><feature xmlns='${HOSTILE}'/></stream:features>`;
const success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
const request = `<iq type='get' id='${HOSTILE}' from='${HOSTILE}'><query xmlns='${HOSTILE}'/></iq>`;
const refused = (id: string) =>
  `<iq type='error' id='${id}' from='${HOSTILE}'><error type='${HOSTILE}'><forbidden xmlns='${STANZAS}'/><text xmlns='${STANZAS}'>${HOSTILE}</text></error></iq>`;
const bound = (id: string) =>
  `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>me@localhost/${HOSTILE}</jid></bind></iq>`;

/** A server that says nothing else. */
function hostileTool(): TryOut {
  const example = commands.flatMap(({ example: { file } }) => (file ? [[file.name, file.text]] : []));
  const tool = tryOut({ files: Object.fromEntries(example) });
  let headers = 0;
  tool.server.onData((text) => {
    const id = /id="([^"]*)"/.exec(text)?.[1] ?? "";
    if (text.includes("<stream:stream")) tool.server.send(header + (headers++ === 0 ? mechanisms : binding));
    else if (text.includes("<auth")) tool.server.send(success);
    else if (text.includes("xmpp-bind")) tool.server.send(bound(id) + request);
    else if (text.includes("<iq")) tool.server.send(refused(id));
    else if (text.includes("</stream:stream>")) tool.server.close();
  });
  return tool;
}

/** How far a client has come: a line that prints is run at each of these places. */
const PLACES: readonly (readonly [where: string, lines: readonly string[]])[] = [
  ["in an open stream", ["open"]],
  ["authenticated", ["open", "auth me test", "restart"]],
  ["bound", ["open", "auth me test", "restart", "bind desk"]],
];

const MORE_LINES = [
  ...["state", "features", "header", "last", "pending", "clients", "3", "3 --raw"].map(
    (what) => `show ${what}`,
  ),
  ...["", " 3", " #4"].map((what) => `explain${what}`),
  "next --do",
  "auth me test --mechanism X-NONE --initial =",
  "expect --timeout 1ms <nothing-such/>",
];

/** What is waited for is not waited for here. */
const EXAMPLES = commands.map(({ name, example, options }) =>
  "no-wait" in options && name !== "open" ? `${example.line} --no-wait` : example.line,
);

describe.each(PLACES)("%s", (_where, lines) => {
  test.each([...EXAMPLES, ...MORE_LINES])("%s prints nothing that is obeyed", async (line) => {
    const tool = hostileTool();
    await tool.run("set timeout 50ms");
    for (const before of lines) await tool.run(before);
    await tool.run(line);
    expect(tool.shown).toBe(sanitize(tool.shown));
    tool.server.close();
  });
});

test("a row of mechanisms without end is cut, and so is the name of one", async () => {
  const tool = tryOut();
  const names = Array.from({ length: 90 }, (_, n) => `<mechanism>X-${n}-${"A".repeat(10_000)}</mechanism>`);
  tool.server.onData(() => {
    tool.server.send(header + mechanisms.replace(/<mechanism>.*<\/mechanism>/, names.join("")));
  });
  await tool.run("open");
  const before = tool.shown.length;
  await tool.run("next");
  expect(tool.shown.slice(before)).toContain("…");
  expect(tool.shown.slice(before)).toContain(" and 81 more");
  expect(tool.shown.length - before).toBeLessThan(2000);
});
