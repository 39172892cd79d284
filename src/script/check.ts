// What can be told of a script before anything is sent.
import { ScriptError, UsageError } from "../errors.ts";
import type { Command } from "../shell/command.ts";
import { variablesIn } from "../shell/language/expansion.ts";
import { readLine } from "../shell/language/line.ts";
import { whyNoName } from "../shell/variables.ts";
import type { Compile } from "../xml/expressions.ts";
import { type CheckedLine, checkLine } from "./check-command.ts";
import { checkPatterns, withoutComments } from "./check-patterns.ts";
import { KnownVariables } from "./check-variables.ts";
import { blockOf, lineOf, type Passage, type Problem, passageFrom } from "./passage.ts";
import { type Script, type Step, stepsOf } from "./script.ts";
import { noSuchCommand } from "./unknown-command.ts";

export interface CheckOptions {
  readonly commands: readonly Command[];
  /** The names that are defined before the script begins (--var). */
  readonly variables: ReadonlySet<string>;
  readonly compile: Compile;
}

/** Everything that is wrong with a script, by its place. */
export function checkScript(script: Script, options: CheckOptions): readonly ScriptError[] {
  const checking: Checking = {
    commands: new Map(options.commands.map((command) => [command.name, command])),
    known: new KnownVariables(options.variables, clientsIn(script, options.commands)),
    compile: options.compile,
  };
  return stepsOf(script)
    .flatMap((step) => checkStep(step, checking))
    .sort((one, other) => one.at.line - other.at.line || one.at.column - other.at.column)
    .map(({ at, reason }) => new ScriptError(script.file, at, reason));
}

/** The clients that the lines name; the first is there anyway. */
function clientsIn(script: Script, commands: readonly Command[]): ReadonlySet<string> {
  const names = new Set(commands.map(({ name }) => name));
  const named = stepsOf(script).flatMap(({ text }) => {
    const line = readLine(text, (name) => names.has(name));
    return "client" in line && line.client !== undefined ? [line.client] : [];
  });
  return new Set(["main", ...named]);
}

interface Checking {
  readonly commands: ReadonlyMap<string, Command>;
  /** Grows with the steps. */
  readonly known: KnownVariables;
  readonly compile: Compile;
}

function checkStep(step: Step, checking: Checking): readonly Problem[] {
  const { commands, known } = checking;
  const line = readLine(step.text, (name) => commands.has(name));
  switch (line.kind) {
    case "blank":
    case "comment":
      return [];
    case "switch":
      return noBlock(
        step,
        `Cannot switch to ${line.client}: lines stand beneath it (put them beneath a command)`,
      );
    case "other":
      return [{ at: lineOf(step, line.text).at, reason: noSuchCommand(line.text, [...commands.keys()]) }];
    case "xml":
      return [
        ...noBlock(step, "Cannot send: XML takes no lines beneath it (use expect)"),
        ...known.check(lineOf(step, line.text), { takesPassword: false }),
      ];
    case "command": {
      const command = commands.get(line.name);
      return command ? checkCommand(step, checkLine(command, lineOf(step, line.text)), checking) : [];
    }
  }
}

function checkCommand(step: Step, checked: CheckedLine, checking: Checking): readonly Problem[] {
  const { command, parsed, words } = checked;
  if (command.inScripts === "refused") return checked.problems;
  const { known, compile } = checking;
  const block = blockOf(step);
  const { sent, expected } = contents(checked, block);
  const patterns = expected.map((passage) => ({ passage, ...checkPatterns(passage, compile) }));
  const problems = [
    ...checked.problems,
    ...checkBlock(step, checked),
    ...checkWords(checked, known),
    ...checkDefinition(checked),
    ...sent.flatMap((passage) => known.check(passage, { takesPassword: false })),
    ...patterns.flatMap((pattern) =>
      pattern.problems.length > 0
        ? pattern.problems
        : known.check(withoutComments(pattern.passage), { takesPassword: false }),
    ),
  ];
  if (problems.length === 0 && parsed) problems.push(...ownCheck(step, checked));
  // What this step captures or defines counts from the next one on.
  for (const { captures } of patterns) for (const name of captures) known.add(name);
  if (command.name === "define" && parsed) known.add(words[0]?.text ?? "");
  if (command.name === "run") known.addUnknown();
  return problems;
}

/** What the command itself says of the line. */
function ownCheck(step: Step, { command, line, parsed }: CheckedLine): readonly Problem[] {
  try {
    if (parsed) command.check?.({ ...parsed, block: step.block?.text });
    return [];
  } catch (error) {
    if (error instanceof UsageError) return [{ at: line.at, reason: error.message }];
    throw error;
  }
}

/** The XML on a line of `expect` is a pattern, as what stands beneath is; elsewhere it is what is sent. */
function contents({ command, line, words }: CheckedLine, block: Passage | undefined) {
  const xml = words.find(({ kind }) => kind === "xml");
  const onLine = xml && command.block === "expected" ? [passageFrom(line, xml.start ?? 0)] : [];
  const beneath = block && command.block !== undefined ? [block] : [];
  return command.block === "sent"
    ? { sent: beneath, expected: [] }
    : { sent: [], expected: [...onLine, ...beneath] };
}

function checkWords(checked: CheckedLine, known: KnownVariables): readonly Problem[] {
  const { command, line, words } = checked;
  const isMisplaced = hasPasswordElsewhere(checked);
  return words.flatMap(({ kind, isLiteral, text, start = 0, end = 0 }) => {
    if (isLiteral || (kind === "xml" && command.block === "expected")) return [];
    const word = passageFrom(line, start);
    const takesPassword = !isMisplaced && text === checked.parsed?.args.password;
    return known.check({ ...word, text: word.text.slice(0, end - start) }, { takesPassword });
  });
}

/** Whether `${password}` stands in anything but the password. */
function hasPasswordElsewhere({ parsed }: CheckedLine): boolean {
  const { password: _, ...args } = parsed?.args ?? {};
  return [...Object.values(args), ...Object.values(parsed?.options ?? {})].some(
    (value) => typeof value === "string" && variablesIn(value).some(({ name }) => name === "password"),
  );
}

function checkDefinition({ command, line, words }: CheckedLine): readonly Problem[] {
  const [name] = words;
  if (command.name !== "define" || !name || variablesIn(name.text).length > 0) return [];
  const reason = whyNoName(name.text);
  return reason === undefined ? [] : [{ at: passageFrom(line, name.start ?? 0).at, reason }];
}

function checkBlock(step: Step, { command, words, parsed }: CheckedLine): readonly Problem[] {
  const { name, block: kind } = command;
  if (kind === undefined) {
    return noBlock(step, `Cannot run ${name}: lines stand beneath it, but it has no reply (use expect)`);
  }
  const at = step.block?.at ?? step.at;
  const isOnLine =
    kind === "sent"
      ? Object.values(parsed?.args ?? {}).some((value) => value !== undefined)
      : kind === "expected" && words.some((word) => word.kind === "xml");
  if (step.block && isOnLine) {
    return [
      { at, reason: `Cannot run ${name}: there is a text on its line and another beneath it (keep one)` },
    ];
  }
  if (kind === "sent" && parsed && !step.block && !isOnLine) {
    const remedy = "write it on the line, or beneath it, indented";
    return [{ at, reason: `Cannot run ${name}: nothing is given to send (${remedy})` }];
  }
  if (kind === "reply" && step.block && parsed?.options["no-wait"]) {
    return [{ at, reason: `Cannot run ${name}: with --no-wait nothing compares its reply (use expect)` }];
  }
  return [];
}

function noBlock({ block }: Step, reason: string): readonly Problem[] {
  return block ? [{ at: block.at, reason }] : [];
}
