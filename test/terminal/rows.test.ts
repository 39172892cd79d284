// Lines of several rows, and rows that come faster than they are run.
import { describe, expect, it } from "vitest";
import { polite } from "../servers/harness/fake-server.ts";
import {
  argumentsFor,
  at,
  atIn,
  message,
  openStream,
  shown,
  startPrompt,
  startServer,
  typedMeanwhile,
} from "./harness/prompt.ts";

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

  it("says that the connection is gone meanwhile", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<message>");
    await prompt.standsAt("message> <message>");
    prompt.type("<body>");
    await prompt.standsAt("message body> <message>\n<body>");
    server.reset();
    await prompt.waitFor(/\noffline, message body> <message>\n<body>$/);
  });

  it("says whose it is where there are several clients", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(`@juliet open 127.0.0.1:${server.port} --to localhost`);
    await prompt.waitFor(/juliet S: <stream:features[\s\S]*\nmain stream open, auth next> $/);
    prompt.enter("<message>");
    await prompt.standsAt("main message> <message>");
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    prompt.enter("@juliet <presence>");
    await prompt.standsAt("juliet presence> @juliet <presence>");
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

  it.each([40, 80])("is there once where a row ends at the margin of %i columns", async (columns) => {
    const { server, prompt } = await openStream({ columns });
    const { opened } = atIn(columns);
    const first = "<message><body>".padEnd(columns - opened.length, "x");
    const open = "message body> ";
    const wrapped = (open + first).match(new RegExp(`.{1,${columns}}`, "g"))?.join("\n");
    prompt.type(first);
    await prompt.standsAt(opened + first);
    prompt.press("enter");
    await prompt.waitFor((screen) => screen.endsWith(`\n${wrapped}`) && prompt.cursor().column === 0);
    const second = "y".repeat(columns);
    prompt.type(second);
    await prompt.waitFor(new RegExp(`${second}$`));
    prompt.type("\x1b\rz");
    await prompt.standsAt(`${wrapped}\n${second}\nz`);
    expect(prompt.scrollback().split("<message>")).toHaveLength(2);
    server.send(message);
    await prompt.standsAt(`${shown(6)}${wrapped}\n${second}\nz`);
    prompt.enter("</body></message>");
    await server.receives(`${first}\n${second}\nz</body></message>`);
  });

  it("is held where text stands behind its end, and sent with what was meant by it on a row of its own", async () => {
    const { server, prompt } = await openStream({ columns: 200 });
    prompt.enter("<a>");
    await prompt.standsAt("a> <a>");
    prompt.enter("</a>set view");
    await prompt.waitFor(
      "The XML is broken in row 2, column 5, and nothing of it was sent: text behind the end of an element (a command has a row of its own) (mend it;",
    );
    expect(server.received()).not.toContain("<a>");
    for (let i = 0; i < "\nset view".length; i += 1) prompt.press("backspace");
    await prompt.standsAt(`${at.opened}<a>\n</a>`);
    prompt.type("\x1b\rset view\r");
    await server.receives("<a>\n</a>");
    await prompt.waitFor("view is pretty");
  });

  it("is held where it is broken in several rows, and can be mended in any of them", async () => {
    const { server, prompt } = await openStream({ columns: 200 });
    prompt.enter("<message>");
    prompt.enter("<body>x</bdy>");
    await prompt.standsAt(
      "The XML is broken in row 2, column 13, and nothing of it was sent: </bdy> where </body> is due (mend it; Alt-Enter and then Enter at its end send it as it stands, Ctrl-C drops it)\nmessage body> <message>\n<body>x</bdy>",
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

  it("says each time what is broken, and is neither sent nor changed by Enter", async () => {
    const { server, prompt } = await openStream({ columns: 200 });
    const said = /The XML is broken in row 2, [^\n]*\n/g;
    const isSaid = (times: number, line: string) =>
      prompt.waitFor(
        (screen) => screen.match(said)?.length === times && screen.endsWith(`message body> ${line}`),
      );
    prompt.type("<message>");
    prompt.press("enter");
    await prompt.standsAt("message> <message>");
    prompt.type("<body>x</bdy>");
    await prompt.standsAt("message body> <message>\n<body>x</bdy>");
    for (const times of [1, 2, 3]) {
      prompt.press("enter");
      await isSaid(times, "<message>\n<body>x</bdy>");
    }
    prompt.type("</message>");
    await isSaid(3, "<message>\n<body>x</bdy>\n</message>");
    const { row, column } = prompt.cursor();
    prompt.press("up");
    prompt.press("left");
    await prompt.waitFor(() => prompt.cursor().row === row - 1 && prompt.cursor().column === column - 1);
    for (const times of [4, 5]) {
      prompt.press("enter");
      await isSaid(times, "<message>\n<body>x</bdy>\n</message>");
    }
    expect(server.received()).not.toContain("message");
  });

  it("is sent as it stands, broken as it is, with Alt-Enter and then Enter", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<a>");
    prompt.enter("</b>");
    await prompt.standsAt("a> <a>\n</b>");
    const { row } = prompt.cursor();
    prompt.type("\x1b\r");
    await prompt.waitFor(() => prompt.cursor().row === row + 1);
    prompt.press("enter");
    await server.receives("<a>\n</b>");
    expect(server.received()).toMatch(/<a>\n<\/b>$/);
  });

  it("is asked for as well where it begins behind a whole element", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<a/><b>");
    await prompt.standsAt("b> <a/><b>");
    expect(server.received()).not.toContain("<a/>");
    prompt.enter("</b>");
    await server.receives("<a/><b>\n</b>");
    await prompt.standsAt(at.opened);
    prompt.enter("<a/><c");
    await prompt.standsAt("xml> <a/><c");
    prompt.press("enter");
    await server.receives("</b><a/><c");
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
    await prompt.waitFor(typedMeanwhile(`${at.opened}send <first/>`, `${at.opened}send <second`));
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

  it("stands where it ran as well, behind the prompt of then, without what is to be hidden", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("set secrets hide");
    await prompt.standsAt(`secrets is hide\n${at.opened}`);
    prompt.enter("disconnect");
    await prompt.standsAt(at.start);
    prompt.type("open\r20 + 22\rauth me topsecret --no-wait\r");
    await server.receives("</auth>");
    await prompt.waitFor(/C: <auth [\s\S]*> $/);
    expect(prompt.scrollback()).toContain(`${at.opened}20 + 22\n42\n`);
    expect(prompt.scrollback()).toContain(`${at.opened}auth me [redacted] --no-wait\n`);
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

it("a line that is run again is shown once more, and not twice", async () => {
  const { prompt } = await openStream();
  prompt.enter("20 + 22");
  await prompt.standsAt(`${at.opened}20 + 22\n42\n${at.opened}`);
  prompt.enter("again");
  await prompt.standsAt(`${at.opened}again\n    -- 2: 20 + 22\n42\n${at.opened}`);
});
