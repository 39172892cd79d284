// What a server sends is shown, never obeyed: no control character of its reaches standard output, a message or the log.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FakeServer, features, header, polite, startFakeServer } from "./harness/fake-server.ts";
import { runPiped } from "./harness/piped.ts";

// C0 but tab and newline, DEL, C1; bidirectional controls.
const live = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const bidirectional = "abc \u202edef\u202c \u2066ghi\u2069 \u200f\u061c";
const c1 = "\u0085 \u009b31m red";
const title = "\x1b]0;pwned\x07 \x1b[2J\x1b[31m";

let server: FakeServer;
let folder: string;
let hostile = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "xmpp-repl-hostile-"));
  server = await startFakeServer((text, fake) => {
    if (text.includes("<stream:stream")) fake.send(header + features);
    if (text.includes("<ping")) fake.send(hostile);
    if (text.includes("</stream:stream>")) polite(text, fake);
  });
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

it.each([
  ["bidirectional controls", `<message from='a\u202eb@c'><body>${bidirectional}</body></message>`, "\\u202e"],
  ["C1 controls", `<message><subject>${c1}</subject><body>\u007f</body></message>`, "\\x9b31m"],
  ["escape sequences", `<message><body>${title}</body></message>`, "\\x1b]0;pwned\\x07"],
  ["escape sequences in a name", `<mess\x1b[2Jage/>`, "\\x1b[2J"],
  ["escape sequences between stanzas", `\x1b[2J`, "\\x1b[2J"],
  [
    "controls in the text of an error",
    `<iq type='error' id='1'><error type='cancel'><gone\u009b xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>` +
      `<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>${c1}${bidirectional}</text></error></iq>`,
    "\\x9b31m",
  ],
  [
    "controls in a stream error",
    `<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>` +
      `<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>${c1}${bidirectional}</text></stream:error>`,
    "\\x9b31m",
  ],
  [
    "controls in a request",
    `<iq type='get' id='${bidirectional}' from='\u009b@c'><q xmlns='\u0085'/></iq>`,
    "\\u2066",
  ],
])("%s appear as visible escapes", async (_, sent, escaped) => {
  hostile = sent;
  const request = "iq get --id 1 --timeout 300ms <ping xmlns='urn:xmpp:ping'/>";
  const { output, messages } = await runPiped(
    [`127.0.0.1:${server.port}`],
    ["open", request, "show last", "show last --raw", "show pending", "show state"],
  );
  expect(output).toContain(escaped);
  expect(live.exec(output)).toBeNull();
  expect(live.exec(messages)).toBeNull();
});

it("the log can be printed too, and gives back exactly what was received", async () => {
  hostile = `<message><body>${c1}${bidirectional}\u007f</body></message>`;
  const file = join(folder, "log.ndjson");
  await runPiped(
    [`127.0.0.1:${server.port}`, "--log", file],
    ["open", "iq get --timeout 300ms <ping xmlns='urn:xmpp:ping'/>"],
  );
  const log = await readFile(file, "utf8");
  const entries = log
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries.map(({ event }) => event?.raw)).toContain(hostile);
  expect(live.exec(log)).toBeNull();
});

it("colours, where they are wanted, are the only escapes that come out", async () => {
  hostile = `<message><body>${c1}${bidirectional}</body></message><x>${title}</x>`;
  const { output } = await runPiped(
    [`127.0.0.1:${server.port}`, "--color"],
    ["open", "iq get --timeout 300ms <ping xmlns='urn:xmpp:ping'/>"],
  );
  expect(output).toMatch(/\x1b\[3\dm/);
  expect(live.exec(output.replaceAll(/\x1b\[\d{1,2}m/g, ""))).toBeNull();
});
