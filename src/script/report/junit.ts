// JUnit XML, as the schema of Jenkins' xunit plugin has it (junit-10.xsd): what it allows, GitLab and the actions of
// GitHub read too. There a test case has no attribute `file`, and one word too many is a report refused.
import { NO_COLOR } from "../../render/themes/theme.ts";
import { escapeXML } from "../../xml/element.ts";
import type { ScriptResult, Status } from "../result.ts";
import { countByStatus, nameOf, totalMilliseconds } from "./counts.ts";
import { failureLines } from "./lines.ts";
import { printable, printableLine } from "./printable.ts";

/** @param started in milliseconds since 1970. */
export function junit(results: readonly ScriptResult[], { started }: { readonly started: number }): string {
  const counts = countByStatus(results);
  const totals = {
    name: "xmpp-repl",
    tests: String(results.length),
    failures: String(counts.failed),
    errors: String(counts["wrong usage"] + counts["no connection"] + counts.interrupted),
    time: seconds(totalMilliseconds(results)),
  };
  const suite = { ...totals, skipped: String(counts.skipped), timestamp: new Date(started).toISOString() };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    startTag("testsuites", totals),
    `  ${startTag("testsuite", suite)}`,
    ...results.flatMap(caseLines),
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function caseLines(result: ScriptResult): readonly string[] {
  const start = startTag("testcase", {
    classname: classNameOf(result.file),
    name: nameOf(result),
    time: seconds(result.milliseconds),
  });
  return [
    `    ${start}`,
    ...outcomeOf(result).map((line) => `      ${line}`),
    ...(result.remarks.length === 0 ? [] : [`      ${textElement("system-out", {}, result.remarks)}`]),
    "    </testcase>",
  ];
}

/** A failure is the server's or the script's finding; an error is that nothing could be found out. */
function outcomeOf(result: ScriptResult): readonly string[] {
  switch (result.status) {
    case "passed":
      return [];
    case "skipped":
      return [textElement("skipped", { message: result.why ?? "" }, [])];
    case "failed":
      return [problemElement("failure", result)];
    case "wrong usage":
    case "no connection":
    case "interrupted":
      return [problemElement("error", result)];
  }
}

function problemElement(name: "failure" | "error", result: ScriptResult): string {
  const { status, failure, errors } = result;
  const message = failure?.reason ?? errors[0]?.reason ?? SHORT[status];
  const text = failureLines(result, { theme: NO_COLOR, width: 0, view: "pretty" });
  return textElement(name, { message, type: status }, text);
}

/** What there is to say where nobody has said anything. */
const SHORT: Readonly<Record<Status, string>> = {
  passed: "it passed",
  failed: "it failed",
  "wrong usage": "it cannot be run",
  "no connection": "there is no connection",
  interrupted: "it was interrupted",
  skipped: "it was skipped",
};

/** Readers take what stands before the last dot for a package: `scripts/login.xmpp` is `scripts.login`. */
function classNameOf(file: string): string {
  const path = file.replaceAll("\\", "/").replace(/^(?:\.{0,2}\/)+/, "");
  const withoutExtension = path.replace(/(?<=[^/])\.[^./]*$/, "");
  return withoutExtension.replaceAll(".", "_").replace(/\/+/g, ".");
}

type Attributes = Readonly<Record<string, string>>;

function startTag(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXML(printableLine(value))}"`,
  );
  return `<${name}${written.join("")}>`;
}

function textElement(name: string, attributes: Attributes, lines: readonly string[]): string {
  return `${startTag(name, attributes)}${escapeXML(printable(lines.join("\n")))}</${name}>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
