// What is pasted runs row by row, as if it had been typed, and a saved script can be pasted.
import { describe, expect, it } from "vitest";
import { polite } from "../servers/harness/fake-server.ts";
import { at, message, openStream, shown, startPrompt } from "./harness/prompt.ts";

describe("rows that are pasted", () => {
  it("are shown each behind the prompt it is entered at, and run in order", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("send <a/>\n<b>\ntext\n</b>\n20 + 22\n");
    await prompt.standsAt(`42\n${at.opened}`);
    await server.receives("<a/><b>\ntext\n</b>");
    expect(prompt.scrollback()).toContain(`${at.opened}send <a/>\n`);
    expect(prompt.scrollback()).toContain(`${at.opened}<b>\ntext\n</b>\n`);
    expect(prompt.scrollback()).toContain(`${at.opened}20 + 22\n42\n`);
  });

  it("go into a line that was half-typed, where the cursor is, and none of them is run before Enter", async () => {
    const { server, prompt } = await openStream();
    const before = server.received();
    prompt.type("send <b>");
    prompt.press("left");
    prompt.paste("a/>\nsend <b/>\nsend <c/");
    await prompt.standsAt(`${at.opened}send <ba/>\nsend <b/>\nsend <c/>`);
    expect(server.received()).toBe(before);
    prompt.press("enter");
    await server.receives("<ba/><b/><c/>");
  });

  it("stop at the first that fails, and what was not run is told without its secrets", async () => {
    const { server, prompt } = await openStream({
      columns: 120,
      answer: (text, fake) => {
        polite(text, fake);
        if (text.includes("<ping")) fake.send("<iq type='error' id='p1' from='localhost'/>");
      },
    });
    const ping = "iq get --to localhost --id p1 <ping xmlns='urn:xmpp:ping'/>";
    prompt.paste(`${ping}\nauth me topsecret\n\nsend <after/>\n`);
    await prompt.standsAt(`2 more rows were not run, the first is: auth me [redacted]\n${at.opened}`);
    prompt.enter("send <typed/>");
    await server.receives("<typed/>");
    expect(server.received()).not.toMatch(/auth|after/);
    expect(prompt.scrollback()).not.toContain("topsecret");
  });

  it("are one line where they are JavaScript that goes on", async () => {
    const { server, prompt } = await openStream();
    const rows = "for (const n of [1, 2]) {\n\n  await send(`<a${n}/>`)\n}";
    prompt.paste(`${rows}\nsend <b/>\n[20,\n22`);
    await server.receives("<a1/><a2/><b/>");
    await prompt.standsAt("JavaScript> [20,\n22");
    expect(prompt.scrollback()).toContain(`\n${at.opened}${rows}\n`);
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    for (const key of ["up", "up", "up"] as const) prompt.press(key);
    prompt.press("up");
    await prompt.standsAt(at.opened + rows);
  });

  it("stop at JavaScript that throws", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("nope()\nsend <after/>\n");
    await prompt.standsAt(`One more row was not run: send <after/>\n${at.opened}`);
    prompt.enter("send <typed/>");
    await server.receives("<typed/>");
    expect(server.received()).not.toContain("after");
  });

  it("stop at Ctrl-C", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("iq get --to localhost <ping xmlns='urn:xmpp:ping'/>\nsend <after/>\n");
    await server.receives("</iq>");
    prompt.press("ctrl-c");
    await prompt.standsAt(`One more row was not run: send <after/>\n${at.opened}`);
    prompt.enter("send <typed/>");
    await server.receives("<typed/>");
    expect(server.received()).not.toContain("after");
  });

  it("may have blank rows: between lines they are nothing, in XML a line break", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("\nsend <a/>\n\n<b>\n\n</b>\n\n");
    await server.receives("<a/><b>\n\n</b>");
    prompt.enter("send <c/>");
    await server.receives("<c/>");
    expect(server.received()).toMatch(/<a\/><b>\n\n<\/b><c\/>$/);
  });

  it("stay whole while stanzas arrive", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("send <a>one</a>\nsend <b>half");
    await server.receives("<a>one</a>");
    server.send(message);
    await prompt.standsAt(`${shown(8)}${at.opened}send <b>half`);
    prompt.enter(" a row</b>");
    await server.receives("<b>half a row</b>");
  });

  it("stay on the line as long as the last line among them has no end", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("send <a/>\n<b>\n  text\n</b>");
    await server.receives("<a/>");
    await prompt.standsAt(`${at.opened}<b>\n  text\n</b>`);
    expect(server.received()).not.toContain("<b>");
    prompt.press("enter");
    await server.receives("<b>\n  text\n</b>");
  });
});

describe("XML of several rows that is broken in a paste", () => {
  const broken = '<message to="me@localhost">\n\n<body>a</bdy>\n</message>';
  const why =
    "The XML is broken in row 3, column 13, and nothing of it was sent: </bdy> where </body> is due";
  const where = "The rows from there on were not run: they are on the line\n";

  it.each([
    ["version", "version"],
    ["version\n", "version\n"],
  ])("is held with all rows behind it, and what stands before it has run: %j", async (behind, held) => {
    const { server, prompt } = await openStream({ columns: 200 });
    prompt.paste(`send <before/>\n${broken}\n${behind}`);
    await prompt.waitFor((screen) => screen.endsWith(`${where}message body> ${broken}\n${held.trim()}`));
    expect(prompt.scrollback()).toContain(why);
    expect(server.received()).toMatch(/<before\/>$/);
    for (let i = behind.split("\n").length; i >= 0; i -= 1) prompt.press("up");
    prompt.press("end");
    for (let i = 0; i < "dy>".length; i += 1) prompt.press("left");
    prompt.type("o");
    await prompt.waitFor(`${at.opened}<message`);
    prompt.press("enter");
    await server.receives('<message to="me@localhost">\n\n<body>a</body>\n</message>');
  });

  it("takes along what was typed behind it, and what stood on the line", async () => {
    const { server, prompt } = await openStream({ columns: 200 });
    prompt.enter("expect <iq/>");
    prompt.paste(`${broken}\n`);
    await prompt.waitFor("4 pasted rows to be run behind what is under way");
    prompt.enter("send <typed/>");
    prompt.type("half");
    await prompt.waitFor(/> half$/);
    server.send("<iq/>");
    await prompt.waitFor((screen) => screen.endsWith(`${where}message body> ${broken}\nsend <typed/>\nhalf`));
    prompt.press("ctrl-c");
    await prompt.waitFor("The unfinished XML was dropped; nothing of it was sent");
    prompt.enter("send <after/>");
    await server.receives("<after/>");
    expect(server.received()).not.toMatch(/message|typed/);
  });
});

describe("XML that a paste ends amid", () => {
  it("stays on the line as a whole, with its line end, during a wait too", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("expect <iq/>");
    prompt.paste("send <a/>\n<b>\n  <c>\n");
    await prompt.standsAt("b c> <b>\n  <c>");
    server.send("<iq/>");
    await server.receives("<a/>");
    await prompt.standsAt("b c> <b>\n  <c>");
    prompt.paste("</c>\n</b>\n");
    await prompt.standsAt(`${at.opened}<b>\n  <c>\n</c>\n</b>`);
    expect(server.received()).not.toContain("<b>");
    prompt.press("enter");
    await server.receives("<a/><b>\n  <c>\n</c>\n</b>");
  });

  it("stays whole also where it is higher than the terminal", async () => {
    const { server, prompt } = await openStream({ rows: 10 });
    const stanza = `<a>\n${"<row/>\n".repeat(20)}</a>`;
    prompt.paste(`send <before/>\n${stanza}`);
    await server.receives("<before/>");
    await prompt.waitFor(/<row\/>\n<\/a>$/);
    expect(server.received()).not.toContain("<a>");
    prompt.press("enter");
    await server.receives(`<before/>${stanza}`);
  });
});

describe("a script that is pasted", () => {
  it("runs with its comments, tags, blocks and variables", async () => {
    const { server, prompt } = await openStream({
      columns: 120,
      answer: (text, fake) => {
        polite(text, fake);
        if (text.includes("</question>"))
          fake.send("<message from='localhost'><body>forty-two</body></message>");
      },
    });
    prompt.paste(
      [
        "# Asks a question.",
        "## tags: demo",
        "define what life",
        "",
        "send",
        "  <question>",
        "    ${what}",
        "  </question>",
        "expect",
        '  <message from="localhost"><body>forty-two</body></message>',
        "",
        "send <after/>",
        "",
      ].join("\n"),
    );
    await server.receives("<after/>");
    expect(server.received()).toContain("<question>\n  life\n</question><after/>");
    await prompt.waitFor(/ C: <after\/>\nmain stream open, auth next> $/);
    expect(prompt.scrollback()).toContain(`${at.opened}send\n  <question>\n`);
  });

  it("fails where what came is not what its block expects", async () => {
    const { server, prompt } = await openStream({ columns: 120 });
    server.send("<message><body>hello</body></message>");
    await prompt.waitFor("hello");
    prompt.paste("expect --timeout 1ms\n  <message><body>good bye</body></message>\nsend <after/>\n");
    await prompt.standsAt(`One more row was not run: send <after/>\n${at.opened}`);
    expect(server.received()).not.toContain("after");
  });

  it("may be indented as a whole", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("    send\n      <a/>\n    send <b/>\n");
    await server.receives("<a/><b/>");
  });

  it("has no block beneath a command that takes none, and nothing of it is sent", async () => {
    const { server, prompt } = await openStream({ columns: 120 });
    prompt.paste("presence\n  <a/>\n");
    await prompt.waitFor("Cannot run presence: lines stand beneath it, but it has no reply (use expect)");
    prompt.enter("send <typed/>");
    await server.receives("<typed/>");
    expect(server.received()).not.toMatch(/presence|<a\/>/);
  });
});

it("text without a line end goes where the cursor is, also with line breaks of other systems behind it", async () => {
  const { server, prompt } = await openStream();
  prompt.type("send <a></a>");
  for (let i = 0; i < 4; i += 1) prompt.press("left");
  prompt.type("\x1b[200~日本語 ünïcode\x1b[201~");
  await prompt.standsAt(`${at.opened}send <a>日本語 ünïcode</a>`);
  prompt.press("enter");
  await server.receives("<a>日本語 ünïcode</a>");
  prompt.type("\x1b[200~send <b/>\r\nsend <c/>\r\n\x1b[201~");
  await server.receives("<b/><c/>");
});

it("control characters in what is pasted are left out, and that is said", async () => {
  const { server, prompt } = await openStream();
  prompt.type("\x1b[200~send <a>x\x07\x1b[2Jy</a>\x1b[201~");
  await prompt.standsAt(`    -- 2 control characters of the paste left out\n${at.opened}send <a>x[2Jy</a>`);
  prompt.press("enter");
  await server.receives("<a>x[2Jy</a>");
});

it("a paste that the terminal never ends is given up with Ctrl-C", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.type("\x1b[200~lost");
  prompt.press("ctrl-c");
  await prompt.waitFor("To leave");
  prompt.enter("20 + 22");
  await prompt.standsAt(`${at.start}20 + 22\n42\n${at.start}`);
});

it("ten thousand rows run, and what is typed meanwhile is on the line", { timeout: 100_000 }, async () => {
  const { server, prompt } = await openStream();
  prompt.paste("send <r/>\n".repeat(10_000));
  prompt.type("send <last/>");
  await prompt.waitFor(/send <last\/>$/);
  prompt.press("enter");
  await server.receives("<last/>");
  expect(server.received().match(/<r\/>/g)).toHaveLength(10_000);
});
