import { afterEach, expect, test, vi } from "vitest";
import { runArguments } from "../../src/cli/command-line/arguments.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs `xmpp-repl explain` with these words. */
async function explain(...words: readonly string[]) {
  let output = "";
  let messages = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    output += String(chunk);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    messages += String(chunk);
    return true;
  });
  const code = await runArguments(["explain", ...words], "0.0.0");
  vi.restoreAllMocks();
  return { code, output, messages };
}

test("a word is explained on standard output, with addresses as text where it is no terminal", async () => {
  const { code, output, messages } = await explain("urn:xmpp:ping");
  expect({ code, messages }).toEqual({ code: 0, messages: "" });
  expect(output).toBe(
    [
      "urn:xmpp:ping",
      "  A namespace of XMPP Ping. Its elements: ping.",
      "  <ping>: An are-you-there question at XMPP level.",
      "  Where it is defined: XEP-0199 §4.1 [https://xmpp.org/extensions/xep-0199.html], XMPP Ping (Final)",
      "",
    ].join("\n"),
  );
});

test("several words are one", async () => {
  expect((await explain("RFC", "6120", "§4.9.3.6")).output).toContain(
    "host-unknown: The server does not serve",
  );
});

test("an unknown word is exit code 1, and the nearest is told", async () => {
  expect(await explain("strattls")).toEqual({
    code: 1,
    output: "",
    messages: 'Cannot explain "strattls": it is in none of the tables (did you mean "starttls"?)\n',
  });
});

test("a word that is empty is wrong usage, and is not taken for all there is", async () => {
  for (const word of ["", " "]) {
    expect(await explain(word)).toEqual({
      code: 2,
      output: "",
      messages:
        'Cannot explain: there is no word (say what, as in "xmpp-repl explain bind"; without words it is for the prompt)\n',
    });
  }
});

test("a number that no XEP has is not taken for something else", async () => {
  expect(await explain("999")).toEqual({
    code: 1,
    output: "",
    messages: 'Cannot explain "999": there is no XEP of that number\n',
  });
});

test("a number that only an RFC has gets that RFC", async () => {
  expect(await explain("6120", "4.9")).toEqual({
    code: 1,
    output: "",
    messages: 'Cannot explain "6120 4.9": there is no XEP of that number (did you mean "RFC 6120 4.9"?)\n',
  });
});

test("a command is explained", async () => {
  const { code, output } = await explain("forget");
  expect(code).toBe(0);
  expect(output).toContain('"help forget" says how it is written.');
});

test("no word is wrong usage", async () => {
  const { code, messages } = await explain();
  expect(code).toBe(2);
  expect(messages).toContain('"xmpp-repl explain bind"');
});
