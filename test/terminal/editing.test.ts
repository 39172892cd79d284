// Keys and pastes go where the cursor is, also where the line takes several rows.
import { describe, it } from "vitest";
import { at, atIn, cursorStandsBehind, message, openStream, shown } from "./harness/prompt.ts";

/** The prompt where half of the row is for what is typed. */
const { opened } = atIn(40);

describe("what is typed in the middle of a line", () => {
  it("goes there, key by key", async () => {
    const { server, prompt } = await openStream();
    prompt.type("send <a></a>");
    for (let i = 0; i < 4; i += 1) prompt.press("left");
    await cursorStandsBehind(prompt, at.opened.length + 8, 80);
    prompt.type("X");
    await prompt.standsAt(`${at.opened}send <a>X</a>`);
    prompt.type("Y");
    await prompt.standsAt(`${at.opened}send <a>XY</a>`);
    prompt.press("enter");
    await server.receives("<a>XY</a>");
  });

  it("goes there when it is pasted", async () => {
    const { server, prompt } = await openStream();
    prompt.type("send <a></a>");
    for (let i = 0; i < 4; i += 1) prompt.press("left");
    prompt.paste("in the middle");
    await prompt.standsAt(`${at.opened}send <a>in the middle</a>`);
    prompt.press("enter");
    await server.receives("<a>in the middle</a>");
  });

  it("is edited in its middle while it takes two rows", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    prompt.type("send <a n='123456'>0123456789abcdefghij</a>");
    for (let i = 0; i < 14; i += 1) prompt.press("left");
    await cursorStandsBehind(prompt, opened.length + 29, 40);
    server.send(message);
    await prompt.standsAt(`${shown(6)}${opened}send <a n='123456'>012\n3456789abcdefghij</a>`);
    await cursorStandsBehind(prompt, opened.length + 29, 40);
    prompt.type("XYZ");
    await prompt.standsAt(`${shown(6)}${opened}send <a n='123456'>012\n3456789XYZabcdefghij</a>`);
    server.send(message);
    await prompt.standsAt(`${shown(7)}${opened}send <a n='123456'>012\n3456789XYZabcdefghij</a>`);
    await cursorStandsBehind(prompt, opened.length + 32, 40);
    prompt.press("enter");
    await server.receives("<a n='123456'>0123456789XYZabcdefghij</a>");
  });

  it("is edited in its first row while it takes three", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    const digits = "0123456789".repeat(6);
    prompt.type(`send <a>${digits}</a>`);
    prompt.press("home");
    for (let i = 0; i < 8; i += 1) prompt.press("right");
    await cursorStandsBehind(prompt, opened.length + 8, 40);
    server.send(message + message);
    const rows = (text: string) => (opened + text).match(/.{1,40}/g)?.join("\n") ?? "";
    await prompt.standsAt(shown(6) + shown(7) + rows(`send <a>${digits}</a>`));
    await cursorStandsBehind(prompt, opened.length + 8, 40);
    prompt.type("XYZ");
    await prompt.standsAt(shown(6) + shown(7) + rows(`send <a>XYZ${digits}</a>`));
    prompt.press("enter");
    await server.receives(`<a>XYZ${digits}</a>`);
  });

  it("may hold wide characters, also where it is wrapped", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    // The third wide character does not fit into the last cell of the first row.
    prompt.type("send <before-the-日本語テスト/>");
    await prompt.standsAt(`${opened}send <before-the-日本\n語テスト/>`);
    for (let i = 0; i < 3; i += 1) prompt.press("left");
    server.send("<message><body>こんにちは</body></message>");
    await prompt.waitFor(
      /<body>こんにちは<\/body>\n {7}<\/message>\nmain .*> send <before-the-日本\n語テスト\/>$/,
    );
    prompt.type("XYZ");
    await prompt.standsAt(`${opened}send <before-the-日本\n語テスXYZト/>`);
    prompt.press("enter");
    await server.receives("<before-the-日本語テスXYZト/>");
  });
});

it("tabs in what is pasted are sent as they are", async () => {
  const { server, prompt } = await openStream();
  prompt.paste("<a>\n\t<b/>\n</a>\nsend <c/>\n");
  await server.receives("<c/>");
  await server.receives("<a>\n\t<b/>\n</a>");
});

describe("a character that is made of several", () => {
  it("is one to the keys that go across it and take it away", async () => {
    const { server, prompt } = await openStream();
    prompt.type("send <a>ae\u0301b</a>");
    for (let i = 0; i < 6; i += 1) prompt.press("left");
    await cursorStandsBehind(prompt, at.opened.length + 9, 80);
    prompt.type("X");
    await prompt.standsAt(`${at.opened}send <a>aXe\u0301b</a>`);
    prompt.press("delete");
    await prompt.standsAt(`${at.opened}send <a>aXb</a>`);
    prompt.type("👨\u200d👩\u200d👧नि");
    await prompt.standsAt(`${at.opened}send <a>aX👨\u200d👩\u200d👧निb</a>`);
    prompt.press("left");
    prompt.press("backspace");
    await prompt.standsAt(`${at.opened}send <a>aXनिb</a>`);
    await cursorStandsBehind(prompt, at.opened.length + 10, 80);
    server.send(message);
    await prompt.standsAt(`${shown(6)}${at.opened}send <a>aXनिb</a>`);
    await cursorStandsBehind(prompt, at.opened.length + 10, 80);
    prompt.type("1");
    prompt.press("enter");
    await server.receives("<a>aX1निb</a>");
  });

  it("is one amid a line that is wrapped, too", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    // The accent is drawn upon the last character of the first row.
    prompt.type("send <a n='123456'>12e\u0301日本</a>");
    await prompt.standsAt(`${opened}send <a n='123456'>12e\u0301\n日本</a>`);
    for (let i = 0; i < 6; i += 1) prompt.press("left");
    await cursorStandsBehind(prompt, 40, 40);
    prompt.press("left");
    await cursorStandsBehind(prompt, 39, 40);
    prompt.type("X");
    await prompt.standsAt(`${opened}send <a n='123456'>12X\ne\u0301日本</a>`);
    prompt.press("enter");
    await server.receives("<a n='123456'>12Xe\u0301日本</a>");
  });
});
