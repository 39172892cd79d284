// The terminal is lent to a pager or an editor, and is as it was afterwards.
import { describe, expect, it } from "vitest";
import {
  argumentsFor,
  at,
  endsWith,
  message,
  openStream,
  startPrompt,
  startServer,
} from "./harness/prompt.ts";
import { folderWith } from "./harness/scripts.ts";

/** Shows how much it was given, and waits for a line that is typed. */
const PAGER = `rows=$(wc -l)
echo "the pager has $rows rows"
read -r key < /dev/tty
echo "the pager read $key"
`;

/** Waits for a line that is typed, and writes it into the file. */
const EDITOR = `echo "the editor has the terminal"
read -r line < /dev/tty
printf '<message>\\n  %s\\n</message>\\n' "$line" > "$1"
`;

describe("a text that is longer than the screen", () => {
  it("goes through the pager, which gets the keys; what arrives meanwhile is shown afterwards", async () => {
    const folder = folderWith({ "pager.sh": PAGER });
    const { server, prompt } = await openStream({ rows: 20, env: { PAGER: `sh ${folder}/pager.sh` } });
    server.send(message.repeat(3));
    await prompt.waitFor(/ 8 S: [\s\S]*<\/message>\nmain .*> $/);
    prompt.enter("show 1-8");
    await prompt.waitFor(/the pager has \d+ rows$/);
    server.send("<message><body>meanwhile</body></message>");
    prompt.type("key\r");
    await prompt.waitFor(/the pager read key\n[\s\S]*<body>meanwhile<\/body>\n.*\nmain .*> $/);
    expect(prompt.scrollback()).not.toMatch(/meanwhile[\s\S]*the pager read/);
    prompt.enter("send <a/>");
    await server.receives("<a/>");
  });

  it("is any list of a command; less is told to name its keys, unless the user has told it otherwise", async () => {
    const PAGER = 'wc -l; echo "less is told $LESS"';
    const prompt = await startPrompt(["localhost"], { rows: 18, columns: 100, env: { PAGER } });
    for (const line of ["help", "help show", "set", "template", "fault"]) {
      const before = prompt.scrollback().split("less is told").length;
      prompt.enter(line);
      await prompt.waitFor(() => prompt.scrollback().split("less is told").length > before);
      await prompt.waitFor(endsWith(at.start));
    }
    expect(prompt.scrollback()).toContain("q leaves, Space goes on");
    const own = await startPrompt(["localhost"], { rows: 24, env: { PAGER, LESS: "-M" } });
    own.enter("help");
    await own.waitFor(/less is told -M\n/);
  });

  it("is printed where the pager is not there, and that is said", async () => {
    const { server, prompt } = await openStream({
      rows: 20,
      columns: 120,
      env: { PAGER: "no-such-pager -x" },
    });
    server.send(message.repeat(3));
    await prompt.waitFor(/ 8 S: [\s\S]*<\/message>\nmain .*> $/);
    prompt.enter("show 1-8");
    await prompt.waitFor(() => /set PAGER\)\n[\s\S]*<\/message>\nmain .*>$/.test(prompt.scrollback()));
    expect(prompt.scrollback()).toContain(
      'Cannot show it page by page: the pager "no-such-pager -x" is not there (set PAGER)\n',
    );
    expect(prompt.scrollback()).toMatch(/set PAGER\)\n[\s\S]* 8 S: <message>/);
  });
});

describe("edit", () => {
  it("lends the terminal to the editor, and puts what it saved on the line", async () => {
    const folder = folderWith({ "editor.sh": EDITOR });
    const server = await startServer();
    const prompt = await startPrompt(argumentsFor(server), { env: { EDITOR: `sh ${folder}/editor.sh` } });
    prompt.enter("open");
    await prompt.waitFor(endsWith(at.opened));
    prompt.enter("edit --new");
    await prompt.waitFor("the editor has the terminal");
    prompt.type("<body>edited</body>\r");
    await prompt.waitFor(endsWith(`${at.opened}<message>\n  <body>edited</body>\n</message>`));
    expect(server.received()).not.toContain("edited");
    prompt.press("enter");
    await server.receives("<message>\n  <body>edited</body>\n</message>");
  });

  it("that JavaScript begins twice at once has the terminal for one after the other", async () => {
    const folder = folderWith({ "editor.sh": EDITOR });
    const prompt = await startPrompt(["localhost"], { env: { EDITOR: `sh ${folder}/editor.sh` } });
    prompt.enter("void edit({ new: true }); void edit({ new: true })");
    await prompt.waitFor(/the editor has the terminal\n?$/);
    prompt.type("<one/>\r");
    await prompt.waitFor(/the editor has the terminal\n<one\/>\nthe editor has the terminal\n?$/);
    prompt.type("<two/>\r");
    await prompt.waitFor(/<two\/>\n[\s\S]*> <message>\n {2}<one\/>\n<\/message>$/);
  });
});
