import { describe, expect, test } from "vitest";
import { fakeEditor } from "../../helpers/fake-editor.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

describe("a mistyped line is stored whole where no secret can stand in it, to be mended:", () => {
  test.each([
    "iq gte --to juliet@localhost <ping xmlns='urn:xmpp:ping'/>",
    "message --typ chat romeo@localhost a long text",
    "ping --timout 3s",
    "ping --timeout 3s --timeout 3s",
    "next --doo",
    "show --sinc 5s",
    "bind a b c",
    'message me@localhost "unclosed',
    'message me@localhost "closed"too early',
    String.raw`message me@localhost "no \escape"`,
    "foo bar",
    "mymsg romeo@localhost hi",
    "@juliet mymsg romeo@localhost come with me, said the author",
    "history abc def",
    "alias out = foo bar",
    "mesage --typ chat romeo@localhost my password is long",
    "conn localhost",
    "logs walk.ndjson",
    "join hall@rooms.localhost",
    "open --prot 5222 -p 5222",
    "set colour red",
    "set paste off",
    "juliet mesage romeo@localhost hi",
    "main bound> mesage romeo@localhost hi",
    "resp = await iq('get')",
    "path = 5",
    "auth --mechansim PLAIN me",
    "component ext.localhost --prot 5275",
    "lgo walk.txt",
    "lg walk.txt",
    "ls -la",
    "path x",
    "wath x",
    "at 5",
    "a message",
    "author is me",
    "hlep auth PLAIN",
    "expalin auth mechanism",
    "edti auth foo",
  ])("%s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

describe("of a mistyped line that authenticates only what may be the secret is masked:", () => {
  test.each([
    ["auth me s3cret --mechansim PLAIN", "auth me [redacted] --mechansim PLAIN"],
    ["auth --mechansim PLAIN me s3cret", "auth --mechansim PLAIN me [redacted]"],
    ["auth me --exlpain s3cret", "auth me --exlpain [redacted]"],
    ["auth me --explain=s3cret", "auth me --explain=[redacted]"],
    ["auth s3cret --usernam=me", "auth [redacted] --usernam=me"],
    ["auth s3cret --login me", "auth [redacted]"],
    ["auth s3cret --login=me --mechanism PLAIN", "auth [redacted] --mechanism PLAIN"],
    ["auth me --hunter2", "auth [redacted]"],
    ["auth me --password1", "auth me [redacted]"],
    ["auth me -s3cret --mechansim PLAIN", "auth me [redacted] --mechansim PLAIN"],
    ["auth me --mechansim PLAIN -- --s3cret", "auth me --mechansim PLAIN -- [redacted]"],
    ["auth me -- --s3cret word", "auth [redacted] -- [redacted]"],
    ["auth me s3cret --step --step", "auth me [redacted] --step --step"],
    ["auth --mechanism PLAIN --intial AG1l", "auth --mechanism PLAIN --intial [redacted]"],
    ["auth --mechanism PLAIN --intial-txt=AG1l", "auth --mechanism PLAIN --intial-txt=[redacted]"],
    ["auth me --password s3cret", "auth me --password [redacted]"],
    ["auth one two three --mechanism PLAIN", "auth [redacted] --mechanism PLAIN"],
    ["auth --mechansim PLAIN me 's3cret", "auth [redacted]"],
    ["respond --txt 's3 cret'", "respond --txt [redacted]"],
    ["component ext.localhost s3cret --prot 5275", "component ext.localhost [redacted] --prot 5275"],
    ["handshake --hsah s3cret", "handshake --hsah [redacted]"],
  ])("%s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });
});

describe("an option that may be meant for a secret has its value masked, whatever the command:", () => {
  test.each([
    ["open --pasword s3cret localhost", "open --pasword [redacted] localhost"],
    ["open localhost --pas s3cret", "open localhost --pas [redacted]"],
    ["connect localhost --passwd='s3 cret'", "connect localhost --passwd=[redacted]"],
    ["bind --secrte s3cret", "bind --secrte [redacted]"],
    ["iq get --initial s3cret <a/>", "iq get --initial [redacted] <a/>"],
    ["foo --token s3cret bar", "foo --token [redacted] bar"],
  ])("%s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });
});

describe("what stands behind a word that may be meant for a command with a secret is masked:", () => {
  test.each([
    ["au me s3cret", "au [redacted]"],
    ["athu me s3cret", "athu [redacted]"],
    ["AUTH me s3cret", "AUTH [redacted]"],
    ["logni me s3cret", "logni [redacted]"],
    ["lgn s3cret", "lgn [redacted]"],
    ["authme s3cret", "authme [redacted]"],
    ["authme s3cret --mechanism PLAIN", "authme [redacted]"],
    ["pw: s3cret", "pw: [redacted]"],
    ["pw:s3cret", "pw:[redacted]"],
    ["XMPP_PASSWORD=s3cret", "XMPP_PASSWORD=[redacted]"],
    ["export XMPP_PASSWORD=s3cret", "export XMPP_PASSWORD=[redacted]"],
    ["XMPP_PASSWORD=s3cret xmpp-repl localhost", "XMPP_PASSWORD=[redacted]"],
    ["hlep auth me s3cret", "hlep auth me [redacted]"],
    ["register me s3cret", "register [redacted]"],
    ["rspond biws", "rspond [redacted]"],
    ["componnet ext.localhost s3cret", "componnet [redacted]"],
    ["pasword s3cret", "pasword [redacted]"],
    ["password = s3cret", "password [redacted]"],
    ["juliet auht me s3cret", "juliet auht [redacted]"],
    ["main authenticating> auht me s3cret", "main authenticating> auht [redacted]"],
    ["defien password s3cret", "defien password [redacted]"],
    ["define pasword s3cret", "define pasword [redacted]"],
    ["define password 's3cret", "define password [redacted]"],
    ["sett pasword s3cret", "sett pasword [redacted]"],
    ['await auht("me", "s3cret")', 'await auht("[redacted]", "[redacted]")'],
  ])("%s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });
});

describe("of an address only what may be a password is masked,", () => {
  test.each([
    ["connect me:s3cret@localhost", "connect me:[redacted]@localhost"],
    ["open xmpp://me:s3cret@localhost:5222", "open xmpp://me:[redacted]@localhost:5222"],
    ["@juliet open 'https://me:s3c/r@et@localhost'", '@juliet open "https://me:[redacted]@localhost"'],
    ["open me@localhost:s3cret@localhost --no-wait", "open me@localhost:[redacted]@localhost --no-wait"],
    ["open --host=me:s3cret@localhost", "open --host=me:[redacted]@localhost"],
    ["connect me:s3cret@localhost --prot 5222", "connect me:[redacted]@localhost --prot 5222"],
    ["conect me:s3cret@localhost", "conect me:[redacted]@localhost"],
    ["foo me:s3cret@localhost", "foo me:[redacted]@localhost"],
    ["xmpp://me:s3cret@localhost", "xmpp://me:[redacted]@localhost"],
    ["await open('me:s3cret@localhost')", "await open('me:[redacted]@localhost')"],
  ])("as URLs have one: %s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    ["auth me:s3cret@localhost", "auth me:[redacted]"],
    ["auth me@localhost:s3cret", "auth me@localhost:[redacted]"],
    ["auth me=s3cret", "auth me=[redacted]"],
    ["auth 'me s3cret'", 'auth "me [redacted]"'],
    ["auth me=s3cret --mechansim PLAIN", "auth me=[redacted] --mechansim PLAIN"],
    ["set jid me:s3cret@localhost", "set jid me:[redacted]@localhost"],
  ])("as those have one who take it for a part of the user: %s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    "auth me@localhost",
    "auth --timeout 5s me --mechanism PLAIN",
    "component ext.localhost:5275",
    "connect [::1]:5222",
    "open xmpp:me@localhost",
    "open me@localhost:5222",
    "message juliet@localhost see ftp:file@host",
    "message('juliet@localhost', 'see ftp:file@host')",
  ])("and nothing where there is none: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

describe("a mistyped line may hold another one, or name a secret, or send one:", () => {
  test.each([
    ["open auth me s3cret", "open auth [redacted]"],
    ["open && auth me s3cret", "open && auth [redacted]"],
    ["@julietauth juliet s3cret", "@julietauth [redacted]"],
    ["<auth me s3cret", "<auth[redacted]"],
    ["<auht mechanism='PLAIN'>AG1l</auht>", "<auht mechanism='PLAIN'>[redacted]</auht>"],
    [
      "<respnse xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AG1l</respnse>",
      "<respnse xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>[redacted]</respnse>",
    ],
    ['ping auth("me", "s3cret")', "ping auth([redacted]"],
    ["connect localhost user me password s3cret", "connect localhost user me password [redacted]"],
    ["foo password: s3cret", "foo password: [redacted]"],
    ["alias --remov in = auht me s3cret", "alias --remov in = auht [redacted]"],
    ["explain auth 's3cret", "explain auth [redacted]"],
    ["iq sett <x><password>s3cret</password></x>", "iq sett <x><password>[redacted]</password></x>"],
    ["foo <x><password>s3cret</password></x>", "foo <x><password>[redacted]</password></x>"],
    ['iq set "<x><password>s3cret</password></x>', 'iq set "<x><password>[redacted]</password></x>'],
  ])("%s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test("also in escapes, and spelt out in bytes", () => {
    const login = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
    expect(shell.mask(`send "${login.replaceAll("'", '\\"')}`)).not.toContain("AG1l");
    const base64 = Buffer.from(login).toString("base64");
    expect(shell.mask(`send --bsae64 ${base64}`)).toBe("send --bsae64 [redacted]");
    const digits = Buffer.from(login).toString("hex").replace(/../g, "$& ").trim();
    expect(shell.mask(`send --hexx ${digits}`)).toBe("send --hexx [redacted]");
  });
});

describe("an alias of a command that takes a secret", () => {
  test("is masked as that command where it is misspelt", async () => {
    const tool = tryOut();
    await tool.run("alias enter = auth me");
    await tool.run("alias greet = message juliet@localhost");
    expect(tool.shell.mask("entre s3cret")).toBe("entre [redacted]");
    expect(tool.shell.mask("enter s3cret --mechansim PLAIN")).toBe("auth me [redacted] --mechansim PLAIN");
    expect(tool.shell.mask("gret you")).toBe("gret you");
  });

  test("is masked also where it is one of an earlier session, or is no more", () => {
    const past = ["alias enter = auth me", "alias greet = message juliet@localhost"];
    const tool = tryOut({ editor: fakeEditor(past) });
    expect(tool.shell.mask("enter s3cret")).toBe("enter [redacted]");
    expect(tool.shell.mask("greet you")).toBe("greet you");
  });
});

test("a password that was used is masked in a mistyped line as well", async () => {
  const tool = tryOut();
  await tool.run("connect");
  await tool.run("send <x><password>hunter02</password></x>");
  expect(tool.shell.mask("ping --timout hunter02")).toBe("ping --timout [redacted-password]");
  expect(tool.shell.mask("foo hunter02")).toBe("foo [redacted-password]");
});

test("a mask that stands for a user's name is not sent", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  const sent = tool.server.received;
  for (const line of [
    "auth [redacted]",
    "auth [redacted] test",
    "auth me=[redacted]",
    "auth me test --authzid [redacted]",
  ]) {
    expect(await tool.run(line)).toEqual({
      status: "wrong usage",
      reason: "Cannot run auth: [redacted] stands for a secret that was not kept (type it again)",
    });
  }
  expect(tool.server.received).toBe(sent);
});
