import { describe, expect, test } from "vitest";
import type { RenderOptions } from "../../../src/render/entry.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { LONGEST_END, type Unfinished, unfinishedRows } from "../../../src/render/views/unfinished.ts";

function rowsOf(
  view: RenderOptions["view"],
  unfinished: Pick<Unfinished, "text"> & Partial<Unfinished>,
  width = 60,
  most = 1000,
): readonly string[] {
  const characters = unfinished.text.length;
  const plain = { client: "main", characters, openElements: ["message", "body"] };
  return unfinishedRows({ ...plain, ...unfinished }, { theme: NO_COLOR, view, width }, most);
}

test("what is not whole is shown as far as it has come, with what it waits for", () => {
  expect(rowsOf("pretty", { text: "<message id='1'><body>hel" }, 0)).toEqual([
    "    S: <message id='1'>",
    "         <body>",
    "           hel",
    "    -- 25 characters so far, waits for </body></message>",
  ]);
});

test("in the compact view it has one row", () => {
  const rows = rowsOf("compact", { text: `<message id='1'><body>${"word ".repeat(20)}` });
  expect(rows[0]).toBe("    S: <message>: “word word word word word word word word …");
  expect(rows[1]).toMatch(/^ {4}-- 122 characters so far/);
});

test("where a secret was taken out, nothing else is missing", () => {
  const rows = rowsOf("pretty", { text: "<auth>[redacted]", characters: 500, openElements: ["auth"] });
  expect(rows.slice(0, 2)).toEqual(["    S: <auth>", "         [redacted]"]);
});

describe("of what is very long, without its beginning,", () => {
  const text = `<body>${"x".repeat(LONGEST_END - 6)}`;
  const end = { text, characters: LONGEST_END + 500, openElements: ["message", "body"] };

  test.each(["raw", "compact", "hex"] as const)(
    "the %s view shows nothing that was not on the wire",
    (view) => {
      const [first = ""] = rowsOf(view, end, 0);
      expect(first.slice(0, 20)).toBe("    S: <body>xxxxxxx");
      expect(first.length).toBe("    S: ".length + text.length);
    },
  );

  test("the views that indent show how deep it stands", () => {
    expect(rowsOf("pretty", end, 0).slice(0, 3)).toEqual([
      "    S: <message>",
      "         …",
      "         <body>",
    ]);
  });
});

test("a tag that is not whole stays in one row", () => {
  expect(rowsOf("pretty", { text: "<message><mechanisms xmlns='urn:x", openElements: ["message"] })).toEqual([
    "    S: <message>",
    "         <mechanisms xmlns='urn:x",
    expect.stringMatching(/^ {4}-- /),
  ]);
});

test("the end tags that it waits for stay behind their margin, and are broken between two of them", () => {
  const openElements = ["stream:features", "mechanisms", "mechanism"];
  const text = "<stream:features><mechanisms><mechanism>S";
  const rows = rowsOf("pretty", { text, openElements }, 40);
  expect(rows.slice(-3)).toEqual([
    "    -- 41 characters so far, waits for",
    "       </mechanism></mechanisms>",
    "       </stream:features>",
  ]);
});

test.each(["pretty", "raw", "compact", "hex", "tree"] as const)(
  "an element whose name has no end does not keep anybody waiting, in the view %s",
  (view) => {
    const name = "x".repeat(2e6);
    const end = { text: name.slice(-LONGEST_END), characters: name.length, openElements: ["message", name] };
    const said = rowsOf(view, end).slice(-5).join("\n");
    expect(said).toMatch(/-- 2,000,000 characters so far, waits for\s+<\/x{40}/);
  },
);

describe("where there is no room for all of it", () => {
  const text = `<message><body>${"one two three ".repeat(30)}`;

  test("a row says how many are hidden above the end", () => {
    const all = rowsOf("pretty", { text }).slice(0, -1);
    const rows = rowsOf("pretty", { text }, 60, 5);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toBe(`    -- its first ${all.length - 3} rows are hidden until it is whole`);
    expect(rows.slice(1, -1)).toEqual(all.slice(-3));
  });

  test("no number is told where only the end is kept", () => {
    const end = { text: "<a/>".repeat(LONGEST_END / 4), characters: 1e6 };
    expect(rowsOf("pretty", end, 60, 5)[0]).toBe("    -- its beginning is hidden until it is whole");
  });

  test("what comes is worth more than that row where there are hardly any: a sign is before it", () => {
    const rows = rowsOf("pretty", { text }, 60, 3);
    expect(rows[0]).toMatch(/^ {4}S: … three one two three .{10,}$/);
    expect(rows.join("\n")).not.toContain("hidden");
  });

  test("its end is behind the label in the one row that there is, and never wider than that", () => {
    const half = { text: "<message from='romeo@localhost/o'><body>half two", characters: 48 };
    expect(rowsOf("pretty", half, 40, 3)).toEqual([
      "    S: … half two",
      "    -- 48 characters so far, waits for",
      "       </body></message>",
    ]);
    const wide = { text: `<body>${"日本語".repeat(20)}`, openElements: ["body"] };
    expect(rowsOf("raw", wide, 30, 2)[0]).toMatch(/^ {4}S: … [日本語]{1,10}$/);
  });

  test("what it waits for is left out before what comes is", () => {
    const half = { text: "<message from='romeo@localhost/o'><body>half two" };
    expect(rowsOf("pretty", half, 40, 2)).toEqual(["    S: … half two", "    -- 48 characters so far…"]);
  });

  test("no character is torn off its row where the label leaves hardly any columns", () => {
    const text = "<message><body>one two three goes on &am";
    const openElements = ["message", "body"];
    const half = { client: "juliet", text, characters: text.length, openElements };
    const options = { theme: NO_COLOR, view: "pretty", width: 30, name: "juliet", place: 1 } as const;
    expect(unfinishedRows(half, options, 2)).toEqual([
      "    juliet S: … goes on &am",
      "    -- juliet: 40 so far…",
    ]);
  });
});
