import { describe, expect, test } from "vitest";
import { answerSasl } from "../../helpers/sasl-answers.ts";
import { answerHandshake } from "../../helpers/try-out.ts";
import { loggedIn, rows, session } from "./saved.ts";

test("lines become steps; address, user and password stay out, and the mechanism that was used is named", async () => {
  const { run, save, tool } = session();
  answerHandshake(tool.server);
  await run(
    "open localhost:5222",
    "auth me test",
    "restart",
    "bind desk",
    "show state",
    "presence --show away",
  );
  expect(await save()).toBe(
    rows("open", "auth --mechanism PLAIN", "restart", "bind desk", "presence --show away"),
  );
  expect(tool.shown).toContain(
    "saved 5 steps to saved.xmpp (run it: xmpp-repl run saved.xmpp --server localhost:5222 --jid me@localhost)\n" +
      "  no password is in it: it comes from XMPP_PASSWORD\n",
  );
});

test("the title says with whom and when", async () => {
  const { save, tool } = await loggedIn();
  await save();
  expect(tool.saved.get("saved.xmpp")).toMatch(
    /^# Saved from a session with localhost:5222 on 2026-01-01\nopen\n/,
  );
});

test("options that are for one machine are taken off their lines", async () => {
  const { run, save, tool } = session();
  answerHandshake(tool.server);
  await run("open --host localhost --port 5222 --lang de --timeout 2s", "close");
  expect(await save()).toBe(rows("open --lang de --timeout 2s", "close"));
  expect(tool.shown).toContain('--host --port of "open" counts on the command line only');
});

test("a domain that the account does not give stays on the line", async () => {
  const { run, save, tool } = session({ setup: { jid: "me@localhost" } });
  answerHandshake(tool.server);
  await run("open --to elsewhere.example", "auth me test", "restart", "bind");
  expect(await save()).toBe(rows("open --to elsewhere.example", "auth --mechanism PLAIN", "restart", "bind"));
});

describe("what is known to be another next time", () => {
  test("own JIDs are variables, in what is sent and in what is expected", async () => {
    const { run, save, receive } = await loggedIn();
    await run("<message to='me@localhost/desk' id='a1'><body>me@localhost/desk</body></message>");
    receive(
      "<message from='me@localhost/desk' to='me@localhost/desk' id='a1' xml:lang='en'><body>me@localhost/desk</body>" +
        "<stanza-id xmlns='urn:xmpp:sid:0' id='4711' by='me@localhost'/></message>",
    );
    await run("message me@localhost hello", "ping localhost --no-wait");
    expect(await save()).toBe(
      rows(
        "<message to='${jid}' id='a1'><body>me@localhost/desk</body></message>",
        "expect",
        '  <message from="${jid}" id="a1">',
        "    <body>me@localhost/desk</body>",
        '    <stanza-id xmlns="urn:xmpp:sid:0" id="{any}" by="${bare}"/>',
        "  </message>",
        "message ${bare} hello",
        "ping ${domain} --no-wait",
      ),
    );
  });

  test("times and counters are left open", async () => {
    const { run, save, receive } = await loggedIn();
    await run("send <enable xmlns='urn:xmpp:sm:3'/>");
    receive(
      "<a xmlns='urn:xmpp:sm:3' h='1'/>",
      "<message from='localhost'><x xmlns='urn:x' when='2026-01-01T10:00:00Z'/></message>",
    );
    expect(await save()).toBe(
      rows(
        "send",
        "  <enable xmlns='urn:xmpp:sm:3'/>",
        "expect",
        '  <a xmlns="urn:xmpp:sm:3" h="{any}"/>',
        "expect",
        '  <message from="${domain}">',
        '    <x xmlns="urn:x" when="{any}"/>',
        "  </message>",
      ),
    );
  });

  test("a value that was made up by the server and sent later is captured and put in", async () => {
    const { run, save, receive } = await loggedIn();
    await run("send <enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    receive("<enabled xmlns='urn:xmpp:sm:3' id='sm-8d2f' resume='true'/>");
    await run("send <resume xmlns='urn:xmpp:sm:3' previd='sm-8d2f' h='0'/>");
    expect(await save()).toBe(
      rows(
        "send",
        "  <enable xmlns='urn:xmpp:sm:3' resume='true'/>",
        "expect",
        '  <enabled xmlns="urn:xmpp:sm:3" id="{capture:enabled-id}" resume="true"/>',
        "send",
        "  <resume xmlns='urn:xmpp:sm:3' previd='${enabled-id}' h='0'/>",
      ),
    );
  });

  test("the id of a request that is answered by hand, or by its number, is captured", async () => {
    const { run, save, receive } = await loggedIn();
    const ask = (id: string) =>
      `<iq type='set' id='${id}' from='me@localhost'><query xmlns='jabber:iq:roster' ver='7'><item jid='a@b'/></query></iq>`;
    receive(ask("push1"));
    await run("<iq type='result' id='push1'/>");
    receive(ask("push2"));
    await run("reply 16");
    const text = await save();
    expect(text).toContain('  <iq type="set" id="{capture:iq-id}" from="${bare}">\n');
    expect(text).toContain("<iq type='result' id='${iq-id}'/>\n");
    expect(text).toContain('    <query xmlns="jabber:iq:roster">\n');
  });

  test("a value that was defined is named by it, also where it was drawn", async () => {
    const { run, save, receive, tool } = await loggedIn();
    await run("define m ${id}", "message juliet@localhost hi --id ${m}");
    const id = tool.server.received.match(/id="(id-\d+)"[^<]*><body>/)?.[1];
    receive(`<message from='me@localhost' id='${id}'><body>hi</body></message>`);
    expect(await save()).toBe(
      rows(
        "define m ${id}",
        "message juliet@localhost hi --id ${m}",
        "expect",
        '  <message from="${bare}" id="${m}">',
        "    <body>hi</body>",
        "  </message>",
      ),
    );
  });
});

test("what looks like a placeholder or a variable is escaped, sent and received", async () => {
  const { run, save, receive } = await loggedIn();
  for (const [id, body] of ["{any}", "${jid}", "{re:x}", "$${x}", "a {any}"].entries()) {
    await run(`<message id='m${id}'><body>${body}</body></message>`);
    receive(`<message id='m${id}'><body>${body}</body></message>`);
  }
  const text = await save();
  const bodies = Array.from(text.matchAll(/<body>(.*)<\/body>/g), ([, body]) => body);
  expect(bodies).toEqual([
    ...["{any}", "{re:\\{any\\}}"],
    ...["$${jid}", "$${jid}"],
    ...["{re:x}", "{re:\\{re:x\\}}"],
    ...["$$${x}", "$$${x}"],
    ...["a {any}", "a {any}"],
  ]);
});

describe("SASL", () => {
  const failure =
    "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text>No!</text></failure>";
  const success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
  const byHand = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
  const PLAIN = "AG1lAFdyb25nNDF4eA==";

  test("a wrong password becomes another wrong one, and its failure a pattern", async () => {
    const { run, save, tool } = session();
    answerSasl(tool, { mechanisms: ["PLAIN"], replies: [failure, success] });
    await run("open", "auth me wrong", "auth me test");
    expect(await save()).toBe(
      rows(
        "open",
        "# The password was not the right one: another that is not stands in its place",
        "auth ${bare} not-the-password --mechanism PLAIN",
        '  <failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl">',
        "    <not-authorized/>",
        "  </failure>",
        "auth --mechanism PLAIN",
      ),
    );
    expect(tool.saved.get("saved.xmpp")).not.toMatch(/wrong\b(?! one)|test/);
  });

  test("PLAIN typed as XML is computed, because it holds the password", async () => {
    const { run, save, tool } = session();
    answerSasl(tool, { mechanisms: ["PLAIN"], replies: [success] });
    await run("open", byHand);
    expect(await save()).toBe(
      rows(
        "open",
        "# PLAIN was made by hand: its message may hold the password, so it is computed here",
        "auth --mechanism PLAIN",
      ),
    );
  });

  test("SCRAM made by hand, message by message, is one step", async () => {
    const { run, save, tool } = session();
    const challenge = "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1h</challenge>";
    answerSasl(tool, { mechanisms: ["SCRAM-SHA-1"], replies: [challenge, success] });
    await run("open", "auth --mechanism SCRAM-SHA-1 --initial-text n,,n=me,r=a", "respond c2VjcmV0");
    expect(await save()).toBe(
      rows(
        "open",
        "# SCRAM-SHA-1 was made by hand: its messages fit one exchange only, so it is computed here",
        "auth --mechanism SCRAM-SHA-1",
      ),
    );
  });

  test("a message that the server could not read is one that it cannot read, and not the one that was typed", async () => {
    const { run, save, tool } = session();
    const malformed = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><malformed-request/></failure>";
    answerSasl(tool, { mechanisms: ["PLAIN"], replies: [malformed] });
    await run("open", byHand.replace(/>AG.*=</, `>${btoa("me:test")}<`));
    const text = await save();
    expect(text).toContain(">bm9uc2Vuc2U=</auth>\nexpect\n");
    expect(text).not.toContain(btoa("me:test"));
  });

  test.each([PLAIN, "Wrong35xx", "--text Wrong35xx"])(
    "an answer to no challenge may be the password: respond %s",
    async (answer) => {
      const { run, save, tool } = session();
      answerSasl(tool, { mechanisms: ["PLAIN"], replies: [failure, failure] });
      await run("open", "auth me wrong", `respond ${answer}`);
      const text = await save();
      expect(text).toContain("# Left out, because it holds a secret: respond");
      expect(text).toContain("[redacted]");
      expect(text).not.toMatch(/Wrong35xx|AG1l/);
      expect(tool.shown).toContain("a line that holds a secret is left out");
    },
  );

  test("an exchange that went step by step goes so again, and one that was given up is given up", async () => {
    const { run, save, tool } = session();
    const aborted = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><aborted/></failure>";
    const challenge = `<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${btoa("r=x,s=AA==,i=4096")}</challenge>`;
    answerSasl(tool, { mechanisms: ["SCRAM-SHA-1", "PLAIN"], replies: [challenge, aborted, success] });
    await run(
      "open",
      "auth me test --mechanism SCRAM-SHA-1 --step",
      "abort",
      "auth me test --mechanism PLAIN --step",
    );
    expect(await save()).toBe(
      rows("open", "auth --mechanism SCRAM-SHA-1 --step", "abort", "auth --mechanism PLAIN --step"),
    );
  });

  test("the secret of a component is asked for by a step of its own", async () => {
    const { run, save, tool, receive } = session();
    const opened =
      "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='1'>";
    tool.server.onData((text) => receive(text.includes("<handshake>") ? "<handshake/>" : opened));
    await run("component ext.localhost secret --host localhost");
    receive("<message from='me@localhost/x' to='ext.localhost'/>");
    await run("<message from='ext.localhost' to='me@localhost'/>");
    expect(await save()).toBe(
      rows(
        "component ext.localhost",
        "handshake",
        "# Left out: a message from me@localhost/x, who is no client of this session: it will not come by itself",
        "<message from='${domain}' to='me@localhost'/>",
      ),
    );
    expect(tool.shown).toContain("xmpp-repl run saved.xmpp --server localhost:5347");
  });

  test("whoever is not the account stays on the line", async () => {
    const { run, save, tool } = session();
    answerSasl(tool, { mechanisms: ["PLAIN"], replies: [success, success] });
    await run("open", "auth me test", "auth juliet test2");
    expect(await save()).toBe(rows("open", "auth me --mechanism PLAIN", "auth --mechanism PLAIN"));
  });
});

describe("what came", () => {
  test("as a reply stands beneath its command, where it says something or is an error", async () => {
    const { run, save, tool, receive } = await loggedIn();
    tool.server.onData((text) => {
      const id = /id="([^"]*)"/.exec(text)?.[1];
      if (text.includes("xmpp:ping")) receive(`<iq type='result' id='${id}' from='localhost'/>`);
      if (text.includes("jabber:iq:version"))
        receive(
          `<iq type='error' id='${id}' from='localhost'><query xmlns='jabber:iq:version'/><error type='cancel' code='503'>` +
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No</text></error></iq>",
        );
      if (text.includes("jabber:iq:roster"))
        receive(
          `<iq type='result' id='${id}' to='me@localhost/desk'><query xmlns='jabber:iq:roster' ver='3'><item jid='a@b'/></query></iq>`,
        );
    });
    await run("ping", "version", "roster");
    expect(await save()).toBe(
      rows(
        "ping",
        "version",
        '  <iq type="error">',
        '    <error type="cancel">',
        '      <service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>',
        "    </error>",
        "  </iq>",
        "roster",
        '  <iq type="result">',
        '    <query xmlns="jabber:iq:roster">',
        '      <item jid="a@b"/>',
        "    </query>",
        "  </iq>",
      ),
    );
  });

  test("and was expected stays as it was typed, and what it passed over is expected as well", async () => {
    const { run, save, receive } = await loggedIn();
    receive(
      "<message id='1' from='localhost'/>",
      "<message id='2' from='localhost'><body>x</body></message>",
    );
    await run(
      "expect <message from='localhost'>\n  <body>{any}</body>\n</message>",
      "expect --timeout 1ms <presence/>",
    );
    expect(await save()).toBe(
      rows(
        "expect",
        '  <message id="{any}" from="${domain}"/>',
        "expect",
        "  <message from='localhost'>",
        "    <body>{any}</body>",
        "  </message>",
        "# Left out, because what it expected has not come: expect --timeout 1ms <presence/>",
      ),
    );
  });

  test("from outside is left out, with a comment that says so", async () => {
    const { run, save, receive } = await loggedIn();
    receive(
      "<message from='nurse@verona.example/x'><body>come</body></message>",
      "<message from='juliet@localhost/b'><body>come</body></message>",
      "<message from='room@muc.localhost/me'/>",
      "<message from='me@localhost/desk'><delay xmlns='urn:xmpp:delay' stamp='2020-01-01T00:00:00Z'/></message>",
      "<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
    );
    await run("reply");
    expect(await save()).toBe(
      rows(
        "# Left out: a message from nurse@verona.example/x, who is no client of this session: it will not come by itself",
        "# Left out: a message from juliet@localhost/b, who is no client of this session: it will not come by itself",
        "expect",
        '  <message from="room@muc.localhost/me"/>',
        "# Left out: a message from me@localhost/desk, which was sent before this session began",
        "# Left out: an iq from localhost: a ping, which comes by the server's clock",
        "# Left out, because it answers an iq from localhost: a ping, which comes by the server's clock: reply",
      ),
    );
  });

  test("as a stream error is what its cause is followed by", async () => {
    const { run, save, receive } = await loggedIn();
    await run("send <message><a></message>");
    receive(
      "<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Oh</text></stream:error>",
    );
    expect(await save()).toBe(
      rows(
        "send",
        "  <message><a></message>",
        "expect",
        "  <stream:error>",
        '    <not-well-formed xmlns="urn:ietf:params:xml:ns:xmpp-streams"/>',
        "  </stream:error>",
      ),
    );
  });

  test("behind our end tag is expected before it, because it was on its way", async () => {
    const { run, save, tool, receive } = await loggedIn();
    tool.server.onData((text) => {
      if (text.includes("</stream:stream>")) receive("");
    });
    await run("presence");
    receive("<presence from='me@localhost/desk'/>");
    await run("close");
    expect(await save()).toBe(rows("presence", "expect", '  <presence from="${jid}"/>', "close"));
  });
});

test("what JavaScript has sent is sent, element by element", async () => {
  const { save, tool } = await loggedIn();
  const { session: sender } = tool.clients.current;
  await tool.run("presence");
  for (const n of [1, 2]) sender.send(`<message to='me@localhost/desk' id='j${n}'/>`);
  expect(await save()).toBe(
    rows("presence", "send", "  <message to='${jid}' id='j1'/>", "send", "  <message to='${jid}' id='j2'/>"),
  );
});

test("a text that no block can hold is sent as a word, and bytes that are no text in hexadecimal", async () => {
  const { run, save } = await loggedIn();
  await run('send " "', "send --hex 3c61ff", 'send "<a/>\\n"');
  expect(await save()).toBe(rows('send " "', "send --hex 3c61ff", 'send "<a/>\\n"'));
});

test("lines that turn out to hold a password are left out, with a comment", async () => {
  const { run, save, tool } = await loggedIn();
  await run("define x hunter02", "message juliet@localhost it is hunter02");
  await run("<x xmlns='urn:x'><password>hunter02</password></x>", "presence --status hunter02");
  expect(await save()).not.toContain("hunter02");
  expect(tool.saved.get("saved.xmpp")).toContain(
    "# Left out, because it holds a secret: define x [redacted-password]\n",
  );
});

test("secrets that no step can do without are left out, with a comment", async () => {
  const { run, save, tool } = await loggedIn();
  await run(
    "iq set --no-wait <query xmlns='jabber:iq:register'><username>me</username><password>secret</password></query>",
    "send <iq type='set' id='r'><query xmlns='jabber:iq:register'><password>secret</password></query></iq>",
  );
  expect(await save()).toBe(
    rows(
      "# Left out, because it holds a secret: iq set --no-wait <query xmlns='jabber:iq:register'><username>me</username><password>[redacted]</password></query>",
      "# Left out, because it holds a secret: <iq type='set' id='r'><query xmlns='jabber:iq:register'><password>[redacted]</password></query></iq>",
    ),
  );
  expect(tool.shown).toContain("is left out");
});

test("lines that came to nothing are left out, with a comment", async () => {
  const { run, save } = session();
  await run("bind desk", "define room lobby");
  expect(await save()).toBe(rows("# Left out, because it did nothing: bind desk", "define room lobby"));
});

test("an unanswered request is sent without waiting", async () => {
  const { run, save } = await loggedIn();
  await run("ping --timeout 1ms");
  expect(await save()).toBe(rows("ping --no-wait --timeout 1ms"));
});

test("a request that the server answered by closing is not waited for, and the end is expected", async () => {
  const { run, save, tool } = await loggedIn();
  tool.server.onData((text) => {
    if (text.includes("xmpp:ping")) tool.server.close();
  });
  await run("ping");
  expect(await save()).toBe(rows("ping --no-wait", "expect closed"));
});

test("a request in several rows is one row", async () => {
  const { run, save } = await loggedIn();
  await run("iq get --no-wait <query\n  xmlns='urn:x'>\n  <a>1\n2</a>\n</query>");
  expect(await save()).toBe(rows("iq get --no-wait <query xmlns='urn:x'><a>1&#10;2</a></query>"));
});

describe("it refuses", () => {
  test("to write over a file, unless told to", async () => {
    const { tool } = await loggedIn();
    await tool.run("save a.xmpp");
    expect(await tool.run("save a.xmpp")).toEqual({
      status: "wrong usage",
      reason: 'Cannot save to "a.xmpp": the file is there already (--force writes over it)',
    });
    expect(await tool.run("save a.xmpp --force")).toMatchObject({ status: "passed" });
  });

  test("a session without steps, and one of which the beginning was dropped", async () => {
    const { tool } = session();
    expect(await tool.run("save a.xmpp")).toMatchObject({
      reason: "Cannot save: the session has no steps yet (run a few lines first)",
    });
    const long = await loggedIn();
    await long.run("set keep entries 3", "presence", "presence");
    expect(await long.tool.run("save a.xmpp")).toHaveProperty(
      "reason",
      expect.stringMatching(/^Cannot save: \d+ entries of the session were dropped/),
    );
  });
});

test("--raw keeps everything as it was, secrets too where the command line says so", async () => {
  const { run, save, receive, tool } = await loggedIn({ setup: { showSecrets: true } });
  await run("message me@localhost/desk hi");
  receive("<message from='nurse@verona.example/x' id='7'><body>{any}</body></message>");
  const text = await save("--raw");
  expect(text).toContain("auth me test\n");
  expect(text).toContain('bind desk\n  <iq type="result" id="id-1">\n');
  expect(text).toContain(
    rows(
      "message me@localhost/desk hi",
      "expect",
      '  <message from="nurse@verona.example/x" id="7">',
      "    <body>{re:\\{any\\}}</body>",
      "  </message>",
    ),
  );
  expect(tool.shown).not.toContain("secrets are masked");
});

test("--raw masks secrets without --show-secrets, also at a terminal that shows them, and says so", async () => {
  const { save, tool } = await loggedIn();
  expect(await save("--raw")).toContain("auth me [redacted]\n");
  expect(tool.shown).toContain("secrets are masked");
});

test("--scs writes the stanzas from bind on, in Scansion's words", async () => {
  const { run, save, receive } = await loggedIn({ isPrivate: false });
  await run("presence", "send <r xmlns='urn:xmpp:sm:3'/>", "message me@localhost/desk hi");
  receive(
    "<message from='me@localhost/desk' to='me@localhost/desk'><body>hi</body><x xmlns='urn:x' id='7'><y/></x></message>",
  );
  expect(await save("--scs")).toBe(
    [
      "",
      "[Client] Main",
      "\tjid: me@localhost",
      "\tresource: desk",
      "",
      "-----",
      "",
      "Main connects",
      "",
      "Main sends:",
      "\t<presence/>",
      "",
      "# Left out: Main sent what is no stanza",
      "",
      "Main sends:",
      '\t<message to="${Main\'s full JID}"><body>hi</body></message>',
      "",
      "Main receives:",
      '\t<message from="${Main\'s full JID}">',
      "\t  <body>hi</body>",
      '\t  <x xmlns="urn:x" id="{scansion:any}" scansion:strict="false">',
      '\t    <y scansion:strict="false"/>',
      "\t  </x>",
      "\t</message>",
      "",
    ].join("\n"),
  );
});
