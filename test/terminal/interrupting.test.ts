import { describe, expect, it } from "vitest";
import { argumentsFor, at, openStream, startPrompt, startServer, typedMeanwhile } from "./harness/prompt.ts";

const interrupted = "Interrupted: the wait has ended, the session goes on";
const hint = 'To leave, run "quit" or press Ctrl-D';
const ping = "iq get --to localhost <ping xmlns='urn:xmpp:ping'/>";

describe("Ctrl-C", () => {
  it("ends a wait, and the session lives on", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(ping);
    await server.receives("<ping");
    prompt.press("ctrl-c");
    await prompt.standsAt(`${interrupted}\n${at.opened}`);
    server.send("<message><body>still here</body></message>");
    await prompt.waitFor("still here");
    prompt.enter("send <presence/>");
    await server.receives("<presence/>");
  });

  it("ends only the wait while the next line is typed, which stays", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(ping);
    await server.receives("<ping");
    prompt.type("send <a");
    await prompt.standsAt(`${at.opened}send <a`);
    prompt.press("ctrl-c");
    await prompt.standsAt(`${interrupted}\n${at.opened}send <a`);
    prompt.enter("/>");
    await server.receives("<a/>");
  });

  it("drops what was typed and pasted behind the wait, and tells it without its secrets", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(ping);
    await server.receives("<ping");
    prompt.enter("auth juliet hunter2");
    prompt.paste("send <one/>\nsend <two/>\n");
    await prompt.waitFor(
      typedMeanwhile("    -- 2 pasted rows to be run behind what is under way", at.opened),
    );
    prompt.press("ctrl-c");
    const told = "3 more rows were not run, the first is: auth juliet [redacted]";
    await prompt.standsAt(`${interrupted}\n${told}\n${at.opened}`);
    prompt.enter("send <after/>");
    await server.receives("<after/>");
    expect(server.received()).not.toMatch(/<one|<two|<auth/);
  });

  it("drops what was typed while JavaScript waits, which is seen as it is typed", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("await message('a@b', 'begun'); await new Promise((end) => setTimeout(end, 600_000))");
    await server.receives("begun");
    prompt.enter("send <late/>");
    prompt.type("hal");
    await prompt.waitFor(typedMeanwhile(`${at.opened}send <late/>`, `${at.opened}hal`));
    prompt.press("ctrl-c");
    await prompt.waitFor(/One more row was not run: send <late\/>\n.*> hal$/);
    prompt.press("ctrl-u");
    prompt.enter("send <after/>");
    await server.receives("<after/>");
    expect(server.received()).not.toContain("<late/>");
  });

  it("ends the wait of a function called in JavaScript, and the loop around it", async () => {
    const { server, prompt } = await openStream();
    prompt.enter('for (;;) await iq("get", xml("ping"))');
    await server.receives("<ping/>");
    prompt.press("ctrl-c");
    await prompt.waitFor(/Interrupted\n[\s\S]*> $/);
    prompt.enter("20 + 22");
    await prompt.standsAt(`42\n${at.opened}`);
    expect(server.received().match(/<ping\/>/g)).toHaveLength(1);
  });

  it("ends a loop that sends without waiting for replies: nothing more goes out", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(
      "for (let n = 0; ; n += 1) { await message('a@b', n); await new Promise((r) => setTimeout(r, 5)); }",
    );
    await server.receives("<body>2</body>");
    prompt.press("ctrl-c");
    await prompt.waitFor(/Interrupted\n[\s\S]*> $/);
    prompt.enter("send <done/>");
    await server.receives("<done/>");
    for (const n of [1, 2, 3]) {
      prompt.enter(`send <later n='${n}'/>`);
      await server.receives(`<later n='${n}'/>`);
    }
    expect(server.received().split("<done/>")[1]).toBe("<later n='1'/><later n='2'/><later n='3'/>");
  });

  it("ends an endless loop", async () => {
    const { prompt } = await openStream();
    // Until the loop runs Ctrl-C would be a key as any other.
    prompt.enter('fs.writeSync(1, "round and " + "round"); while (true);');
    await prompt.waitFor("round and round");
    prompt.press("ctrl-c");
    await prompt.waitFor(/Interrupted\n[\s\S]*> $/);
    prompt.enter("20 + 22");
    await prompt.standsAt(`42\n${at.opened}`);
  });

  it("drops unfinished XML, of which nothing is sent", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<message>");
    await prompt.standsAt("message> <message>");
    prompt.type("<body>half");
    await prompt.standsAt("message body> <message>\n<body>half");
    prompt.press("ctrl-c");
    await prompt.standsAt(
      `message body> <message>\n<body>half\nThe unfinished XML was dropped; nothing of it was sent\n${at.opened}`,
    );
    prompt.enter("<presence/>");
    await server.receives("<presence/>");
    expect(server.received()).not.toContain("message");
  });

  it("drops unfinished JavaScript", async () => {
    const { prompt } = await openStream();
    prompt.enter("[1, 2].map((n) => {");
    const rows = "JavaScript> [1, 2].map((n) => {";
    await prompt.standsAt(rows);
    prompt.type("half");
    await prompt.standsAt(`${rows}\nhalf`);
    prompt.press("ctrl-c");
    await prompt.standsAt(`${rows}\nhalf\nThe unfinished JavaScript was dropped\n${at.opened}`);
    prompt.enter("20 + 22");
    await prompt.standsAt(`42\n${at.opened}`);
  });

  it("puts a half-typed line aside, unsent", async () => {
    const { server, prompt } = await openStream();
    prompt.type("send <a/>");
    await prompt.standsAt(`${at.opened}send <a/>`);
    prompt.press("ctrl-c");
    await prompt.standsAt(`${at.opened}send <a/>\n${at.opened}`);
    prompt.enter("send <b/>");
    await server.receives("<b/>");
    expect(server.received()).not.toContain("<a/>");
  });

  it("at an empty prompt says how to leave, each time", async () => {
    const { prompt } = await openStream();
    prompt.press("ctrl-c");
    await prompt.standsAt(`${hint}\n${at.opened}`);
    prompt.press("ctrl-c");
    await prompt.standsAt(`${hint}\n${hint}\n${at.opened}`);
  });

  it("instead of a password sends none", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("auth me");
    await prompt.standsAt("Password of me: ");
    prompt.type("topsecret");
    prompt.press("ctrl-c");
    await prompt.standsAt(`Interrupted: the question was not answered, the session goes on\n${at.opened}`);
    prompt.enter("send <presence/>");
    await server.receives("<presence/>");
    expect(server.received()).not.toContain("<auth");
    expect(prompt.scrollback()).not.toContain("topsecret");
  });

  it("ends the wait for a stream that does not open", async () => {
    const server = await startServer(() => {});
    const prompt = await startPrompt(argumentsFor(server));
    prompt.enter("open");
    await server.receives("<stream:stream");
    prompt.press("ctrl-c");
    await prompt.standsAt(`${interrupted}\nmain stream opening> `);
  });
});
