import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { prepare } from "../../../src/xmpp/sasl/prepare.ts";

describe("SASLprep", () => {
  test.each([
    ["takes out a soft hyphen (RFC 4013 §3, 1)", "I\u00adX", "IX"],
    ["leaves what is plain (2)", "user", "user"],
    ["leaves capital letters (3)", "USER", "USER"],
    ["composes ª to a (4)", "\u00aa", "a"],
    ["composes Ⅸ to IX (5)", "\u2168", "IX"],
    ["makes every kind of blank one", "a\u00a0b\u2003c", "a b c"],
    ["brings letters together with their accents", "u\u0308", "\u00fc"],
    ["leaves what Unicode 3.2 did not know", "\u{1f600}", "\u{1f600}"],
    ["leaves what is printable ASCII", ' !"#~,=', ' !"#~,='],
    ["leaves nothing", "", ""],
  ])("%s", async (_what, text, prepared) => {
    expect(await prepare(text, "the password")).toBe(prepared);
  });

  test.each([
    ["a bell (RFC 4013 §3, 6)", "\u0007"],
    ["a mixture of directions (7)", "\u06271"],
    ["a NUL", "a\0b"],
    ["DEL", "a\u007f"],
    ["a line break", "a\nb"],
  ])("refuses %s", async (_what, text) => {
    await expect(prepare(text, "the password")).rejects.toThrow(
      new UsageError(
        "Cannot use the password: it has characters that SASLprep forbids, such as control characters, or mixes directions of writing (RFC 4013 §2.3; PLAIN sends what was typed)",
      ),
    );
  });
});
