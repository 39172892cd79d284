// What the command line takes, as data: yargs reads it, and so do the help, the completion of shells, the man page and
// docs/command-line.md.
import type { Options, PositionalOptions } from "yargs";

export type Candidate = readonly [word: string, meaning: string];

export interface Typed {
  /** The word that is being typed, as far as it has come. */
  readonly word: string;
  /** The words of the same kind before it. */
  readonly before: readonly string[];
}

/** What a shell offers for a value. Files and folders it knows itself. */
export type Candidates =
  | "files"
  | "folders"
  | ((typed: Typed) => Promise<readonly Candidate[] | "files" | "folders">);

/** In the order in which the help has them. */
export const GROUPS = [
  "Running",
  "Serving",
  "Options",
  "Where to connect",
  "As whom",
  "TLS",
  "At the start",
  "What is kept",
  "What is shown",
] as const;

export interface OptionDefinition extends Options {
  readonly describe: string;
  readonly group: (typeof GROUPS)[number];
  /** What stands for its value, as FILE; without it the option has none. */
  readonly value?: string;
  readonly candidates?: Candidates;
  /** What it does with --no- before it, where that is neither the usual nor the same as to leave it out. */
  readonly negated?: string;
}

export interface WordDefinition extends PositionalOptions {
  readonly describe: string;
  readonly candidates?: Candidates;
}

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

export interface Subcommand {
  /** Its name and its words, as `run <file..>`. */
  readonly usage: string;
  readonly summary: string;
  readonly words: Readonly<Record<string, WordDefinition>>;
  readonly options: OptionDefinitions;
  readonly subcommands?: readonly Subcommand[];
  readonly examples?: readonly (readonly [line: string, what: string])[];
}

export function nameOf({ usage }: Subcommand): string {
  return usage.split(" ")[0] ?? usage;
}

/** The option as it is written where it changes something: one that holds without being there is switched off. */
export function writtenAs(name: string, { type, default: standard }: OptionDefinition): string {
  return type === "boolean" && standard === true ? `--no-${name}` : `--${name}`;
}

export function takesValue({ type }: OptionDefinition): boolean {
  return type !== "boolean";
}
