// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the macros of scripts are plain text here
import { describe, expect, test } from "vitest";
import { readScansion } from "../../src/script/scansion.ts";
import { descriptionOf, hasTag, stepsOf, titleOf } from "../../src/script/script.ts";
import { actsOf, CAST, linesOf } from "./scansion-lines.ts";

describe("a character who connects", () => {
  test("opens a stream, authenticates, restarts it and binds, and sends no presence", () => {
    expect(linesOf("[Client] Romeo\n\tjid: romeo@localhost\n\tpassword: test\n\nRomeo connects")).toBe(
      "@romeo open --to localhost\n@romeo auth romeo test\n@romeo restart\n@romeo bind",
    );
  });

  test.each<[string, string, string]>([
    ["binds the resource of a full JID", "jid: romeo@localhost/desk", "@romeo bind desk"],
    ["binds the resource that is named", "resource: orchard\n\tjid: romeo@localhost", "@romeo bind orchard"],
    [
      "goes where host and port say",
      "jid: romeo@localhost\n\tconnect_host: 127.0.0.1\n\tconnect_port: 15222",
      "@romeo open 127.0.0.1:15222 --to localhost",
    ],
    [
      "goes to an IPv6 address",
      "jid: romeo@localhost\n\tconnect_host: ::1\n\tconnect_port: 15222",
      "@romeo open [::1]:15222 --to localhost",
    ],
    [
      "goes to a host alone",
      "jid: romeo@localhost\n\tconnect_host: 127.0.0.1",
      "@romeo open --to localhost --host 127.0.0.1",
    ],
    [
      "goes to a port alone",
      "jid: romeo@localhost\n\tconnect_port: 15222",
      "@romeo open --to localhost --port 15222",
    ],
    [
      "may have a password with blanks, quotes and what looks like a variable",
      'jid: romeo@localhost\n\tpassword: my "${secret}" word',
      '@romeo auth romeo "my \\"$${secret}\\" word"',
    ],
    ["may have no password: that of the environment is taken", "jid: romeo@localhost", "@romeo auth romeo"],
    ["may have a localpart with a backslash", "jid: o\\27hara@localhost", "@romeo auth o\\27hara"],
    ["is anonymous without a localpart", "jid: localhost", "@romeo auth --mechanism ANONYMOUS"],
    [
      "may have keys that mean nothing here, and comments beneath",
      "colour: red\n\t# at home\n\tjid: romeo@localhost",
      "@romeo auth romeo",
    ],
    ["may be indented with blanks", "  jid:romeo@localhost\n   password :  test", "@romeo auth romeo test"],
  ])("%s", (_what, keys, line) => {
    expect(linesOf(`[Client] Romeo\n\t${keys}\n\nRomeo connects`).split("\n")).toContain(line);
  });

  test("as a component sends its secret, and goes where its keys say", () => {
    const keys = "\tjid: echo.localhost\n\tpassword: top secret\n\thost: 127.0.0.1\n\tport: 15347\n";
    expect(linesOf(`[Component] Echo\n${keys}\nEcho connects`)).toBe(
      '@echo component echo.localhost "top secret" --host 127.0.0.1 --port 15347',
    );
    expect(linesOf("[Component] Echo\n\tjid: echo.localhost\n\nEcho connects")).toBe(
      "@echo component echo.localhost",
    );
  });
});

describe("a name", () => {
  test.each<[string, string]>([
    ["Romeo", "romeo"],
    ["Juliet's phone", "juliets-phone"],
    ["The  Nurse (old)", "the-nurse-old"],
    ["me@localhost", "me-localhost"],
    ["Зоя", "зоя"],
    ["'…'", "client"],
  ])("of a character, %s, becomes one that a line can have: %s", (name, client) => {
    expect(linesOf(`[Client] ${name}\n\tjid: me@localhost\n\n${name} disconnects`)).toBe(
      `@${client} close --if-open`,
    );
  });

  test("that another has already gets a number", () => {
    const cast = ["Tybalt", "tybalt", "TYBALT"].map((name) => `[Client] ${name}\n\tjid: me@localhost\n`);
    expect(linesOf(`${cast.join("")}TYBALT disconnects\nTybalt disconnects\ntybalt disconnects`)).toBe(
      "@tybalt-3 close --if-open\n@tybalt close --if-open\n@tybalt-2 close --if-open",
    );
  });

  test("is the longest that fits", () => {
    expect(actsOf("Juliet's phone disconnects\nJuliet disconnects")).toBe(
      "@juliets-phone close --if-open\n@juliet close --if-open",
    );
  });
});

describe("what is sent", () => {
  test("stays as it is, without the indentation it shares", () => {
    expect(actsOf("Romeo sends:\n\t<iq\ttype='get'\n\t    id=\"1\">\n\t\t<q xmlns='a'/>\n\t</iq>\n\n")).toBe(
      "@romeo send\n  <iq\ttype='get'\n      id=\"1\">\n  \t<q xmlns='a'/>\n  </iq>",
    );
  });

  test("may be two stanzas with a blank line between them, and be broken", () => {
    expect(actsOf("Romeo sends:\n\n\t<presence/>\n\n\t<iq scansion:strict='no'>\n\nRomeo disconnects")).toBe(
      "@romeo send\n  <presence/>\n\n  <iq scansion:strict='no'>\n\n@romeo close --if-open",
    );
  });

  test("may stand on the line, with the colon or without it", () => {
    expect(actsOf("Romeo sends: <presence/>\nRomeo sends <a>\n\t<b/>\n\t</a>\nRomeo sends\n  <c/>")).toBe(
      "@romeo send\n  <presence/>\n@romeo send\n  <a>\n  <b/>\n  </a>\n@romeo send\n  <c/>",
    );
  });

  test("is never taken for a variable of ours", () => {
    expect(actsOf("Romeo sends:\n\t<body>${jid} $${id} ${</body>")).toBe(
      "@romeo send\n  <body>$${jid} $$${id} $${</body>",
    );
  });
});

describe("a macro", () => {
  test.each<[string, string, string]>([
    ["JID is the bare JID of the definition", "${Juliet's phone's JID}", "juliet@localhost"],
    ["full JID is what the server bound", "${Romeo's full JID}", "${romeo.jid}"],
    [
      "full JID is that of the definition until its character connects",
      "${Juliet's phone's full JID}",
      "juliet@localhost/phone",
    ],
    ["full JID is kept when its character has gone", "${Juliet's full JID}", "${juliet.jid}"],
    [
      "stands behind a dollar as well",
      "$${Romeo's JID} $${Romeo's full JID}",
      "$romeo@localhost &#36;${romeo.jid}",
    ],
  ])("%s", (_what, macro, text) => {
    const before = "Romeo connects\nJuliet connects\nJuliet disconnects\n";
    const lines = actsOf(`${before}Romeo sends:\n\t<a to='${macro}'/>\nJuliet's phone connects`).split("\n");
    expect(lines).toContain(`  <a to='${text}'/>`);
  });

  test("is escaped where it is put in, as XML and as text with variables", () => {
    const cast = "[Client] Romeo\n\tjid: r'${jid}&co@localhost\n\n";
    expect(linesOf(`${cast}Romeo sends: <a to='\${Romeo's JID}'/>`)).toBe(
      "@romeo send\n  <a to='r&apos;$${jid}&amp;co@localhost'/>",
    );
  });

  test("of a component is its domain", () => {
    const cast = "[Component] Echo\n\tjid: echo.localhost\n\nEcho connects\n";
    expect(linesOf(`${cast}Echo sends: <a from="\${Echo's full JID}"/>`)).toContain(
      '<a from="echo.localhost"/>',
    );
  });
});

describe("comments", () => {
  test("begin with #, // or --, the first being the title; dividers and definitions are left out", () => {
    const text = `# Two in Verona\r
# They meet\r
## tags: chat slow
## draft

${CAST}--
// Act one


-- Scene one
Romeo disconnects
---
// vim: ft=scansion
`;
    const { script } = readScansion("play.scs", text);
    expect(titleOf(script)).toBe("Two in Verona");
    expect(descriptionOf(script)).toBe("They meet Act one Scene one");
    expect(hasTag(script, "slow")).toBe(true);
    expect(linesOf(text)).toBe(
      "# Two in Verona\n# They meet\n## tags: chat slow\n## draft: \n\n# Act one\n\n# Scene one\n@romeo close --if-open\n\n# vim: ft=scansion",
    );
  });
});

test("every step stands where its action stands, its block where the text begins", () => {
  const { script } = readScansion(
    "play.scs",
    "[Client] Romeo\n\tjid: romeo@localhost\n\nRomeo connects\n\nRomeo sends:\n\n\t  <a>\n\t  </a>\nRomeo sends: <b/>",
  );
  expect(stepsOf(script).map(({ at, source }) => `${at.line}:${at.column} ${source}`)).toEqual([
    ...Array.from({ length: 4 }, () => "4:1 Romeo connects"),
    "6:1 Romeo sends:",
    "10:1 Romeo sends: <b/>",
  ]);
  expect(stepsOf(script).flatMap(({ block }) => block?.at ?? [])).toEqual([
    { line: 8, column: 4 },
    { line: 10, column: 14 },
  ]);
});

test("a very long script is read, comment by comment", () => {
  const { script } = readScansion("play.scs", "# a\n\n".repeat(300_000));
  expect(script.items).toHaveLength(599_999);
  expect(script.items.at(-1)).toMatchObject({ kind: "comment" });
});
