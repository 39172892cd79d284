// Plain Markdown -> text for the terminal: headings, paragraphs, lists, tables, fenced blocks.

import type { Theme } from "../themes/theme.ts";
import { pageWidth } from "./prose-width.ts";
import { sanitize } from "./sanitize.ts";
import { styledWords, wrapStyled } from "./styled-words.ts";

interface Look {
  readonly theme: Theme;
  readonly width: number;
}

/** The lines of a text; `columns` is the width of the terminal, 0 where nobody knows it. */
export function renderMarkdown(text: string, theme: Theme, columns = 0): readonly string[] {
  const width = pageWidth(columns);
  return blocksOf(sanitize(text)).flatMap((block, index) => [
    ...(index === 0 ? [] : [""]),
    ...linesOf(block, { theme, width }),
  ]);
}

type MarkdownBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "item"; readonly marker: string; readonly text: string }
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "items"; readonly items: readonly (MarkdownBlock & { readonly kind: "item" })[] }
  | { readonly kind: "table"; readonly rows: readonly string[] }
  | { readonly kind: "code"; readonly rows: readonly string[] };

const FENCE = /^[ \t]*(```+|~~~+)/;
const ITEM = /^([ \t]*(?:[-*+]|\d{1,9}[.)]))[ \t]+(.*)$/;

function blocksOf(text: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const rows = text.split("\n");
  for (let at = 0; at < rows.length; ) {
    const row = rows[at] ?? "";
    const fence = FENCE.exec(row)?.[1];
    if (row.trim() === "") at += 1;
    else if (fence !== undefined) {
      const end = rows.findIndex((other, index) => index > at && other.trim() === fence);
      const last = end < 0 ? rows.length : end;
      blocks.push({ kind: "code", rows: rows.slice(at + 1, last) });
      at = last + 1;
    } else {
      const end = endOfChunk(rows, at);
      blocks.push(chunkOf(rows.slice(at, end)));
      at = end;
    }
  }
  return blocks;
}

/** A chunk goes up to a blank row or a fence; a heading is one row. */
function endOfChunk(rows: readonly string[], from: number): number {
  if (/^#{1,6}[ \t]/.test(rows[from] ?? "")) return from + 1;
  const end = rows.findIndex(
    (row, index) => index > from && (row.trim() === "" || FENCE.test(row) || /^#{1,6}[ \t]/.test(row)),
  );
  return end < 0 ? rows.length : end;
}

function chunkOf(rows: readonly string[]): MarkdownBlock {
  const [first = ""] = rows;
  const heading = /^#{1,6}[ \t]+(.*?)[ \t#]*$/.exec(first)?.[1];
  if (heading !== undefined) return { kind: "heading", text: heading };
  if (first.trimStart().startsWith("|")) return { kind: "table", rows };
  if (first.startsWith(">")) {
    return { kind: "quote", text: rows.map((row) => row.replace(/^>[ \t]?/, "")).join(" ") };
  }
  return ITEM.test(first) ? { kind: "items", items: itemsOf(rows) } : { kind: "paragraph", text: join(rows) };
}

function itemsOf(rows: readonly string[]): readonly (MarkdownBlock & { readonly kind: "item" })[] {
  const items: { kind: "item"; marker: string; text: string }[] = [];
  for (const row of rows) {
    const [, marker, text = ""] = ITEM.exec(row) ?? [];
    const last = items.at(-1);
    if (marker !== undefined) items.push({ kind: "item", marker, text });
    else if (last) last.text += ` ${row.trim()}`;
  }
  return items;
}

function join(rows: readonly string[]): string {
  return rows.map((row) => row.trim()).join(" ");
}

function linesOf(block: MarkdownBlock, look: Look): readonly string[] {
  const { theme, width } = look;
  switch (block.kind) {
    case "heading":
      return wrapStyled(styledWords(block.text, theme), width).map((line) => theme.heading(line));
    case "paragraph":
      return wrapStyled(styledWords(block.text, theme), width);
    case "quote":
      return wrapStyled(styledWords(block.text, theme), width - 2).map((line) => `  ${line}`);
    case "items":
      return block.items.flatMap((item) => linesOf(item, look));
    case "item": {
      const first = `${block.marker} `;
      const lines = wrapStyled(styledWords(block.text, theme), width - first.length);
      return lines.map((line, index) => (index === 0 ? first : " ".repeat(first.length)) + line);
    }
    case "code":
      return block.rows.map((row) => `    ${row}`);
    case "table":
      return tableLines(block.rows, theme);
  }
}

function tableLines(rows: readonly string[], theme: Theme): readonly string[] {
  const isRule = (row: string) => /^[\s|:-]+$/.test(row);
  const cells = rows
    .filter((row) => !isRule(row))
    .map((row) =>
      row
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((cell) => cell.trim().replaceAll(/[*`]/g, "")),
    );
  const widths = cells.reduce<number[]>((sums, row) => {
    row.forEach((cell, index) => {
      sums[index] = Math.max(sums[index] ?? 0, cell.length);
    });
    return sums;
  }, []);
  return cells.map((row, at) => {
    const line = row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
    return at === 0 && rows.some(isRule) ? theme.heading(line) : line;
  });
}
