// What is typed is never lost, nor changed by what arrives meanwhile.
import { describe, it } from "vitest";
import { at, atIn, cursorStandsBehind, message, openStream, shown } from "./harness/prompt.ts";

/** The prompt where half of the row is for what is typed. */
const { opened } = atIn(40);

describe("a half-typed line", () => {
  it("stays whole while stanzas arrive, and is sent as it was typed", async () => {
    const { server, prompt } = await openStream();
    prompt.type("send <a>half");
    await prompt.standsAt(`${at.opened}send <a>half`);
    server.send(message);
    await prompt.standsAt(`${shown(6)}${at.opened}send <a>half`);
    prompt.type(" a ");
    server.send(message);
    await prompt.standsAt(`${shown(7)}${at.opened}send <a>half a `);
    prompt.enter("line</a>");
    await server.receives("<a>half a line</a>");
  });

  it("stays whole while much arrives at once", async () => {
    const { server, prompt } = await openStream({ rows: 24 });
    prompt.type("send <a>half");
    await prompt.standsAt(`${at.opened}send <a>half`);
    server.send(message.repeat(50));
    await prompt.standsAt(`${shown(54)}${shown(55)}${at.opened}send <a>half`);
    prompt.enter(" a line</a>");
    await server.receives("<a>half a line</a>");
  });

  it("takes two rows with the cursor in its middle, and both stay", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    prompt.type("send <a n='123456'>0123456789abcdefghij</a>");
    for (let i = 0; i < 14; i += 1) prompt.press("left");
    await cursorStandsBehind(prompt, opened.length + 29, 40);
    server.send(message + message);
    await prompt.standsAt(`${shown(6)}${shown(7)}${opened}send <a n='123456'>012\n3456789abcdefghij</a>`);
    await cursorStandsBehind(prompt, opened.length + 29, 40);
    prompt.press("enter");
    await server.receives("<a n='123456'>0123456789abcdefghij</a>");
  });

  it("may hold wide characters where it is wrapped, and they stay", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    // The third wide character does not fit into the last cell of the first row.
    prompt.type("send <before-the-日本語テスト/>");
    await prompt.standsAt(`${opened}send <before-the-日本\n語テスト/>`);
    for (let i = 0; i < 3; i += 1) prompt.press("left");
    server.send("<message><body>こんにちは</body></message>");
    await prompt.waitFor(
      /<body>こんにちは<\/body>\n {7}<\/message>\nmain .*> send <before-the-日本\n語テスト\/>$/,
    );
    prompt.press("enter");
    await server.receives("<before-the-日本語テスト/>");
  });

  it("stays whole when the window becomes narrower and wider again", async () => {
    const { server, prompt } = await openStream({ columns: 80 });
    prompt.type("send <a n='123456'>0123456789</a>");
    await prompt.standsAt(`${at.opened}send <a n='123456'>0123456789</a>`);
    await prompt.resize(40, 60);
    await prompt.standsAt(`${opened}send <a n='123456'>012\n3456789</a>`);
    server.send(message);
    await prompt.standsAt(`${shown(6)}${opened}send <a n='123456'>012\n3456789</a>`);
    await prompt.resize(100, 60);
    await prompt.standsAt(`${at.opened}send <a n='123456'>0123456789</a>`);
    server.send(message);
    await prompt.standsAt(`${shown(7)}${at.opened}send <a n='123456'>0123456789</a>`);
    prompt.enter("<b/>");
    await server.receives("<a n='123456'>0123456789</a><b/>");
  });

  it("in unfinished XML stays whole too", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<a>");
    await prompt.standsAt("a> <a>");
    prompt.type("half");
    await prompt.standsAt("a> <a>\nhalf");
    server.send(message);
    await prompt.standsAt(`${shown(6)}a> <a>\nhalf`);
    prompt.enter("</a>");
    await server.receives("<a>\nhalf</a>");
  });
});
