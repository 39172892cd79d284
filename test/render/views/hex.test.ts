import { describe, expect, test } from "vitest";
import { renderEntry } from "../../../src/render/entry.ts";
import { Redactor } from "../../../src/render/secrets/redact.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { played } from "../../session/conversation.ts";
import { OPENED } from "../../session/wire.ts";
import { shownIn } from "../shown-in.ts";

describe("the hex view shows the bytes", () => {
  test("sixteen in a row, with where they are and what of them is ASCII", async () => {
    expect(await shownIn("hex", "S: <message><body>é漢\n</body></message>")).toEqual([
      "  7 S: 0000  3c 6d 65 73 73 61 67 65 3e 3c 62 6f 64 79 3e c3  <message><body>.",
      "       0010  a9 e6 bc a2 0a 3c 2f 62 6f 64 79 3e 3c 2f 6d 65  .....</body></me",
      "       0020  73 73 61 67 65 3e                                ssage>",
    ]);
  });

  test.each([
    [80, 16],
    [60, 8],
    [40, 4],
  ])("in %d columns %d in a row", async (width, perRow) => {
    const rows = await shownIn("hex", "S: <message/>", { width });
    expect(rows[0]?.match(/ [0-9a-f]{2}(?= )/g)).toHaveLength(Math.min(perRow, 10));
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(width);
  });

  test.each([
    ["whitespace", "C:  \n", "  7 C: 0000  20 0a"],
    ["an end tag", "C: </stream:stream>", "  7 C: 0000  3c 2f 73 74"],
    ["what is unfinished", "C: <a>", "  7 C: 0000  3c 61 3e"],
    ["what is not well-formed", "S: <a></b>", "  7 S: 0000  3c 61 3e"],
  ])("of %s", async (_what, step, beginning) => {
    const [row = ""] = await shownIn("hex", step);
    expect(row).toMatch(new RegExp(`^${beginning}`));
  });

  test("also those that are no UTF-8", () => {
    const event = { type: "fragment", raw: "<a>", bytes: Uint8Array.of(0xc3, 0x28) } as const;
    const entry = {
      n: 7,
      at: 0,
      client: "main",
      type: "traffic",
      from: "server",
      secure: false,
      event,
    } as const;
    expect(renderEntry(entry, { theme: NO_COLOR, view: "hex", width: 0 })).toEqual([
      "  7 S: 0000  3c 61 3e c3 28                                   <a>.(",
      "       (the last 2 are no UTF-8)",
    ]);
  });

  test("and says that a mask was never on the wire", async () => {
    const { transcript } = await played([
      ...OPENED,
      "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AG1lAHRlc3Q=</auth>",
    ]);
    const { last } = transcript;
    const rows = last
      ? renderEntry(new Redactor().redact(last), { theme: NO_COLOR, view: "hex", width: 0 })
      : [];
    expect(rows.at(-1)).toBe('       (with "[redacted]" in place of what was taken out)');
    expect(rows.join("")).not.toContain("41 47 31 6c");
  });
});

test("as it comes, of many bytes as many are shown as of a text", async () => {
  const step = `S: <message><body>${"x".repeat(1000)}</body></message>`;
  const rows = await shownIn("hex", step, { width: 80, extent: "bounded", fold: 64 });
  expect(rows).toHaveLength(5);
  expect(rows[4]).toContain("… the beginning of 1,032 characters");
});
