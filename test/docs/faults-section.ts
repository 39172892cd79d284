// The part of docs/practice-server.md about the faults, made from the faults.
import type { Fault } from "../../src/server/fault.ts";

const BEGIN = "<!-- The faults are written by npm run docs. -->\n";
const END = "<!-- Up to here. -->";

/** The page with its part about the faults written anew. */
export function withFaults(page: string, faults: readonly Fault[]): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error("The page has no place for the faults");
  return `${page.slice(0, from) + BEGIN}\n${faultsSection(faults)}\n${page.slice(to)}`;
}

function faultsSection(faults: readonly Fault[]): string {
  return `${faults.map(section).join("\n\n")}\n`;
}

function section({ name, summary, effect, onward, lesson, when }: Fault): string {
  const since = when === "at once" ? "At once" : "From the next connection on";
  return [
    `### ${name}`,
    paragraph(`${since}: ${summary}.`),
    paragraph(`What one sees: ${effect}`),
    ...(onward === undefined ? [] : [paragraph(`At the prompt: ${onward}`)]),
    paragraph(lesson),
  ].join("\n\n");
}

/** In lines of up to 120 characters, as the rest of the page. */
function paragraph(text: string): string {
  const lines = [""];
  for (const word of escaped(text).split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length >= 120) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

/** An element in a sentence is text, not HTML. */
function escaped(text: string): string {
  return text.replace(/<[^ >]+>/g, "`$&`");
}
