// Questions, at readline's own line.
import { expect, it } from "vitest";
import { askLine } from "../../../src/repl/questions/ask-line.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

function ask({ signal = new AbortController().signal, question = "Password: " } = {}) {
  const line = lineOnScreen();
  const answer = askLine({ ...line, question, echo: "hidden", signal, interrupt: () => {} });
  return { ...line, answer };
}

it("what has ended already asks nothing", async () => {
  const { answer, rows } = ask({ signal: AbortSignal.abort(new Error("it is over")) });
  await expect(answer).rejects.toThrow("it is over");
  expect(await rows()).not.toContain("Password");
});

it("a name in the question, which may be a server's, is shown and not obeyed", async () => {
  const { answer, type, rows, written } = ask({ question: "Password of a\x9b2Jb\x1b]0;c\x07: " });
  expect(await rows()).toBe("Password of a\\x9b2Jb\\x1b]0;c\\x07: ");
  expect(written()).not.toMatch(/[\x07\x9b]/);
  await type("topsecret\r");
  await expect(answer).resolves.toBe("topsecret");
});

it("of a paste the first row is the answer, and that there are others is told without showing them", async () => {
  const { answer, type, scrollback } = ask();
  await type("\x1b[200~top\x07secret\rhunter2\r\rsend <a/>\r\x1b[201~");
  await expect(answer).resolves.toBe("topsecret");
  expect(await scrollback()).toBe(
    "    -- 1 control character and 2 rows of the paste left out\n> ".trimEnd(),
  );
});

it("a line end behind what is pasted is Enter, and nothing is left out", async () => {
  const { answer, type, scrollback } = ask();
  await type("\x1b[200~topsecret\r\x1b[201~");
  await expect(answer).resolves.toBe("topsecret");
  expect(await scrollback()).not.toContain("left out");
});

it("Ctrl-L clears the screen, and the question is asked on", async () => {
  const { answer, type, rows, screen } = ask();
  screen.write("what has happened before\n");
  await type("top\x0csecret");
  expect(await rows()).toBe("Password: ");
  await type("\r");
  await expect(answer).resolves.toBe("topsecret");
});
