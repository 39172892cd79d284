import { describe, expect, it, test } from "vitest";
import { withoutColourWords } from "../../../src/cli/command-line/colour-words.ts";

describe("--color", () => {
  test.each<[readonly string[], readonly string[]]>([
    [
      ["--color=always", "localhost"],
      ["--color", "localhost"],
    ],
    [
      ["--color", "always", "localhost"],
      ["--color", "localhost"],
    ],
    [
      ["localhost", "--color=never"],
      ["localhost", "--no-color"],
    ],
    [["--color=auto"], []],
    [
      ["--color", "localhost"],
      ["--color", "localhost"],
    ],
    [["--no-color"], ["--no-color"]],
    [
      ["run", "--", "--color=dark"],
      ["run", "--", "--color=dark"],
    ],
  ])("%j is read as %j", (args, read) => {
    expect(withoutColourWords(args)).toEqual(read);
  });

  it("takes no other word", () => {
    expect(() => withoutColourWords(["--color=light"])).toThrow(
      'Cannot use --color "light": it is always, never or auto',
    );
  });
});
