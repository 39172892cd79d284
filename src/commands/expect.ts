import { UsageError } from "../errors.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import { parseDuration } from "../shell/language/units.ts";
import type { Outcome } from "../shell/outcome.ts";

export const expect = defineCommand({
  name: "expect",
  kind: "wire",
  summary: "Wait for an element that matches a pattern, for none that does, or for the end of the stream",
  detail:
    "The oldest element that nobody has claimed, however long ago it came, or the next to arrive, that matches the pattern " +
    "is taken (after `forget` only what comes from then on); what it passed over stays for the next time. Without a pattern any element will do. Several elements in the pattern each match a " +
    "different one, in any order. More attributes and children than the pattern asks for are allowed, unless " +
    'x:strict="true" is on the element; x:absent="true" wants a child not to be there. {any}, {empty}, {capture:name} ' +
    "and {re:…} stand for values. `expect nothing --for 2s` wants nothing (that matches) to arrive, `expect closed` the " +
    "server's end tag. In a script the pattern may stand beneath the line, indented.",
  args: {
    what: { optional: true, isXml: true, summary: "the pattern, `nothing` or `closed`" },
    pattern: { optional: true, rest: true, isXml: true, summary: "behind `nothing`: what must not come" },
  },
  options: {
    next: { summary: "the oldest elements in the inbox must be these" },
    for: { value: "DURATION", summary: "how long nothing may come; without it 1s" },
    timeout: waitOptions.timeout,
  },
  example: {
    line: "expect <presence from='me@localhost/desk'/>",
    after: [
      { line: "open --no-wait" },
      {
        receives:
          "<stream:stream from='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' version='1.0'><presence from='me@localhost/desk' to='me@localhost/desk'/>",
      },
    ],
    shows: "as expected: #5",
  },
  block: "expected",
  looksAtInbox: true,
  check: (line) => {
    wanted(line);
  },
  async run(invocation): Promise<Outcome> {
    const { options, settings } = invocation;
    const timeout = options.timeout === undefined ? settings.get("timeout") : parseDuration(options.timeout);
    const { kind, text } = wanted(invocation);
    const { expectElements, expectEnd, expectNothing } = await import("../shell/expecting/expectation.ts");
    switch (kind) {
      case "closed":
        return await expectEnd(invocation, timeout);
      case "nothing":
        return await expectNothing(invocation, { text, timeout: parseDuration(options.for ?? "1s") });
      case "elements":
        return await expectElements(invocation, options.next ? "next" : "anywhere", { text, timeout });
    }
  },
});

interface Wanted {
  readonly kind: "elements" | "nothing" | "closed";
  readonly text?: string | undefined;
}

interface ExpectLine {
  readonly args: { readonly what?: string | undefined; readonly pattern?: string | undefined };
  readonly options: {
    readonly next: boolean;
    readonly for?: string | undefined;
    readonly timeout?: string | undefined;
  };
  readonly block?: string | undefined;
}

/** @throws UsageError for what does not go together. */
function wanted(line: ExpectLine): Wanted {
  const found = patternIn(line);
  const { options } = line;
  const { kind } = found;
  if (options.for !== undefined && kind !== "nothing") throw wrong("--for belongs to `expect nothing`");
  if (options.timeout !== undefined && kind === "nothing") {
    throw wrong("--timeout belongs to what is to come (--for says how long nothing may)");
  }
  if (options.next && kind !== "elements") throw wrong("--next belongs to a pattern");
  return found;
}

function patternIn({ args: { what, pattern }, block }: ExpectLine): Wanted {
  const isWord = what === "nothing" || what === "closed";
  const onLine = isWord ? pattern : what;
  if (!isWord && pattern !== undefined)
    throw wrong("a pattern is one piece of XML (it goes to the end of the line)");
  if (onLine !== undefined && !onLine.startsWith("<")) {
    const line = `expect ${isWord ? `${what} ` : ""}<${onLine}/>`;
    const meant = /^[\w:-]+$/.test(onLine) ? `; did you mean "${line}"?` : "";
    throw wrong(`"${onLine}" is no XML (write a pattern, \`nothing\` or \`closed\`${meant})`);
  }
  if (onLine !== undefined && block !== undefined) {
    throw wrong("there is a pattern on the line and another beneath it");
  }
  const text = onLine ?? block;
  if (!isWord) return { kind: "elements", text };
  if (what === "closed" && text !== undefined) throw wrong("the end of a stream is no element to match");
  return { kind: what, text };
}

function wrong(why: string): UsageError {
  return new UsageError(`Cannot expect it: ${why}`);
}
