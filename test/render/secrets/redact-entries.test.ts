import { describe, expect, test } from "vitest";
import { renderEntry } from "../../../src/render/entry.ts";
import { ndjsonEntry } from "../../../src/render/ndjson.ts";
import { Redactor } from "../../../src/render/secrets/redact.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import type { Entry } from "../../../src/transcript/entry.ts";
import { type Conversation, played } from "../../session/conversation.ts";
import { C_HEADER, OPENED } from "../../session/wire.ts";

const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>";
const SECRET = "AG1lAHRlc3Q=";

/** Every entry of the conversation redacted, as text and as NDJSON. */
function redacted({ transcript }: Conversation): string[] {
  const redactor = new Redactor();
  return [...transcript.entries].map((entry) => {
    const shown = redactor.redact(entry);
    const text = renderEntry(shown, { theme: NO_COLOR, view: "raw", width: 0 }).join("\n");
    return `${text}\n${ndjsonEntry(shown)}`;
  });
}

/** What is shown of these steps, redacted, behind the opening of the stream. */
async function shownAfter(...steps: readonly string[]): Promise<string[]> {
  const { transcript } = await played([...OPENED, ...steps]);
  const redactor = new Redactor();
  return [...transcript.entries]
    .map((entry) => redactor.redact(entry))
    .flatMap((entry) => renderEntry(entry, { theme: NO_COLOR, view: "raw", width: 0 }))
    .map((line) => line.replace(/^ *\d+ /, ""))
    .slice(OPENED.length + 1);
}

describe("a secret that is split over several writes is masked in all of them", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "behind the start tag",
      [`C: ${AUTH}`, `C: ${SECRET}`],
      [`C: ${AUTH} (unfinished)`, "C: [redacted] (unfinished)"],
    ],
    [
      "in the middle of the base64",
      [`C: ${AUTH}AG1lA`, "C: HRlc3Q="],
      [`C: ${AUTH}[redacted] (unfinished)`, "C: [redacted] (unfinished)"],
    ],
    [
      "in the middle of the base64, and it is whole then",
      [`C: ${AUTH}AG1lA`, "C: HRlc3Q=</auth>"],
      [`C: ${AUTH}[redacted] (unfinished)`, "C: [redacted]</auth>"],
    ],
    [
      "in the middle of the tag's name",
      ["C: <au", `C: ${AUTH.slice(3)}${SECRET}`],
      ["C: <au (unfinished)", `C: ${AUTH.slice(3)}[redacted] (unfinished)`],
    ],
    [
      "in the middle of an attribute",
      [`C: ${AUTH.slice(0, 40)}`, `C: ${AUTH.slice(40)}${SECRET}</auth>`],
      [`C: ${AUTH.slice(0, 40)} (unfinished)`, `C: ${AUTH.slice(40)}[redacted]</auth>`],
    ],
    [
      "right before the end of the start tag",
      [`C: ${AUTH.slice(0, -1)}`, `C: >${SECRET}`],
      [`C: ${AUTH.slice(0, -1)} (unfinished)`, "C: >[redacted] (unfinished)"],
    ],
    [
      "with a password in it",
      ["C: <iq><query><pass", "C: word>s3", "C: cret"],
      ["C: <iq><query><pass (unfinished)", "C: word>[redacted] (unfinished)", "C: [redacted] (unfinished)"],
    ],
  ])("%s", async (_what, steps, shown) => {
    expect(await shownAfter(...steps)).toEqual(shown);
  });
});

describe("nothing of the secret comes out", () => {
  test.each<[string, readonly string[]]>([
    ["character by character", [...`${AUTH}${SECRET}</auth>`].map((character) => `C: ${character}`)],
    [
      "when a quote before it is missing",
      [`C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN>${SECRET}</auth>`],
    ],
    [
      "when a quote before it is missing and no end comes",
      [`C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN>${SECRET}`],
    ],
    ["when a quote before it is missing, in pieces", ["C: <password a='>", `C: ${SECRET}</password>`]],
    ["when the > before it is missing", [`C: ${AUTH.slice(0, -1)} ${SECRET}</auth>`]],
    ["when the connection breaks in the middle", [`C: ${AUTH}${SECRET}`, "connection breaks"]],
    ["when the XML breaks behind it", [`C: ${AUTH}${SECRET}</x>`]],
    ["when the XML broke before it", ["C: </x>", `C: ${AUTH}${SECRET}</auth>`]],
    ["when the XML broke in the middle", [`C: ${AUTH}</x>`, `C: ${SECRET}`]],
    [
      "when the server's XML broke before it",
      ["S: </x>", `S: <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${SECRET}`],
    ],
    [
      "from the server, in pieces behind broken XML",
      ["S: </x>", "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>", `S: ${SECRET}`],
    ],
    [
      "in a token's attribute behind broken XML",
      ["S: </x>", `S: <token xmlns='urn:xmpp:fast:0' token='${SECRET}'/>`],
    ],
    ["in a token's attribute, in pieces", ["C: <token xmlns='urn:xmpp:fast:0' tok", `C: en='${SECRET}`]],
    [
      "in a form's password field that is not finished",
      [`C: <iq><x xmlns='jabber:x:data'><field var='password'><value>${SECRET}</value>`],
    ],
    [
      "in a form's password field, whole in two pieces",
      [
        "C: <iq type='set' id='1'>",
        `C: <x xmlns='jabber:x:data'><field var='password'><value>${SECRET}</value></field></x></iq>`,
      ],
    ],
    [
      "in a token's attribute, whole in two pieces",
      ["C: <a>", `C: <token xmlns='urn:xmpp:fast:0' token='${SECRET}'/></a>`],
    ],
    [
      "in a form's password field, in pieces",
      ["C: <iq><x xmlns='jabber:x:data'><field var='pass", `C: word'><value>${SECRET}`],
    ],
  ])("%s", async (_what, steps) => {
    const talk = await played([...OPENED, ...steps]);
    const all = redacted(talk).join("\n");
    expect(all).not.toContain("lc3Q=");
  });

  test("as bytes behind others that are no UTF-8", async () => {
    const talk = await played(OPENED);
    talk.session.send(Buffer.concat([Uint8Array.of(0xff), Buffer.from(`${AUTH}${SECRET}</auth>`)]));
    const all = redacted(talk).join("\n");
    const bytes = [...all.matchAll(/"bytes":"([^"]*)"/g)].map(([, text]) =>
      Buffer.from(text ?? "", "base64").toString("latin1"),
    );
    expect(bytes.join()).not.toContain(SECRET);
    expect(all.replaceAll(" ", "")).not.toContain(Buffer.from(SECRET).toString("hex"));
  });

  test("as bytes that follow the start tag", async () => {
    const talk = await played([...OPENED, `C: ${AUTH}`]);
    talk.session.send(Buffer.concat([Uint8Array.of(0xff), Buffer.from(SECRET)]));
    talk.session.send(Buffer.from(SECRET));
    const all = redacted(talk).join("\n");
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain('"bytes"');
  });
});

test("what each side sends is told apart: the other's pieces are shown meanwhile", async () => {
  expect(await shownAfter(`C: ${AUTH}`, "S: <message>", "S: <body>hi</body></message>")).toEqual([
    `C: ${AUTH} (unfinished)`,
    "S: <message><body>hi</body></message>",
  ]);
});

test("once the element is whole, pieces are shown again", async () => {
  expect((await shownAfter(`C: ${AUTH}`, `C: ${SECRET}</auth>`, "C: <message>")).at(-1)).toBe(
    "C: <message> (unfinished)",
  );
});

test("a new stream has nothing to do with what was begun on the one before", async () => {
  const shown = await shownAfter(`C: ${AUTH}</b>`, C_HEADER, "C: <message><body>hi");
  expect(shown.at(-1)).toBe("C: <message><body>hi (unfinished)");
});

test("an entry says that it was redacted, and only then", async () => {
  const { transcript } = await played([...OPENED, `C: ${AUTH}${SECRET}</auth>`, "C: <presence/>"]);
  const redactor = new Redactor();
  const shown = [...transcript.entries].map((entry) => redactor.redact(entry)).slice(-2);
  expect(shown.map((entry) => "redacted" in entry && entry.redacted)).toEqual([true, false]);
});

test("a line that was run is stored without its secrets, and says so", () => {
  const line: Entry = {
    n: 1,
    at: 0,
    client: "main",
    type: "command",
    line: "auth me s3cret",
    masked: "auth me [redacted]",
  };
  expect(new Redactor().redact(line)).toEqual({ ...line, line: "auth me [redacted]", redacted: true });
});
