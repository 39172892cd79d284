// The configuration file at a real prompt, and the commands that put lines there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import { pipeAt } from "../helpers/pipe-at.ts";
import { argumentsFor, at, endsWith, openStream, startPrompt, startServer } from "./harness/prompt.ts";
import { folderWith, startIn } from "./harness/scripts.ts";

/** A folder for XDG_CONFIG_HOME, with these lines in the file. */
function configured(...lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "xmpp-repl"));
  writeFileSync(join(folder, "xmpp-repl", "config"), `${lines.join("\n")}\n`);
  return { env: { XDG_CONFIG_HOME: folder }, columns: 200 };
}

describe("the configuration", () => {
  it("is there at the first prompt: settings, aliases, and its first lines have run", async () => {
    const server = await startServer();
    const options = configured("set view raw", "alias hi = message juliet@localhost hi", "start open");
    // The first prompt is gone at once: nobody waits for that.
    const prompt = startIn(folderWith({}), argumentsFor(server), options);
    await prompt.waitFor("    -- config line 3: open\n");
    await prompt.waitFor(endsWith(at.opened));
    prompt.enter("set view");
    await prompt.waitFor("config line 1");
    prompt.enter("hi there");
    await server.receives("<body>hi there</body>");
  });

  it("is told where it is wrong, and the prompt is there all the same", async () => {
    const server = await startServer();
    const options = configured("set veiw raw", "set fold 7");
    const prompt = await startPrompt(argumentsFor(server), options);
    await prompt.waitFor(/xmpp-repl\/config:1: set veiw raw\n {2}Cannot set "veiw": .*did you mean "view"/);
    prompt.enter("set fold");
    await prompt.waitFor("fold is 7");
  });

  it("is told where it is a pipe, and the prompt takes lines all the same", async () => {
    const server = await startServer();
    const options = configured();
    const path = join(options.env.XDG_CONFIG_HOME, "xmpp-repl", "config");
    rmSync(path);
    pipeAt(path);
    const prompt = await startPrompt(argumentsFor(server), options);
    await prompt.waitFor("xmpp-repl/config: it is a pipe (put a plain file in its place)");
    prompt.enter("set fold");
    await prompt.waitFor("fold is 500");
  });

  it("is left out with --no-config", async () => {
    const server = await startServer();
    const prompt = await startPrompt(["--no-config", ...argumentsFor(server)], configured("set fold 7"));
    prompt.enter("set fold");
    await prompt.waitFor("fold is 500");
  });
});

describe("a line that is put at the prompt", () => {
  it("is a template to fill in at the cursor", async () => {
    const { server, prompt } = await openStream({ columns: 120 });
    prompt.enter("template chat");
    await prompt.waitFor(/> <message to="" type="chat" id="\w+"><body><\/body><\/message>$/);
    // Tab goes on to the body.
    prompt.type("juliet@localhost");
    await prompt.waitFor(/> <message to="juliet@localhost"/);
    const { column } = prompt.cursor();
    prompt.press("tab");
    await prompt.waitFor(() => prompt.cursor().column > column);
    prompt.enter("hello");
    await server.receives('<message to="juliet@localhost" type="chat"');
    await server.receives("<body>hello</body></message>");
  });

  it("is what was saved in the editor, and goes out with Enter only", async () => {
    const { server, prompt } = await openStream({ columns: 120, env: { EDITOR: "sed -i s/away/xa/" } });
    prompt.enter("edit --template away");
    await prompt.waitFor("What you saved is on the line: Enter sends it\n");
    await prompt.waitFor(/> <presence><show>xa<\/show><status><\/status><\/presence>$/);
    prompt.press("enter");
    await server.receives("<presence><show>xa</show><status></status></presence>");
  });

  it("is a stanza that was sent, once more", async () => {
    const { server, prompt } = await openStream({ columns: 120 });
    prompt.enter("<presence  id='p1'/>");
    await server.receives("<presence  id='p1'/>");
    prompt.enter("resend");
    await prompt.waitFor(/> <presence {2}id='p1'\/>$/);
    prompt.press("enter");
    await server.receives("<presence  id='p1'/><presence  id='p1'/>");
  });

  it("runs again, and the history lists it", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<presence id='p1'/>");
    await server.receives("<presence id='p1'/>");
    prompt.enter("again");
    await server.receives("<presence id='p1'/><presence id='p1'/>");
    prompt.enter("history");
    await prompt.waitFor(/\n1 {2}open\n2 {2}<presence id='p1'\/>\n/);
  });
});
