// A line that is higher than the terminal, and one that is exactly as high.
import { describe, expect, it } from "vitest";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const tall = Array.from({ length: 40 }, (_, n) => `<r${n}/>`).join("\n");

describe.each([24, 10])("a line of 40 rows in a terminal of %i", (height) => {
  it("is shown around the cursor, and says what is above and below", async () => {
    const { put, press, rows } = lineOnScreen({ rows: height });
    put(tall);
    const shown = height - 3;
    const last = tall.split("\n").slice(-shown).join("\n");
    expect(await rows()).toBe(`> … ${40 - shown} rows above\n${last}`);
    await press("up");
    expect(await rows()).toBe(`> … ${40 - shown} rows above\n${last}`);
    await press(...Array.from({ length: 39 }, () => "up" as const));
    const first = tall.split("\n").slice(0, shown).join("\n");
    expect(await rows()).toBe(`> ${first}\n… ${40 - shown} rows below`);
  });

  it("leaves no copies while much arrives, and what arrives is shown once, in order", async () => {
    const { put, press, screen, scrollback } = lineOnScreen({ rows: height });
    put(tall);
    await press("up", "up");
    const texts = Array.from({ length: 30 }, (_, n) => `text ${n}`);
    for (const text of texts.slice(0, 5)) screen.write(`${text}\n`);
    await press("up");
    for (const text of texts.slice(5)) screen.write(`${text}\n`);
    screen.lift();
    screen.draw();
    const all = await scrollback();
    expect(all.match(/text \d+/g)).toEqual(texts);
    expect(all.match(/rows above/g)).toHaveLength(1);
    expect(all.match(/<r39\/>/g)).toHaveLength(1);
  });

  it("is edited where the cursor stands, and entered whole", async () => {
    const { put, press, type, rows, cursor, entered, scrollback } = lineOnScreen({ rows: height });
    put(tall);
    await press("up", "up", "home", "right");
    await type("edited ");
    const row = (await rows()).split("\n").indexOf("<edited r37/>");
    expect(await cursor()).toEqual({ row, column: 8 });
    await press("enter");
    expect(entered).toEqual([tall.replace("<r37/>", "<edited r37/>")]);
    const all = await scrollback();
    expect(all.match(/<r39\/>/g)).toHaveLength(1);
    expect(all).toMatch(/<r38\/>\n<r39\/>\n>$/);
  });

  it("gives way to what is shown above it", async () => {
    const { put, screen, rows, scrollback } = lineOnScreen({ rows: height });
    screen.write("before\n");
    put(tall);
    screen.setStatus(["coming", "more"]);
    const shown = height - 5;
    const last = tall.split("\n").slice(-shown).join("\n");
    expect(await rows()).toMatch(`coming\nmore\n> … ${40 - shown} rows above\n${last}`);
    screen.setStatus([]);
    screen.setStatus(["coming"]);
    screen.setStatus([]);
    expect((await scrollback()).match(/coming|more/g)).toBeNull();
    expect((await scrollback()).match(/rows above/g)).toHaveLength(1);
  });
});

it("a line that is one row too high shows all but what does not fit, and whole when it does", async () => {
  const { put, rows, resize, press } = lineOnScreen({ rows: 10 });
  put(tall.split("\n").slice(0, 9).join("\n"));
  expect(await rows()).toMatch(/^> <r0\/>\n[\s\S]*<r8\/>$/);
  await resize(80, 9);
  expect(await rows()).toMatch(/> … 3 rows above\n<r3\/>\n[\s\S]*<r8\/>$/);
  await press("up", "up", "up", "up", "up", "up");
  expect(await rows()).toMatch(/> … 2 rows above\n<r2\/>\n[\s\S]*<r7\/>\n… 1 row below$/);
  await resize(80, 10);
  expect(await rows()).toMatch(/> <r0\/>\n[\s\S]*<r8\/>$/);
});

it("a row of wide characters that fills the screen is cut where the terminal wraps it", async () => {
  const { put, press, type, rows, cursor, server } = lineOnScreen({ columns: 21, rows: 8 });
  // Ten in a row: the 21st column stays free.
  const row = "日本語日本語日本語日";
  put(`x${row.repeat(12)}`);
  expect(await rows()).toMatch(/^> … \d+ rows above\n(?:[日本語]{10}\n){4}[日本語]+$/);
  await press("home", "right", "right");
  await type("!");
  expect(server.line).toMatch(/^x日!本/);
  expect(await rows()).toMatch(/^> x日!本語/);
  expect(await cursor()).toEqual({ row: 0, column: 6 });
});

it("a resize leaves the line on the screen once", async () => {
  const { put, resize, rows } = lineOnScreen({ columns: 80, rows: 24 });
  put(tall);
  await resize(40, 24);
  await resize(60, 12);
  await resize(80, 24);
  const shown = await rows();
  expect(shown.match(/rows above/g)).toHaveLength(1);
  expect(shown).toMatch(/<r39\/>$/);
});

it("a line that ends at the margin of the last row that fits is left whole when it is entered", async () => {
  const { type, press, entered, rows } = lineOnScreen({ columns: 20, rows: 6 });
  const line = "0123456789".repeat(12);
  await type(line);
  await press("enter");
  expect(entered).toEqual([line]);
  expect(await rows()).toMatch(/\d+\n> $/);
});

it.each([1, 2])("a line of %i whole rows leaves no empty row below it", async (count) => {
  const { screen, server, type, press, entered, rows } = lineOnScreen({ columns: 20, rows: 12 });
  const line = "0123456789".repeat(2 * count).slice(2);
  await type(line);
  await press("home", "enter");
  screen.write("result\n");
  expect(entered).toEqual([line]);
  expect(await rows()).toBe(`${`> ${line}`.replace(/.{20}/g, "$&\n")}result\n> `);
  await type(line);
  server.clearLine();
  screen.draw();
  expect(await rows()).toMatch(/\d\n> $/);
});

it("behind a line of whole rows the text below it is a row of its own, also where the window gets wider", async () => {
  const { type, press, resize, screen, rows } = lineOnScreen({ columns: 20, rows: 12 });
  await type("0123456789".repeat(2).slice(2));
  await press("enter");
  screen.write("result\n");
  await resize(40, 12);
  expect(await rows()).toBe("> 234567890123456789\nresult\n> ");
});
