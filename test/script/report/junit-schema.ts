// What Jenkins' xunit plugin (junit-10.xsd) allows in a report, by hand: for each element the attributes that it must and
// may have and the elements that may stand in it, in any order, and whether text may. Times are written as the schema's
// SUREFIRE_TIME. Older plugins and readers want less of it, in the order that is held here as well: what became of a test
// case before what it printed.
import { SaxesParser } from "saxes";

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  readonly hasText: boolean;
}

const PROBLEM: Rule = { required: [], optional: ["type", "message"], children: [], hasText: true };
const PRINTED: Rule = { required: [], optional: [], children: [], hasText: true };

const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ["name", "time", "tests", "failures", "errors"],
    children: ["testsuite"],
    hasText: false,
  },
  testsuite: {
    required: ["name", "tests", "failures", "errors"],
    optional: ["time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url", "group"],
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
    hasText: false,
  },
  testcase: {
    required: ["name"],
    optional: ["time", "classname", "group"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
    hasText: false,
  },
  failure: PROBLEM,
  error: PROBLEM,
  skipped: PROBLEM,
  "system-out": PRINTED,
  "system-err": PRINTED,
};

const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

/** What is not as the schema wants it; a report that is not well-formed throws. */
export function breachesOf(report: string): readonly string[] {
  const breaches: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const parent = open.at(-1);
    breaches.push(...breachesOfElement(name, attributes));
    const mayBe = parent === undefined ? ["testsuites", "testsuite"] : (RULES[parent]?.children ?? []);
    if (!mayBe.includes(name)) breaches.push(`${name} in ${parent ?? "the document"}`);
    open.push(name);
  });
  parser.on("text", (text) => {
    const element = open.at(-1) ?? "";
    if (text.trim() !== "" && !RULES[element]?.hasText) breaches.push(`text in ${element}`);
  });
  parser.on("closetag", () => void open.pop());
  parser.write(report).close();
  return breaches;
}

function breachesOfElement(name: string, attributes: Readonly<Record<string, string>>): readonly string[] {
  const rule = RULES[name];
  if (!rule) return [`the element ${name}`];
  const known = [...rule.required, ...rule.optional];
  return [
    ...rule.required.filter((key) => !(key in attributes)).map((key) => `${name} without ${key}`),
    ...Object.keys(attributes)
      .filter((key) => !known.includes(key))
      .map((key) => `${name} with ${key}`),
    ...(TIME.test(attributes.time ?? "") ? [] : [`${name} with the time ${attributes.time}`]),
  ];
}
