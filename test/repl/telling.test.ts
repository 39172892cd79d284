import { expect, test } from "vitest";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { Telling } from "../../src/repl/telling.ts";

/** What is told on a terminal of 40 columns. */
function told(tell: (telling: Telling) => void): readonly string[] {
  let shown = "";
  const write = (text: string) => {
    shown += text;
  };
  const around = { theme: NO_COLOR, columns: () => 40, showsSecrets: () => true };
  tell(new Telling({ ...around, told: (text) => text.replace("hunter02", "***"), write }));
  return shown.trimEnd().split("\n");
}

test("an aside goes on behind its sign", () => {
  expect(told((telling) => telling.aside("runs as message juliet@localhost good morning"))).toEqual([
    "    -- runs as message juliet@localhost",
    "       good morning",
  ]);
});

test("what may not be shown is taken out of all that is told", () => {
  expect(
    told((telling) => {
      telling.complain('Cannot run "hunter02"');
      telling.note("One more row was not run: hunter02");
      telling.aside("hi: hunter02");
    }),
  ).toEqual(['Cannot run "***"', "One more row was not run: ***", "    -- hi: ***"]);
});

test("the rows of what was expected and did not come are broken at blanks", () => {
  const expected = "<message from='juliet@localhost' type='chat'>";
  const mismatch = { expected, arrived: [] };
  expect(
    told((telling) => telling.outcome({ status: "failed", reason: "not as expected", mismatch })),
  ).toEqual([
    "not as expected",
    "  expected:",
    "    <message from='juliet@localhost'",
    "        type='chat'>",
    "  arrived: nothing",
  ]);
});
