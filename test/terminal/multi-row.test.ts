// Stanzas of several rows: typed, sent unfinished, recalled as one.
import { describe, expect, it } from "vitest";
import { at, atIn, message, openStream, startPrompt } from "./harness/prompt.ts";

describe("Enter on an empty row", () => {
  it("sends unfinished XML as it stands", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<message>");
    await prompt.standsAt("message> <message>");
    prompt.enter("<body>");
    await prompt.standsAt("message body> <message>\n<body>");
    prompt.press("enter");
    await server.receives("<message>\n<body>");
    await prompt.standsAt("main stream open, element open> ");
    prompt.enter("send </body></message>");
    await server.receives("</body></message>");
    expect(server.received()).toMatch(/<message>\n<body><\/body><\/message>$/);
  });

  it("sends a piece behind a command, too", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("iq set --id i1 <query");
    await prompt.standsAt("xml> iq set --id i1 <query");
    prompt.enter(" xmlns='jabber:iq:roster'");
    await prompt.standsAt("xml> iq set --id i1 <query\n xmlns='jabber:iq:roster'");
    prompt.press("enter");
    await server.receives("<query\n xmlns='jabber:iq:roster'");
  });
});

describe("what was typed over several rows", () => {
  it("is recalled as one, with its line breaks, and sent again byte for byte", async () => {
    const { server, prompt } = await openStream();
    const stanza = "<message to='a@b'>\n  <body>\thi</body>\n\n</message>";
    prompt.type("\x1b[200~<message to='a@b'>\n  <body>\thi</body>\n\n</message>\n\x1b[201~");
    await server.receives(stanza);
    await prompt.standsAt(at.opened);
    prompt.press("up");
    await prompt.waitFor(/> <message to='a@b'>\n {2}<body> +hi<\/body>\n\n<\/message>$/);
    server.send(message);
    await prompt.waitFor(/hello[\s\S]*> <message to='a@b'>\n {2}<body> +hi<\/body>\n\n<\/message>$/);
    prompt.press("enter");
    await server.receives(stanza + stanza);
    expect(server.received().split(stanza)).toHaveLength(3);
  });

  it("is one entry also when it was typed row by row, behind a command, and as JavaScript", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("iq get --id i1 --no-wait <a>");
    await prompt.standsAt("a> iq get --id i1 --no-wait <a>");
    prompt.enter("</a>");
    await server.receives("<a>\n</a>");
    await prompt.standsAt(at.opened);
    prompt.enter("[1, 2].map((n) => {");
    await prompt.standsAt("JavaScript> [1, 2].map((n) => {");
    prompt.enter("return n * 21 }).join()");
    await prompt.standsAt(`'21,42'\n${at.opened}`);
    prompt.press("up");
    await prompt.standsAt(`${at.opened}[1, 2].map((n) => {\nreturn n * 21 }).join()`);
    prompt.press("enter");
    await prompt.standsAt(`'21,42'\n${at.opened}`);
    // The last row, the first row, the entry before.
    for (const key of ["up", "up", "up"] as const) prompt.press(key);
    await prompt.standsAt(`${at.opened}iq get --id i1 --no-wait <a>\n</a>`);
  });

  it("is masked as a whole where it holds a secret", async () => {
    const { prompt } = await openStream({ columns: 120 });
    prompt.enter("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>");
    await prompt.waitFor(/auth> <auth [^>]*>$/);
    prompt.enter("AG1lAHRvcHNlY3JldA==");
    await prompt.waitFor(/\nAG1lAHRvcHNlY3JldA==$/);
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    prompt.press("up");
    await prompt.waitFor(
      /> <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>\n?\[redacted\]$/,
    );
  });

  it("can be recalled where it was dropped with Ctrl-C", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<message>");
    await prompt.standsAt("message> <message>");
    prompt.enter("<body>long text</bodi>");
    await prompt.waitFor(/is broken[\s\S]*long text<\/bodi>$/);
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    prompt.enter("<b>");
    await prompt.standsAt("b> <b>");
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    prompt.press("up");
    await prompt.standsAt(`${at.opened}<b>`);
    prompt.press("up");
    await prompt.standsAt("message body> <message>\n<body>long text</bodi>");
    prompt.press("up");
    prompt.press("down");
    prompt.press("down");
    await prompt.standsAt(`${at.opened}<b>`);
    prompt.enter("</b>");
    await server.receives("<b></b>");
  });
});

describe("a line of several rows", () => {
  it("is edited row by row: Ctrl-A, Ctrl-E, Ctrl-U, Ctrl-K and the arrows mean the row", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("<a>\nfirst\nsecond\n</a>");
    await prompt.standsAt(`${at.opened}<a>\nfirst\nsecond\n</a>`);
    prompt.press("up");
    prompt.press("ctrl-a");
    prompt.type("X");
    await prompt.standsAt(`${at.opened}<a>\nfirst\nXsecond\n</a>`);
    prompt.press("up");
    prompt.press("ctrl-e");
    prompt.press("ctrl-u");
    prompt.type("changed");
    prompt.press("down");
    prompt.press("ctrl-k");
    prompt.press("enter");
    await server.receives("<a>\nchanged\nXsecond\n</a>");
  });

  it("takes another row with Alt-Enter, and stays whole while stanzas arrive", async () => {
    const { server, prompt } = await openStream({ columns: 40 });
    const { opened } = atIn(40);
    prompt.type("<a n='123456'>0123456789");
    prompt.type("\x1b\r");
    prompt.type("日本語");
    prompt.type("\x1b\r");
    prompt.type("</a>");
    await prompt.standsAt(`${opened}<a n='123456'>01234567\n89\n日本語\n</a>`);
    prompt.press("up");
    server.send(message + message);
    await prompt.waitFor(/<\/message>\nmain .*> <a n='123456'>01234567\n89\n日本語\n<\/a>$/);
    prompt.type("!");
    await prompt.waitFor(/> <a n='123456'>01234567\n89\n日本!語\n<\/a>$/);
    prompt.press("enter");
    await server.receives("<a n='123456'>0123456789\n日本!語\n</a>");
  });

  it("is shown as far as it fits, once, however much arrives, and sent whole", async () => {
    const { server, prompt } = await openStream({ rows: 10 });
    const rows = Array.from({ length: 40 }, (_, n) => `<r${n}/>`).join("\n");
    prompt.paste(`<a>\n${rows}\n</a>`);
    await prompt.waitFor(/<r39\/>\n<\/a>$/);
    server.send(message.repeat(3));
    server.send("<last/>");
    await prompt.waitFor(/S: <last\/>\n[\s\S]*<\/a>$/);
    expect(prompt.scrollback().match(/<r39\/>/g)).toHaveLength(1);
    prompt.press("enter");
    await server.receives(`<a>\n${rows}\n</a>`);
  });

  it("is dropped by Ctrl-C as any other", async () => {
    const prompt = await startPrompt(["localhost"]);
    prompt.paste("<a>\n</a>");
    await prompt.standsAt(`${at.start}<a>\n</a>`);
    prompt.press("ctrl-c");
    await prompt.standsAt(`${at.start}<a>\n</a>\n${at.start}`);
  });
});

it("lines that are equal to the one before are kept once", async () => {
  const prompt = await startPrompt(["localhost"]);
  for (const line of ["20 + 1", "20 + 2", "20 + 2"]) {
    prompt.enter(line);
    await prompt.standsAt(`${at.start}${line}\n2${line.at(-1)}\n${at.start}`);
  }
  prompt.press("up");
  await prompt.standsAt(`${at.start}20 + 2`);
  prompt.press("up");
  await prompt.standsAt(`${at.start}20 + 1`);
  prompt.press("down");
  prompt.press("down");
  await prompt.standsAt(at.start);
});

it("arrow-up finds lines that begin with what is typed, and arrow-down gives that back", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.enter("20 + 1");
  await prompt.standsAt(`21\n${at.start}`);
  prompt.enter("3 + 1");
  await prompt.standsAt(`4\n${at.start}`);
  prompt.type("20");
  prompt.press("up");
  await prompt.standsAt(`${at.start}20 + 1`);
  prompt.press("down");
  await prompt.standsAt(`${at.start}20`);
});
