// What a command is. Help, completion, usage errors, the function of its name and docs/commands.md are made from this.

import type { Asking } from "./asking.ts";
import type { Person } from "./at-prompt.ts";
import type { Credentials } from "./authentication/credentials.ts";
import type { Connecting } from "./connecting.ts";
import type { Definitions } from "./definitions.ts";
import type { Source } from "./draws.ts";
import type { Files } from "./files.ts";
import type { Expanding } from "./language/expansion.ts";
import type { Outcome } from "./outcome.ts";
import type { Output } from "./output.ts";
import type { OtherLines, RunningLine } from "./running-line.ts";
import type { Secrecy } from "./secrecy.ts";
import type { Sessions } from "./sessions.ts";

export interface ArgumentSpec {
  readonly summary: string;
  readonly optional?: true;
  /** Takes all the words that are left, joined by blanks. Only for the last argument. */
  readonly rest?: true;
  /** Quoted words keep their quotes, for what splits the rest into words again. Only with `rest`. */
  readonly keepsQuotes?: true;
  /** It is XML: at the prompt it goes on over several rows until it is complete. */
  readonly isXml?: true;
  /** Where to connect: people write it as a URL, with a password in it, which is not stored. */
  readonly isAddress?: true;
  /** Never stored, piped or exported as it is. */
  readonly secret?: true;
  /** Left out, it is looked for or asked for. */
  readonly asked?: true;
  /** The words it can be, for completion and usage errors. */
  readonly choices?: readonly string[];
  /** Words that it often is, for completion; others can be. */
  readonly suggests?: readonly string[];
  /** What it names, for completion. */
  readonly names?: Named;
  /** It can be a name that nobody has yet: Tab puts none in before one is begun. */
  readonly orNew?: true;
  /** It is taken as it stands in the line: quotes, options and variables in it are for later. Only for the last argument. */
  readonly verbatim?: true;
  /** A line stands behind the first "=" in it, which is masked as that line is. */
  readonly holdsLine?: true;
}

/** What a word can name; completion knows where to look for each. */
export type Named =
  | "alias"
  | "client"
  | "entry"
  | "fault"
  | "file"
  | "filter"
  | "history"
  | "jid"
  | "mechanism"
  | "namespace"
  | "request"
  | "setting"
  | "template"
  | "topic"
  | "traffic"
  | "user"
  | "variable"
  | "word";

export interface OptionSpec {
  readonly summary: string;
  /** What stands for the value in the usage line; without it the option is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** Words that its value often is, for completion; others can be. */
  readonly suggests?: readonly string[];
  /** What its value names, for completion. */
  readonly names?: Named;
  readonly secret?: true;
  /** Its value names a file: a script touches none. */
  readonly isFile?: true;
  /** The argument that it stands for: words are not read as that where this option is given. */
  readonly replaces?: string;
  /**
   * It, or one of these values of it, makes a connection less safe: somebody at the prompt may say so, a file of lines
   * may not.
   */
  readonly weakens?: true | readonly string[];
}

export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export type Arguments<A extends ArgumentSpecs> = {
  readonly [K in keyof A]: A[K] extends { readonly optional: true } ? string | undefined : string;
};
export type Options<O extends OptionSpecs> = {
  readonly [K in keyof O]: O[K] extends { readonly value: string } ? string | undefined : boolean;
};

/** A line that works, for help and documentation, and the test of the command. */
export interface Example {
  readonly line: string;
  /** Exactly what goes out. `{id}` stands for a fresh id. */
  readonly sends?: string;
  /** What it prints contains this. */
  readonly shows?: string;
  /** A file that it reads. */
  readonly file?: { readonly name: string; readonly text: string };
  /** What has to have happened: lines run before, and XML received. */
  readonly after?: readonly ({ readonly line: string } | { readonly receives: string })[];
}

/**
 * What a command works with, by what it is about: each part is declared where that is. A function that commands share
 * says which parts it needs.
 */
export interface Context
  extends RunningLine,
    OtherLines,
    Asking,
    Expanding,
    Sessions,
    Definitions,
    Connecting,
    Credentials,
    Secrecy,
    Source,
    Output,
    Files,
    Person {
  readonly commands: readonly Command[];
}

export interface Invocation<A extends ArgumentSpecs, O extends OptionSpecs> extends Context {
  readonly args: Arguments<A>;
  readonly options: Options<O>;
}

export interface CommandDefinition<A extends ArgumentSpecs, O extends OptionSpecs> {
  readonly name: string;
  /** `wire` commands act on a client, `console` commands on files, views and the transcript. */
  readonly kind: "wire" | "console";
  readonly summary: string;
  readonly detail?: string;
  /** Where the step is specified, as "RFC 6120 §7". */
  readonly spec?: string;
  readonly args: A;
  readonly options: O;
  readonly example: Example;
  /**
   * What the indented lines beneath it are: what is sent, what is expected, or what its reply is to match. Without
   * this there can be none.
   */
  readonly block?: "sent" | "expected" | "reply";
  /** What it sends is known only when it runs, because of this: it cannot be shown beforehand. */
  readonly dependsOn?: string;
  /** It is for somebody at the prompt. */
  readonly inScripts?: "refused";
  /**
   * It copes with a stream error that came before it, always or with the option of that name: any other step of a
   * script is failed by one.
   */
  readonly looksAtInbox?: true | string;
  /** It is a part of logging in: `reconnect` does it again. */
  readonly isHandshake?: true;
  /**
   * It sends something, so it is refused where there is nowhere to send it to; or it is about a client that is there,
   * so that none is made for it.
   */
  readonly needs?: "connection" | "client";
  /** It can begin a connection: at the prompt a name behind @ that nobody has makes a client for it, and for no other. */
  readonly connects?: true;
  /** What it does, where its name is no verb: "send presence". */
  readonly action?: string;
  /** The words that its arguments are made of, and what they mean, where they are a language of their own: for help. */
  readonly words?: readonly (readonly [word: string, meaning: string])[];
  /** What can follow these words, for the usage in grey; undefined where the names of its arguments say it. */
  due?(words: readonly string[]): string | undefined;
  /** How it is written what somebody means with too many words: `--show away` for `away`. */
  meant?(words: readonly string[]): string | undefined;
  /** Which of its words is the first that may be a secret, where what it is written for is misspelt. */
  secretFrom?(words: readonly string[]): number | undefined;
  /**
   * Says what is wrong with a line without running it, beyond what its specs say.
   * @throws UsageError
   */
  check?(line: CheckedLine<A, O>): void;
  run(invocation: Invocation<A, O>): Promise<Outcome> | Outcome;
}

/** A line that is looked at and not run. */
export interface CheckedLine<A extends ArgumentSpecs, O extends OptionSpecs> {
  readonly args: Arguments<A>;
  readonly options: Options<O>;
  readonly block?: string | undefined;
}

/** What is read from the words of a line, by the names in a command's specs. */
export interface Parsed {
  readonly args: Readonly<Record<string, string | undefined>>;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** A command whose arguments are not known to the type system any more. */
export interface Command extends Omit<CommandDefinition<ArgumentSpecs, OptionSpecs>, "run" | "check"> {
  check?(line: Parsed & { readonly block?: string | undefined }): void;
  run(invocation: Context & Parsed): Promise<Outcome> | Outcome;
}

export function defineCommand<const A extends ArgumentSpecs, const O extends OptionSpecs>(
  definition: CommandDefinition<A, O>,
): Command {
  // What is read from a line has the shape that the specs say: parseArguments makes it from them.
  return definition as unknown as Command;
}
