import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

/** What the last of these lines shows, or why it is refused. */
async function said(...lines: readonly string[]): Promise<string> {
  const tool = tryOut({ configFile: "~/.config/xmpp-repl/config" });
  let before = 0;
  let refused = "";
  for (const line of lines) {
    before = tool.shown.length;
    const outcome = await tool.run(line);
    refused = outcome.status === "wrong usage" ? outcome.reason : "";
  }
  return refused || tool.shown.slice(before).trimEnd();
}

const HI = "alias hi = message juliet@localhost hi";

test("it lasts for the session, and it is said where it would be kept", async () => {
  expect(await said(HI)).toBe(
    "hi stands for message juliet@localhost hi (for this session; to keep it write the same line into ~/.config/xmpp-repl/config)",
  );
});

test("the line stays as it was typed: quotes, blanks, options and variables are for later", async () => {
  const line = `message juliet@localhost "out  for \${lunch}" --type chat 'a'`;
  expect(await said(`alias out = ${line}`, "alias out")).toBe(`out stands for ${line}`);
  expect(await said("alias p = <presence>  <a b='c'/></presence>", "alias")).toBe(
    "p  <presence>  <a b='c'/></presence>",
  );
});

test("all are listed by name; where there are none it says how one is made", async () => {
  expect(await said("alias b = open", "alias a = close", "alias")).toBe("a  close\nb  open");
  expect(await said("alias")).toBe(
    'There are no aliases: "alias hi = message juliet@localhost hi" makes one (for this session; to keep it write the same line into ~/.config/xmpp-repl/config)',
  );
});

test.each(["alias hi =", "alias --remove hi"])("%s forgets it", async (line) => {
  expect(await said(HI, line)).toBe("hi stands for nothing any more");
  expect(await said(HI, line, "alias hi")).toBe(
    'Cannot show the alias "hi": there is none of that name (run "alias" for a list)',
  );
});

test("a name that is nearly one gets that one", async () => {
  expect(await said("alias hello = open", "alias helo")).toBe(
    'Cannot show the alias "helo": there is none of that name (did you mean "hello"?)',
  );
});

test("a line with a secret is refused, and neither the history nor the transcript has the secret", async () => {
  const tool = tryOut();
  expect(await tool.run("alias in = auth me juliets-secret")).toEqual({
    status: "wrong usage",
    reason:
      'Cannot make the alias "in": a secret stands in the line (leave it out: what is left out is asked for)',
  });
  expect(tool.editor.history).toEqual([{ n: 1, line: "alias in = auth me [redacted]" }]);
  expect(tool.transcript.last).toMatchObject({ masked: "alias in = auth me [redacted]" });
  expect(await tool.run("alias in = auth me [redacted]")).toMatchObject({ status: "wrong usage" });
  expect(await tool.run("alias in = auth me")).toEqual({ status: "passed" });
});

test("a line that cannot be read is refused where a secret may stand in it, and only that is kept out of the history", async () => {
  const tool = tryOut();
  expect(await tool.run("alias in = auth me --mechansim PLAIN juliets-secret")).toMatchObject({
    reason:
      'Cannot make the alias "in": a secret stands in the line (leave it out: what is left out is asked for)',
  });
  expect(await tool.run("alias in = auth me 'juliets-secret")).toMatchObject({
    reason:
      'Cannot make the alias "in": the line cannot be read, or is all secret ("help auth" says how it is used)',
  });
  expect(tool.editor.history.map(({ line }) => line)).toEqual([
    "alias in = auth me --mechansim PLAIN [redacted]",
    "alias in = auth [redacted]",
  ]);
});

test("a line that cannot be run as it is can have the rest of its words behind the name", async () => {
  const tool = tryOut();
  expect(await tool.run("alias hey = message juliet@localhost")).toEqual({ status: "passed" });
  expect(await tool.run("connect")).toEqual({ status: "passed" });
  expect(tool.shell.mask("hey you")).toBe("hey you");
});

test("--remove forgets one also behind its name", async () => {
  const tool = tryOut();
  await tool.run("alias y = ping");
  expect(await tool.run("alias y --remove")).toEqual({ status: "passed" });
  expect(tool.aliases.get("y")).toBeUndefined();
});

test("where nobody types there are none", async () => {
  expect(await tryOut({ isInteractive: false }).run(HI)).toEqual({
    status: "wrong usage",
    reason:
      "Cannot use aliases: there is no prompt here (start xmpp-repl at a terminal, without lines piped into it)",
  });
});

test("help says what one stands for", async () => {
  expect(await said(HI, "help hi")).toBe("hi is an alias: it stands for message juliet@localhost hi");
});

test("what stands behind one is masked as in the line that it stands for", async () => {
  const tool = tryOut();
  await tool.run("alias in = auth me");
  expect(tool.shell.mask("in test")).toBe("auth me [redacted]");
  expect(tool.shell.mask("@juliet in test")).toBe("@juliet auth me [redacted]");
  expect(tool.shell.mask("in")).toBe("in");
  expect(tool.shell.mask("alias other = in test")).toBe("alias other = auth me [redacted]");
});

test("JavaScript can make one too", async () => {
  const tool = tryOut();
  const words = [{ text: 'out = presence --status "out for lunch"', kind: "quoted" }] as const;
  await tool.shell.call("alias", words, new AbortController().signal);
  expect(tool.aliases.get("out")).toBe('presence --status "out for lunch"');
});
