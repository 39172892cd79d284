// Scripts in one layout, with the meaning they had (`fmt`).
import { UsageError } from "../errors.ts";
import { readLine } from "../shell/language/line.ts";
import { splitWords } from "../shell/language/words.ts";
import { formatOf } from "./read.ts";
import { xmppBlocks } from "./read-markdown.ts";
import { readXmpp } from "./read-xmpp.ts";
import type { Reading } from "./reading.ts";
import { LINE_END, rowsOf } from "./rows.ts";
import type { Item, Script } from "./script.ts";
import { writeScript } from "./write.ts";

/**
 * The text of a file in the layout of `fmt`; of Markdown only what stands between the fences.
 * @throws ScriptError for the first line that cannot be read, UsageError for a format that is not ours.
 */
export function formatText(file: string, text: string, commands: ReadonlySet<string>): string {
  switch (formatOf(file)) {
    case "xmpp":
      return formatScript(unlessWrong(readXmpp(file, rowsOf(text), commands)));
    case "markdown":
      return formatMarkdown(file, text, commands);
    case "scansion":
      throw new UsageError(
        `Cannot format ${file}: it is a script of Scansion (run "xmpp-repl convert ${file}" to make .xmpp of it)`,
      );
  }
}

/** Blocks and XML are content: of a block only the indentation is set, and XML stays as it is. */
export function formatScript(script: Script): string {
  const formatted = script.items.map(formatItem);
  const items = formatted.filter(
    ({ kind }, index) => kind !== "blank" || (index > 0 && formatted[index - 1]?.kind !== "blank"),
  );
  return writeScript({ ...script, items });
}

function formatItem(item: Item): Item {
  return item.kind === "step" ? { ...item, text: formatLine(item.text) } : item;
}

function formatLine(text: string): string {
  // Whatever a script holds that is no XML is a command.
  const line = readLine(text, () => true);
  const client = "client" in line && line.client !== undefined ? `@${line.client}` : "";
  if (line.kind === "switch") return client;
  if (line.kind !== "xml" && line.kind !== "command") return text;
  const rest = line.kind === "xml" ? line.text : formatWords(line.text);
  return client === "" ? rest : `${client} ${rest}`;
}

function formatWords(text: string): string {
  try {
    return splitWords(text)
      .map(({ start, end }) => text.slice(start, end))
      .join(" ");
  } catch (error) {
    // A line whose words cannot be told apart is left for `check` to complain about.
    if (error instanceof UsageError) return text;
    throw error;
  }
}

function formatMarkdown(file: string, text: string, commands: ReadonlySet<string>): string {
  const rows = rowsOf(text);
  const ends = text.match(new RegExp(LINE_END, "g")) ?? [];
  const written = rows.map(({ source }, index) => source + (ends[index] ?? ""));
  for (const { rows: fenced, indentation } of xmppBlocks(rows)) {
    const [first] = fenced;
    if (!first) continue;
    const at = first.line - 1;
    const formatted = formatScript(unlessWrong(readXmpp(file, fenced, commands)));
    written.fill("", at, at + fenced.length);
    written[at] = rowsOf(formatted)
      .map((row) => (row.text === "" ? "" : indentation + row.text) + (ends[at] ?? "\n"))
      .join("");
  }
  return written.join("");
}

function unlessWrong({ script, errors: [first] }: Reading): Script {
  if (first) throw first;
  return script;
}
