// What a command is. Help, completion, usage errors, the function of its name and docs/commands.md are made from this.

import type { Theme } from "../render/theme.ts";
import type { Answers } from "../session/answers.ts";
import type { Client, Clients } from "../session/clients.ts";
import type { Claim, Reply } from "../session/inbox.ts";
import type { LookUp } from "../stream/service-records.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Pattern } from "../xml/pattern.ts";
import type { Aliases } from "./aliases.ts";
import type { Exchanges } from "./exchanges.ts";
import type { FilterBook } from "./filter/filters.ts";
import type { LineEditor } from "./line-editor.ts";
import type { Logs } from "./logs.ts";
import type { Mismatch } from "./mismatch.ts";
import type { PracticeLab } from "./practice.ts";
import type { Settings } from "./settings.ts";
import type { Target, TlsWishes } from "./target.ts";
import type { Variables } from "./variables.ts";

export interface ArgumentSpec {
  readonly summary: string;
  readonly optional?: true;
  /** Takes all the words that are left, joined by blanks. Only for the last argument. */
  readonly rest?: true;
  /** Quoted words keep their quotes, for what splits the rest into words again. Only with `rest`. */
  readonly keepsQuotes?: true;
  /** It is XML: at the prompt it goes on over several rows until it is complete. */
  readonly isXml?: true;
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
  /** It is taken as it stands in the line: quotes, options and variables in it are for later. Only for the last argument. */
  readonly verbatim?: true;
  /** A line stands behind the first "=" in it, which is masked as that line is. */
  readonly holdsLine?: true;
}

/** What a word can name; completion knows where to look for each. */
export type Named =
  | "alias"
  | "client"
  | "command"
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

/** How a step ended. What the server said is in the transcript; this says whether it is what was hoped for. */
export type Outcome =
  | { readonly status: "passed"; readonly reply?: Reply }
  | Failed
  | { readonly status: "no connection"; readonly reason: string }
  | { readonly status: "wrong usage"; readonly reason: string }
  | { readonly status: "interrupted" };

export interface Failed {
  readonly status: "failed";
  readonly reason: string;
  readonly reply?: Reply;
  /** The server has answered, and its answer is no. */
  readonly isRefusal?: true;
  /** What was expected, where that is why. */
  readonly mismatch?: Mismatch;
}

export interface Waiting {
  readonly timeout?: string | undefined;
  readonly "no-wait"?: boolean;
}

/** How a file is written. */
export interface Writing {
  /** Whether only its owner may read it. */
  readonly mode: "readable" | "private";
  /** What becomes of a file that is there. */
  readonly existing: "kept" | "replaced";
}

/** What a command works with. */
export interface Context {
  readonly client: Client;
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly settings: Settings;
  readonly variables: Variables;
  readonly commands: readonly Command[];
  /** For this client. */
  readonly target: Target;
  readonly theme: Theme;
  readonly columns: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The lines beneath the line, as they stand there. */
  readonly block?: string | undefined;
  /** Where the line comes from: somebody typed or piped it, or it is a script's. */
  readonly origin: "line" | "script";
  /** Replaces the variables in XML; what is put in is escaped. */
  expandXml(text: string): string;
  /** Reads XML as something to match with, in the client's content namespace. */
  patterns(text: string): Promise<readonly Pattern[]>;
  /** In a script, waits until the server has read what this client has sent. */
  barrier(): Promise<Outcome>;
  /** Runs a script on these very clients. */
  runFile(path: string): Promise<Outcome>;
  /** Runs another line in place of this one, for this client or the one that is given. */
  runLine(line: string, client?: Client): Promise<Outcome>;
  /** @throws UsageError where the file cannot be written. */
  writeFile(path: string, text: string, how: Writing): Promise<void>;
  /** Whether secrets are printed as they are: to a terminal unless set otherwise, elsewhere when asked for. */
  showsSecrets(): boolean;
  /** Whether secrets may be written to files: when the command line says so. */
  storesSecrets(): boolean;
  /** SASL exchanges that have begun, by client. */
  readonly exchanges: Exchanges;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Asks DNS for the servers of a domain. */
  readonly lookUp: LookUp;
  /** What was said of TLS when a client connected: it holds for that connection. */
  readonly tlsWishes: Map<ClientId, TlsWishes>;
  /** Takes the lines of --keylog. */
  readonly keylog?: ((line: string) => void) | undefined;
  /** The practice server of this process, where there is one. */
  readonly practice?: PracticeLab | undefined;
  /** The line at the prompt, where there is one. */
  readonly editor?: LineEditor | undefined;
  /**
   * Lets somebody change a text in their own editor; returns what was saved.
   * @throws UsageError where there is no editor, or it failed.
   */
  readonly editFile?: ((text: string) => Promise<string>) | undefined;
  /** Where the configuration is read from, whether or not there is such a file; undefined where none is. */
  readonly configFile?: string | undefined;
  /** A line as it may be stored: without its secrets. */
  mask(line: string): string;
  readonly aliases: Aliases;
  readonly filters: FilterBook;
  readonly logs: Logs;
  readonly answers: Answers;
  /**
   * Shows text that may be longer than the screen: page by page where somebody is there to turn them. Rows are taken as
   * they are needed.
   */
  page(text: string | Iterable<string>): Promise<void>;
  /** A fresh id for a stanza. */
  id(): string;
  /** A fresh nonce for SCRAM: nobody can guess it, and it has no comma. */
  nonce(): Promise<string>;
  /** Shows text that is not part of the transcript. */
  print(text: string): void;
  /** Sends and waits for the reply, unless told not to. What the reply means is the command's business. */
  ask(data: string, claim: Claim, waiting: Waiting): Promise<Outcome>;
  /** Asks for a secret without echo; fails where nobody can be asked. */
  askSecret(question: string): Promise<string>;
  /** Asks whether to go on; false where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
  /** A password from the environment, for the account of a client. */
  password(client: string): string | undefined;
  /** Ends the program. */
  quit(): void;
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
  /** What it does, where its name is no verb: "send presence". */
  readonly action?: string;
  /** The words that its arguments are made of, and what they mean, where they are a language of their own: for help. */
  readonly words?: readonly (readonly [word: string, meaning: string])[];
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

/** The options of every command that waits for a reply. */
export const waitOptions = {
  "no-wait": { summary: "do not wait for the reply" },
  timeout: {
    value: "DURATION",
    summary: "how long to wait for the reply, as 500ms, 5s or 2m; 0s waits for ever",
  },
} as const satisfies OptionSpecs;

export const PASSED: Outcome = { status: "passed" };
