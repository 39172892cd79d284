// Lines of several rows, and rows that come faster than they are run.
import { describe, expect, it } from "vitest";
import { polite } from "../servers/harness/fake-server.ts";
import { argumentsFor, at, message, openStream, shown, startPrompt, startServer } from "./harness/prompt.ts";

const ping = "iq get --to localhost --id p1 <ping xmlns='urn:xmpp:ping'/>";
const pong = "<iq type='result' id='p1' from='localhost'/>";

describe("unfinished XML", () => {
  it("asks for more, and says in which elements one is", async () => {
    const { server, prompt } = await openStream();
    let line = "";
    for (const [row, label] of [
      ["<message to='juliet@localhost'>", "message> "],
      ["<body>", "message body> "],
      [".help", "message body> "],
      ["  show state", "message body> "],
      ["</body>", "message> "],
    ] as const) {
      prompt.enter(row);
      await prompt.standsAt(label + line + row);
      line += `${row}\n`;
    }
    prompt.enter("</message>");
    await server.receives(`${line}</message>`);
    await prompt.waitFor(/C: <message[\s\S]*next> $/);
    expect(prompt.scrollback()).toContain(`${at.opened}${line}</message>\n  7 C: <message`);
    expect(server.received().match(/message/g)).toHaveLength(2);
  });

  it("asks for the rest of a tag", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<presence");
    await prompt.standsAt("xml> <presence");
    prompt.enter("type='unavailable'");
    await prompt.standsAt("xml> <presence\ntype='unavailable'");
    prompt.enter("/>");
    await server.receives("<presence\ntype='unavailable'\n/>");
  });

  it("says once that commands go into the XML, and how to leave it", async () => {
    const { prompt } = await openStream({ columns: 160 });
    prompt.enter("<presence");
    await prompt.standsAt(
      'The XML is not complete: what you type goes into it, "next" and "help" too (Enter on an empty row sends it as it stands, Ctrl-C drops it)\nxml> <presence',
    );
    prompt.enter("next");
    await prompt.standsAt("xml> <presence\nnext");
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    prompt.enter("<message");
    await prompt.standsAt("xml> <message");
    expect(prompt.scrollback().match(/The XML is not complete/g)).toHaveLength(1);
  });

  it("says what an XML declaration lacks", async () => {
    const { prompt } = await openStream({ columns: 160 });
    prompt.enter("<?xml version='1.0'");
    await prompt.waitFor(
      'The XML declaration is not complete, its "?>" is missing: what you type goes into it',
    );
  });

  it("is whole below what arrives, after Ctrl-L, and after Ctrl-D on its empty row", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<message>");
    prompt.enter("<body>half");
    await prompt.standsAt("message body> <message>\n<body>half");
    server.send(message);
    await prompt.standsAt(`${shown(6)}message body> <message>\n<body>half`);
    prompt.press("ctrl-d");
    prompt.press("ctrl-l");
    await prompt.waitFor(/^message body> <message>\n<body>half$/);
    prompt.enter("</body></message>");
    await server.receives("<message>\n<body>half\n</body></message>");
  });

  it("is held where it is broken in several rows, and can be mended in any of them", async () => {
    const { server, prompt } = await openStream({ columns: 160 });
    prompt.enter("<message>");
    prompt.enter("<body>x</bdy>");
    await prompt.standsAt(
      "The XML is broken, and nothing of it was sent: </bdy> where </body> is due (mend it; Enter on an empty row sends it as it stands, Ctrl-C drops it)\nmessage body> <message>\n<body>x</bdy>",
    );
    prompt.enter("</message>");
    await prompt.standsAt("message body> <message>\n<body>x</bdy>\n</message>");
    expect(server.received()).not.toContain("message");
    prompt.press("up");
    prompt.press("up");
    prompt.press("ctrl-k");
    prompt.type("<body>x</body>");
    await prompt.standsAt(`${at.opened}<message>\n<body>x</body>\n</message>`);
    prompt.press("enter");
    await server.receives("<message>\n<body>x</body>\n</message>");
    await prompt.standsAt(at.opened);
    prompt.enter("<presence/>");
    await server.receives("</message><presence/>");
  });

  it("is sent as it stands, broken as it is, with Enter on an empty row", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<a>");
    prompt.enter("</b>");
    await prompt.standsAt("a> <a>\n</b>");
    prompt.press("enter");
    await server.receives("<a>\n</b>");
    expect(server.received()).toMatch(/<a>\n<\/b>$/);
  });

  it("goes on where a paste comes row by row, from a terminal that does not say so", async () => {
    const { server, prompt } = await openStream();
    prompt.type("<a>\r\n\r\ntext\r\n</a>\r\nsend <b/>\r\n<c>\r\n");
    await server.receives("<a>\n\ntext\n</a><b/>");
    await prompt.standsAt("c> <c>");
    prompt.enter("</c>");
    await server.receives("<b/><c>\n</c>");
  });

  it("is typed during a wait as at any other time", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(ping);
    await server.receives("</iq>");
    prompt.enter("<a>");
    await prompt.standsAt("a> <a>");
    prompt.enter("</a>");
    prompt.enter("<b>");
    await prompt.standsAt("b> <b>");
    server.send(pong);
    await server.receives("<a>\n</a>");
    prompt.enter("</b>");
    await server.receives("</a><b>\n</b>");
  });

  it("behind an alias goes on, too", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("alias out = iq get --no-wait <out>");
    await prompt.waitFor(/out = .*\n[\s\S]*> $/);
    prompt.enter("out");
    await prompt.standsAt("out> out");
    prompt.enter("</out>");
    await server.receives("<out>\n</out>");
  });
});

describe("rows that are pasted", () => {
  it("run one after another, whatever they are", async () => {
    const { server, prompt } = await openStream();
    prompt.paste('send <a/>\n20 + 22\n<b>\n</b>\n# a comment\nawait send("<c/>")\nsend <d/>\nshow limits?\n');
    await prompt.waitFor(/limits\?[\s\S]*limits/);
    await server.receives("<d/>");
    expect(server.received()).toMatch(/<a\/><b>\n<\/b><c\/><d\/>$/);
    expect(prompt.scrollback()).toMatch(/C: <a\/>[\s\S]*\n42\n[\s\S]*C: <b>[\s\S]*C: <c\/>[\s\S]*C: <d\/>/);
  });

  it("wait for the reply to the one before", async () => {
    const { server, prompt } = await openStream();
    prompt.paste(`${ping}\nsend <after/>\n`);
    await server.receives("</iq>");
    prompt.paste("send <last/>\n");
    await prompt.waitFor("-- 1 pasted row to be run behind what is under way");
    server.send("<message><body>not the reply</body></message>");
    await prompt.waitFor("not the reply");
    expect(server.received()).not.toContain("<after/>");
    server.send(pong);
    await server.receives("<after/><last/>");
  });

  it("may end with a row that is not entered yet", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("send <a/>\nsend <b>half");
    await prompt.waitFor(/C: <a\/>\n[\s\S]*next> send <b>half$/);
    prompt.enter(" a row</b>");
    await server.receives("<b>half a row</b>");
  });
});

describe("what is typed during a wait", () => {
  it("is shown at once, and run when the reply is there", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(ping);
    await server.receives("</iq>");
    prompt.enter("send <first/>");
    prompt.type("send <second");
    await prompt.standsAt(`${at.opened}send <first/>\n${at.opened}send <second`);
    expect(server.received()).not.toContain("<first/>");
    server.send(pong);
    await server.receives("<first/>");
    await prompt.waitFor(/C: <first\/>\n[\s\S]*next> send <second$/);
    prompt.enter("/>");
    await server.receives("<second/>");
  });

  it("before the program is ready is run when it is", async () => {
    const prompt = await startPrompt(["localhost"]);
    prompt.type("1 + 1\r20 + 22\r");
    await prompt.waitFor(/\n2\n(?:[\s\S]*\n)?42\nmain offline, open next> $/);
  });

  it("before the program is ready may be XML of several rows", async () => {
    const server = await startServer();
    const prompt = await startPrompt(argumentsFor(server));
    prompt.type("open\r<a>\r</a>\riq get --id i1 --no-wait <b>\r");
    await server.receives("<a>\n</a>");
    await prompt.waitFor(/\nb> iq get --id i1 --no-wait <b>$/);
    prompt.enter("</b>");
    await server.receives("<b>\n</b>");
  });

  it("runs also when the step before has failed", async () => {
    const { server, prompt } = await openStream({
      answer: (text, fake) => {
        polite(text, fake);
        if (text.includes("<ping")) fake.send("<iq type='error' id='p1' from='localhost'/>");
      },
    });
    prompt.type(`${ping}\rsend <after/>\r`);
    await server.receives("<after/>");
  });
});
