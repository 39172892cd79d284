import { describe, expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { hintsFor } from "../../src/lessons/hints.ts";
import { lessonOf } from "./go-through.ts";

const BLOCK = "```";

/** The hints for the first step of a block. */
function hints(...rows: readonly string[]): readonly string[] {
  const [part] = lessonOf("# Trying", `${BLOCK}xmpp`, ...rows, BLOCK).parts;
  return part?.kind === "task" ? hintsFor(part, commands) : [];
}

describe("the hints for a line", () => {
  it("begin with what its author wrote, and end with blanks", () => {
    expect(hints("# Say who you are.", "auth me test --mechanism PLAIN", "  <success/>")).toEqual([
      "Say who you are.",
      "It is written: auth <user> <password> --mechanism NAME",
      "With a _ for each character that is missing: auth m_ t___ --mechanism P____",
      '"show" shows the line',
    ]);
  });

  it("begin with what the command is for where its author wrote nothing", () => {
    expect(hints("connect")[0]).toBe(
      "It is the command that does this: open a TCP connection and send nothing.",
    );
  });

  it("say whose line it is", () => {
    expect(hints("@romeo open")).toEqual([
      "It is the command that does this: open a stream. It begins with @romeo.",
      "It is written: @romeo open",
      '"show" shows the line',
    ]);
  });

  it("take XML apart", () => {
    expect(hints("<message to='juliet@localhost'><body>Hello</body></message>")).toEqual([
      "It is XML that you write yourself: an element called message.",
      "It is written: <message to=…>, and in it <body>",
      "With a _ for each character that is missing: <message to='j____________'><body>H____</body></message>",
      '"show" shows the line',
    ]);
  });

  it("do not become vaguer where the author has named all of it", () => {
    expect(
      hints("# auth --mechanism NAME --initial BASE64, the message", "auth --mechanism PLAIN --initial bWU="),
    ).toEqual([
      "auth --mechanism NAME --initial BASE64, the message",
      "With a _ for each character that is missing: auth --mechanism P____ --initial b___",
      '"show" shows the line',
    ]);
  });
});
