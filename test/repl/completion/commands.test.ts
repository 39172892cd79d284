import { describe, expect, onTestFinished, test } from "vitest";
import { startPractice } from "../../../src/cli/practice-server/practice.ts";
import { logIn, SERVER_HEADER } from "../../helpers/try-out.ts";
import { tryTab } from "./completing.ts";

describe("one press of Tab puts in", () => {
  test.each([
    ["the name of a command", "pres", "presence |"],
    ["as much as all the names that fit have in common", "disc", "disco|"],
    ["nothing where they have no more in common", "res", "res|"],
    ["the name of a command behind @name", "@juliet pres", "@juliet presence |"],
    ["the client behind @", "@ma", "@main |"],
    ["an option", "bind --no", "bind --no-wait |"],
    ["an option behind @name", "@juliet bind --t", "@juliet bind --timeout |"],
    ["one of a few words", "iq se", "iq set |"],
    ["one of the values of an option", "open --tls-min 1.3", "open --tls-min 1.3 |"],
    ["a value behind --option=", "auth --mechanism=PL", "auth --mechanism=PLAIN |"],
    ["a mechanism in the capitals that it has", "auth --mechanism pl", "auth --mechanism PLAIN |"],
    ["no option where an argument comes first", "bind ", "bind |"],
    ["what often stands there, where anything can", "presence --show dn", "presence --show dnd |"],
    ["the name of a command behind help", "help pre", "help presence |"],
    ["the name of a setting behind help", "help limit st", "help limit stanza |"],
    ["the name of a setting behind help set", "help set theme", "help set theme |"],
    ["no name of a client where it may get a new one", "rename ", "rename |"],
    ["the name of a client that is begun", "rename ma", "rename main |"],
    ["a word of a filter behind show", "show mes", "show message |"],
    ["a word of a filter behind another one, behind show", "show message f", "show message from |"],
    ["the first word of a filter that gets a name", "filter work = nonz", "filter work = nonza |"],
    ["a fault", "fault split-u", "fault split-u|"],
    ["a setting of two words", "set limit st", "set limit stanza |"],
    ["the value of a setting", "set view tr", "set view tree |"],
    ["the value of a setting whose name goes on from another's", "set view sent tr", "set view sent tree |"],
    ["a word to be explained", "explain not-autho", "explain not-authorized |"],
    ["a word of a filter", "filter nonz", "filter nonza |"],
    ["a word of a filter behind another", "filter in and nonz", "filter in and nonza |"],
    ["one of the many namespaces behind ns", "filter ns vcard-temp:x:u", "filter ns vcard-temp:x:update |"],
    ["a word of a filter in quotes", 'grep x --filter "nonz', 'grep x --filter "nonza |'],
    ["another one in the same quotes", 'show --filter "in and nonz', 'show --filter "in and nonza |'],
    ["one behind --option=", "show --filter='not nonz", "show --filter='not nonza |"],
    ["a template", "template muc-j", "template muc-join |"],
    ["the line behind an alias's =", "alias hi = mess", "alias hi = message |"],
    ["in the middle of a line", "he|lp bind", "help|lp bind"],
    ["no second blank", "hel| bind", "help |bind"],
    ["nothing in a comment", "# pres", "# pres|"],
    ["nothing behind a closing quote", 'message "juliet@localhost"', 'message "juliet@localhost"|'],
    ["nothing where nothing fits", "auth --mechanism NOSUCH", "auth --mechanism NOSUCH|"],
    ["nothing behind an option that there is not", "bind --nosuch x", "bind --nosuch x|"],
  ])("%s", (_what, line, expected) => {
    expect(tryTab().tab(line)).toBe(expected);
  });

  test.each(["conso", "prev", "const a = ", "[1,2].ma", "bind(", "1 + pres", "login me"])(
    "nothing of ours in what may be JavaScript: %s",
    (line) => {
      expect(tryTab().tab(line)).toBeUndefined();
    },
  );
});

describe("the list tells", () => {
  test("every command with what it does, where nothing is typed", () => {
    const { described, commandNames } = { ...tryTab(), commandNames: ["abort", "wait"] };
    const listed = described("") ?? [];
    expect(listed.find((row) => row.startsWith("presence:"))).toBe("presence: Send presence");
    expect(listed.map((row) => row.split(":")[0])).toEqual(expect.arrayContaining(commandNames));
  });

  test("the options that are left, with their values", () => {
    expect(tryTab().described("bind desk --no-wait --")).toEqual([
      "--timeout DURATION: how long to wait for the reply, as 500ms, 5s or 2m; 0s waits for ever",
    ]);
  });

  test("the options where a command takes no more words", () => {
    expect(tryTab().found("starttls --no-wait --insecure --ca x --pin x --cert x ")).toEqual([
      "--key",
      "--tls-min",
      "--tls-max",
      "--timeout",
    ]);
  });

  test("no options behind --", () => {
    expect(tryTab().found("send -- ")).toEqual([]);
  });

  test("aliases with what they stand for, and what fits behind one as behind that", () => {
    const tool = tryTab();
    tool.aliases.define("hideout", "presence --show");
    expect(tool.described("hid")).toEqual(["hideout: = presence --show"]);
    expect(tool.tab("hideout aw")).toBe("hideout away |");
  });

  test("the settings behind help set, and no command", () => {
    const listed = tryTab().described("help set ") ?? [];
    expect(listed).toContain("limit stanza: the longest element");
    expect(listed.filter((row) => row.startsWith("presence:"))).toEqual([]);
  });

  test("the clients behind rename, of which one may be meant", () => {
    expect(tryTab().described("rename ")).toEqual(["main: offline"]);
  });

  test("behind show what it can show, entries, and the words of a filter: each where it can stand", async () => {
    const tool = tryTab();
    await tool.run("open --no-wait");
    const first = tool.found("show ") ?? [];
    for (const word of ["state", "3", "message", "from", "not"]) expect(first).toContain(word);
    for (const word of ["off", "and"]) expect(first).not.toContain(word);
    expect(tool.described("show f")).toEqual(["features: what the server offered last", "from: from JID"]);
    expect(tool.found("show from ")).toEqual(["localhost"]);
    for (const line of ["show state ", "show 3 "])
      expect(tool.found(line)?.filter((word) => !word.startsWith("--"))).toEqual([]);
  });

  test("what ends a filter behind filter only", () => {
    expect(tryTab().tab("filter of")).toBe("filter off |");
    expect(tryTab().found("grep --filter of")).toEqual([]);
  });

  test("settings with their values, and of a value that it is set", () => {
    const tool = tryTab();
    expect(tool.described("set explain")?.[0]).toMatch(/^explain off: /);
    expect(tool.described("set explain ")).toEqual([
      "off: nothing (as it is now)",
      "on: every new kind of element",
      "all: also every value of an authentication",
    ]);
    expect(tool.described("set view r")).toContain("raw: exactly what is on the wire");
  });

  test("of a setting that is a number what it is now, what it was, and some that it can be", () => {
    const tool = tryTab();
    expect(tool.described("set timeout ")).toEqual(["500ms: ", "5s: as it is now", "2m: "]);
    expect(tool.described("set fold ")).toEqual(["500: as it is now"]);
    tool.settings.set("fold", "80");
    expect(tool.described("set fold ")).toEqual(["80: as it is now", "default: as nobody has set it: 500"]);
  });

  test("the lines that can run again, the newest first", () => {
    const history = ["ping", "again 1", "message juliet@localhost hi", "auth me [redacted]"].map(
      (line, index) => ({ n: index + 1, line }),
    );
    const tool = tryTab({ history });
    expect(tool.described("again ")).toEqual(["3: message juliet@localhost hi", "1: ping"]);
    expect(tool.tab("again mes")).toBe("again message juliet@localhost hi |");
  });

  test("variables with what they stand for, and makes no id for it", async () => {
    const tool = tryTab();
    await tool.run("define greeting Good morning");
    expect(tool.described("message ${gre")).toEqual(["${greeting}: Good morning"]);
    expect(tool.described("iq get --to ${ser")).toEqual(["${server}: localhost"]);
    expect(tool.described("message x ${id")).toEqual(["${id}: a fresh id each time"]);
    expect(tool.described("message x ${pass")).toEqual([
      "${password}: the client's password, in an auth line only",
    ]);
    await tool.run("define m ${id}");
    expect(tool.described("message ${m")).toEqual(["${m}: id-1"]);
  });

  test("$${ is no variable", () => {
    expect(tryTab().found("define x $${ji")).toEqual([]);
  });

  test.each([
    ["presence --show a", "<presence><show>a", ["away: Away for a while"]],
    [
      "message juliet@localhost --type gr",
      "<message type='gr",
      ["groupchat: A message in a room, to everybody in it"],
    ],
    ["iq g", "<iq type='g", ["get: A question: nothing is changed by it"]],
    [
      "presence --type prob",
      "<presence type='prob",
      ["probe: A server asks for somebody's presence on behalf of a subscriber"],
    ],
  ])("what a value means, behind a command as in XML: %s", (line, xml, described) => {
    expect(tryTab().described(line)).toEqual(described);
    expect(tryTab().described(xml)).toEqual(described);
  });

  test("whom the client can authenticate as, and the options", async () => {
    const practice = await startPractice();
    onTestFinished(() => practice.close());
    const configured = ["nurse=angelica@localhost"];
    const tool = tryTab({ practice, setup: { address: undefined, configured } });
    expect(tool.described("auth ")?.slice(0, 5)).toEqual([
      "me: of the practice server, password test",
      "juliet: of the practice server, password test",
      "romeo: of the practice server, password test",
      "angelica: the account of nurse",
      "--mechanism NAME: the SASL mechanism, as the server writes it",
    ]);
    expect(tool.tab("auth ")).toBe("auth |");
    expect(tool.tab("auth an")).toBe("auth angelica |");
    expect(tryTab({ setup: { configured } }).tab("auth an")).toBe("auth angelica |");
    tool.clients.named("nurse");
    expect(tool.described("@nurse auth ")?.[0]).toBe("angelica: your account");
  });

  test("the words that steer a lesson before the commands", () => {
    const words = [{ name: "skip", summary: "does it for you" }];
    expect(tryTab({ words }).described("sk")).toEqual(["skip: does it for you"]);
  });
});

describe("of what the server has said", () => {
  const features =
    "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>" +
    "<mechanism>SCRAM-SHA-1</mechanism><mechanism>X-OWN</mechanism></mechanisms></stream:features>";

  test("the mechanisms that are offered are listed, and which one auth takes", async () => {
    const tool = tryTab();
    tool.server.onData(() => tool.server.send(SERVER_HEADER + features));
    await tool.run("open");
    expect(tool.found("auth me --mechanism ")).toEqual(["PLAIN", "SCRAM-SHA-1", "X-OWN"]);
    const marked = tool.described("auth me --mechanism ")?.filter((row) => row.includes("auth"));
    expect(marked).toEqual([expect.stringMatching(/^SCRAM-SHA-1: .*\("auth" takes it\)$/)]);
  });

  test.each([
    ["before the stream is open", undefined, "Not offered yet"],
    ["where the stream offers none", "<stream:features/>", "Not offered on this stream"],
  ])(
    "%s, the mechanisms that are computed are listed, with that they are not offered",
    async (_when, offer, said) => {
      const tool = tryTab();
      if (offer !== undefined) {
        tool.server.onData(() => tool.server.send(SERVER_HEADER + offer));
        await tool.run("open");
      }
      for (const line of ["auth me --mechanism ", "<auth mechanism='"]) {
        const listed = tool.described(line) ?? [];
        expect(listed).toContain(`SCRAM-SHA-512: ${said}. SCRAM with SHA-512.`);
        expect(listed.filter((row) => !row.includes(said))).toEqual([]);
      }
    },
  );

  test("the requests that wait for an answer are listed, and nothing else that was received", async () => {
    const tool = tryTab();
    await logIn(tool);
    expect(tool.found("reply ")).toEqual(["--error", "--text"]);
    tool.server.send("<iq type='get' id='p' from='juliet@localhost/x'><ping xmlns='urn:xmpp:ping'/></iq>");
    expect(tool.described("reply ")).toEqual(["17: iq get, <ping> from juliet@localhost/x"]);
  });

  test("where something is sent again, edited or compared, only what was on the wire is listed", async () => {
    const tool = tryTab();
    await tool.run("open --no-wait");
    tool.transcript.append("main", { type: "note", by: "tool", text: "a remark" });
    for (const command of ["resend", "edit", "diff", "diff 3"]) {
      expect(tool.described(`${command} `)?.filter((row) => /^\d/.test(row))).toEqual([
        "3: sent: stream header",
      ]);
    }
    expect(tool.found("show ")?.filter((row) => /^\d/.test(row))).toEqual(["4", "3", "2", "1"]);
  });

  test("the last entries are listed by number, and no secret is told", async () => {
    const tool = tryTab();
    await logIn(tool);
    const listed = tool.described("resend ") ?? [];
    expect(listed.length).toBe(10);
    expect(listed[0]).toBe('16: received: <iq type="result">');
    expect(listed.join("\n")).not.toContain("test");
  });
});

test("a password that was used is taken out of what the list says, where secrets are hidden", async () => {
  const tool = tryTab();
  await logIn(tool);
  await tool.run('auth me "correct horse" --mechanism PLAIN --no-wait');
  await tool.run('filter pw = text "this is correct horse"');
  // A description is cut somewhere: the secret is known though it stands there.
  await tool.run(`define long "${"x".repeat(50)} correct horse"`);
  const hidden = "[redacted-password]";
  expect(tool.described("filter p")).toContain('pw: text "this is correct horse"');
  await tool.run("set secrets hide");
  expect(tool.described("filter p")).toContain(`pw: text "this is ${hidden}"`);
  expect(tool.described("message ${lo")).toEqual([`\${long}: ${"x".repeat(50)} ${hidden}`]);
});
