import { describe, expect, test } from "vitest";
import { logIn } from "../../helpers/try-out.ts";
import { type TabTryOut, tryTab } from "./completing.ts";

const roster =
  "<iq type='result' id='r'><query xmlns='jabber:iq:roster'><item jid='juliet@localhost' name='Juliet'/>" +
  "<item jid='nurse@localhost'/></query></iq>";

async function bound(...stanzas: readonly string[]): Promise<TabTryOut> {
  const tool = tryTab();
  await logIn(tool);
  tool.server.send(stanzas.join(""));
  return tool;
}

describe("JIDs are found that", () => {
  test("are in the roster, with their names", async () => {
    const tool = await bound(roster);
    expect(tool.described("message j")).toEqual(["juliet@localhost: in the roster: Juliet"]);
    expect(tool.tab("message j")).toBe("message juliet@localhost |");
  });

  test("have sent something, bare and full", async () => {
    const tool = await bound("<presence from='romeo@localhost/desk'/>");
    expect(tool.described("message rom")).toEqual([
      "romeo@localhost: sent presence",
      "romeo@localhost/desk: sent presence",
    ]);
  });

  test("are rooms", async () => {
    const tool = await bound(
      "<message type='groupchat' from='inn@rooms.localhost/host'><body>hi</body></message>",
    );
    expect(tool.described("disco info in")).toEqual([
      "inn@rooms.localhost: a room",
      "inn@rooms.localhost/host: in a room",
    ]);
  });

  test("a service has listed", async () => {
    const tool = await bound(
      "<iq type='result' id='d'><query xmlns='http://jabber.org/protocol/disco#items'><item jid='rooms.localhost'/></query></iq>",
    );
    expect(tool.tab("disco items roo")).toBe("disco items rooms.localhost |");
  });

  test("one has written to oneself, and are one's own", async () => {
    const tool = await bound();
    await tool.run("message tybalt@localhost hello");
    expect(tool.described("message ty")).toEqual(["tybalt@localhost: you wrote to it"]);
    expect(tool.described("message me")).toEqual(["me@localhost: your account", "me@localhost/desk: you"]);
  });

  test("the newest come first", async () => {
    const tool = await bound("<presence from='a@x'/><presence from='b@x'/><presence from='a@x'/>");
    expect(tool.found("ping ")?.slice(-2)).toEqual(["a@x", "b@x"]);
  });

  test("are known come before strangers, with their resources", async () => {
    const tool = await bound(roster, "<presence from='nurse@localhost/x'/><message from='spam@x/y'/>");
    tool.server.send("<iq type='result' id='z' from='localhost'/>");
    expect(tool.described("ping ")).toEqual([
      "nurse@localhost: in the roster",
      "nurse@localhost/x: sent presence",
      "juliet@localhost: in the roster: Juliet",
      "me@localhost: your account",
      "me@localhost/desk: you",
      "localhost: your server's domain",
      "spam@x: sent a message",
      "spam@x/y: sent a message",
    ]);
  });

  test("have answered with nothing but an error come last, and one who has not even been written to not at all", async () => {
    const tool = await bound();
    await tool.run("message nosuch@localhost hello");
    tool.server.send(
      "<message type='error' from='nosuch@localhost'/><message type='error' from='other@localhost'/>",
    );
    tool.server.send("<presence from='juliet@localhost'/>");
    expect(tool.described("ping ")?.slice(-2)).toEqual([
      "juliet@localhost: sent presence",
      "nosuch@localhost: answered with an error",
    ]);
    tool.server.send("<presence from='nosuch@localhost'/>");
    expect(tool.described("ping n")).toEqual(["nosuch@localhost: sent presence"]);
  });

  test("behind from and to of a filter", async () => {
    const tool = await bound(roster);
    expect(tool.tab("filter message and from nu")).toBe("filter message and from nurse@localhost |");
  });
});

describe("a JID that somebody else has chosen", () => {
  test("is quoted where it has a blank, and the quote is closed where it is open already", async () => {
    const tool = await bound("<presence from='sad nurse@x'/>");
    expect(tool.tab("message sad")).toBe('message "sad nurse@x" |');
    expect(tool.tab('message "sad')).toBe('message "sad nurse@x" |');
    expect(tool.tab("message 'sad")).toBe("message 'sad nurse@x' |");
  });

  test("has its quotes escaped", async () => {
    const tool = await bound(`<presence from='q"\\@x'/>`);
    expect(tool.tab("message q")).toBe('message "q\\"\\\\@x" |');
  });

  test("comes onto the line without what a terminal would obey", async () => {
    const tool = await bound("<presence from='evil\u009b2J\u202e@x'/>");
    expect(tool.tab("message evil")).toBe('message "evil\\u{9b}2J\\u{202e}@x" |');
  });

  test("is no variable", async () => {
    const tool = await bound("<presence from='v${password}@x'/>");
    expect(tool.tab("message v$")).toBe("message v$${password}@x |");
  });

  test("cannot crowd out the others: only the newest thousand are kept", async () => {
    const many = Array.from({ length: 1500 }, (_, n) => `<presence from='p${n}@x'/>`);
    const tool = await bound(roster, ...many);
    const found = tool.found("message p") ?? [];
    expect(found.length).toBeLessThanOrEqual(1000);
    expect(found[0]).toBe("p1499@x");
  });
});
