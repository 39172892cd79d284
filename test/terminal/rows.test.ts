// Lines of several rows, and rows that come faster than they are run.
import { describe, expect, it } from "vitest";
import { polite } from "../servers/harness/fake-server.ts";
import { at, openStream, startPrompt } from "./harness/prompt.ts";

const ping = "iq get --to localhost --id p1 <ping xmlns='urn:xmpp:ping'/>";
const pong = "<iq type='result' id='p1' from='localhost'/>";

describe("unfinished XML", () => {
  it("asks for more, and says in which elements one is", async () => {
    const { server, prompt } = await openStream();
    for (const [row, next] of [
      ["<message to='juliet@localhost'>", "message> "],
      ["<body>", "message body> "],
      [".help", "message body> "],
      ["  show state", "message body> "],
      ["</body>", "message> "],
    ] as const) {
      prompt.enter(row);
      await prompt.standsAt(next);
    }
    prompt.enter("</message>");
    await prompt.standsAt(at.opened);
    await server.receives(
      "<message to='juliet@localhost'>\n<body>\n.help\n  show state\n</body>\n</message>",
    );
    expect(server.received().match(/message/g)).toHaveLength(2);
  });

  it("asks for the rest of a tag", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<presence");
    await prompt.standsAt("xml> ");
    prompt.enter("type='unavailable'");
    await prompt.standsAt("xml> ");
    prompt.enter("/>");
    await server.receives("<presence\ntype='unavailable'\n/>");
  });

  it("says once that commands go into the XML, and how to leave it", async () => {
    const { prompt } = await openStream({ columns: 160 });
    prompt.enter("<presence");
    await prompt.standsAt(
      'The XML is not complete: what you type goes into it, "next" and "help" too (Enter on an empty row sends it as it stands, Ctrl-C drops it)\nxml> ',
    );
    prompt.enter("next");
    await prompt.standsAt("xml> next\nxml> ");
    prompt.press("ctrl-c");
    await prompt.standsAt(at.opened);
    prompt.enter("<message");
    await prompt.standsAt(`${at.opened}<message\nxml> `);
  });

  it("says what an XML declaration lacks", async () => {
    const { prompt } = await openStream({ columns: 160 });
    prompt.enter("<?xml version='1.0'");
    await prompt.waitFor(
      'The XML declaration is not complete, its "?>" is missing: what you type goes into it',
    );
  });

  it("goes on with a row that is recalled", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("<a>");
    await prompt.standsAt("a> ");
    prompt.press("up");
    await prompt.standsAt("a> <a>");
    prompt.press("enter");
    await prompt.standsAt("a a> ");
    prompt.enter("</a></a>");
    await server.receives("<a>\n<a>\n</a></a>");
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
