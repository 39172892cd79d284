import { describe, expect, test } from "vitest";
import { renderEntry } from "../../src/render/entry.ts";
import { ndjsonEntry } from "../../src/render/ndjson.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { LastEntries } from "../../src/script/last-entries.ts";
import { SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

async function happened(lines: readonly string[], { showsSecrets = false } = {}) {
  const tool = tryOut();
  const last = new LastEntries(tool.transcript, { showsSecrets });
  for (const line of lines) await tool.run(line);
  return { tool, last, rawOf: () => rawOf(last) };
}

function rawOf({ entries }: LastEntries): readonly string[] {
  return entries.flatMap((entry) => (entry.type === "traffic" ? [entry.event.raw] : []));
}

test("the last ten are kept, oldest first", async () => {
  const sends = Array.from({ length: 12 }, (_, n) => `send <a n='${n}'/>`);
  const { last, rawOf: raw } = await happened(["open --no-wait", ...sends]);
  expect(last.entries).toHaveLength(10);
  expect(raw()).toEqual(Array.from({ length: 10 }, (_, n) => `<a n='${n + 2}'/>`));
});

test("lines and verdicts are left out: the report tells them elsewhere", async () => {
  const { last } = await happened(["open --no-wait", "expect --timeout 1ms", "define a b"]);
  expect(last.entries.map(({ type }) => type)).not.toContain("command");
  expect(last.entries.map(({ type }) => type)).not.toContain("expectation");
  expect(last.entries.map(({ type }) => type)).toContain("connection");
});

test("what is read once does not change when more happens", async () => {
  const { tool, last } = await happened(["open --no-wait"]);
  const before = last.entries;
  const count = before.length;
  await tool.run("send <a/>");
  expect(before).toHaveLength(count);
});

describe("what is long", () => {
  const LONG = 100_000;
  const drawn = ({ entries }: LastEntries) =>
    entries.flatMap((entry) => renderEntry(entry, { theme: NO_COLOR, view: "pretty", width: 0 }));

  test.each([
    [
      "a stream error's text, and the remark that quotes it",
      `${SERVER_HEADER}<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>` +
        `<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>${"a".repeat(LONG)}</text></stream:error>`,
      /The server says: "a{500}…"$/,
    ],
    [
      "a header",
      SERVER_HEADER.replace("id='", `id='${"a".repeat(LONG)}`),
      /aaa… \(\d+ characters in all; --log-dir keeps them\)$/,
    ],
  ])("is cut: %s", async (_what, sent, shown) => {
    const { tool, last } = await happened(["open --no-wait"]);
    tool.server.send(sent);
    expect(drawn(last).some((line) => shown.test(line))).toBe(true);
    expect(drawn(last).join("").length).toBeLessThan(15_000);
    for (const entry of last.entries) expect(ndjsonEntry(entry).length).toBeLessThan(15_000);
  });

  test("is cut where it goes on: what was written last is shown", async () => {
    const { last } = await happened(["open --no-wait", `send <a>${"x".repeat(LONG)}`, "send y</a>"]);
    expect(drawn(last).at(-1)).toMatch(/C: y<\/a>$/);
    for (const entry of last.entries) expect(ndjsonEntry(entry).length).toBeLessThan(15_000);
  });
});

describe("secrets", () => {
  const auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";

  test("are taken out", async () => {
    const { rawOf: raw } = await happened(["open --no-wait", `send ${auth}`]);
    expect(raw().join("")).toContain("[redacted]");
    expect(raw().join("")).not.toContain("AG1lAHRlc3Q=");
  });

  test("are taken out where they were sent in pieces, too", async () => {
    const { rawOf: raw } = await happened([
      "open --no-wait",
      `send "${auth.slice(0, 80).replaceAll('"', "'")}"`,
      `send "${auth.slice(80)}"`,
    ]);
    expect(raw().join("")).not.toMatch(/AG1l|dGVz|lc3Q/);
  });

  test("are kept where they are to be shown", async () => {
    const { rawOf: raw } = await happened(["open --no-wait", `send ${auth}`], { showsSecrets: true });
    expect(raw().join("")).toContain("AG1lAHRlc3Q=");
  });

  test("of several clients are told apart", async () => {
    const { tool, rawOf: raw } = await happened(["open --no-wait"]);
    tool.server.send(`${SERVER_HEADER}<message><body>hello</body></message>`);
    await tool.run("send <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AG1l");
    tool.server.send("<message><body>again</body></message>");
    expect(raw().join("")).toContain("<body>again</body>");
    expect(raw().join("")).not.toContain("AG1l");
  });
});
