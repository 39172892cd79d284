import { describe, expect, test } from "vitest";
import { tryTab } from "./completing.ts";

const file = (name: string) => ({ name, isFolder: false });
const folder = (name: string) => ({ name, isFolder: true });

const folders = {
  "": [file("hello.xmpp"), folder("lessons"), folder("my scripts"), file(".hidden")],
  "lessons/": [file("one.md"), file("two.md")],
  "my scripts/": [file("a b.xmpp")],
  "/home/me/": [file("walk.xmpp"), file("warp.xmpp")],
};

describe("Tab puts in the name of a file", () => {
  test.each([
    ["that it begins", "run he", "run hello.xmpp |"],
    ["and goes on in a folder", "run les", "run lessons/|"],
    ["in a folder", "run lessons/o", "run lessons/one.md |"],
    ["in quotes that stay open where a folder's name has a blank", "run my", 'run "my scripts/|'],
    ["in the quotes that are open", 'run "my scripts/a', 'run "my scripts/a b.xmpp" |'],
    ["in the home folder, whose name ~ stands for", "run ~/wal", "run /home/me/walk.xmpp |"],
    ["as far as it is clear, in the home folder too", "run ~/w", "run /home/me/wa|"],
    ["that is hidden for who types the dot", "run .h", "run .hidden |"],
    ["as the value of an option", "starttls --ca he", "starttls --ca hello.xmpp |"],
  ])("%s", (_what, line, expected) => {
    expect(tryTab({ folders }).tab(line)).toBe(expected);
  });

  test("and lists no hidden ones else", () => {
    expect(tryTab({ folders }).found("run ")).toEqual(["hello.xmpp", "lessons/", '"my scripts/']);
  });
});
