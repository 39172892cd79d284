import { describe, expect, it } from "vitest";
import {
  at,
  atIn,
  endsWith,
  message,
  openStream,
  type PromptOptions,
  shown,
  startPrompt,
} from "./harness/prompt.ts";

// Without colours nothing is suggested behind the cursor.
const plain: PromptOptions = { env: { NO_COLOR: "1" } };
const start = (options: PromptOptions = {}) => startPrompt(["localhost"], { ...plain, ...options });
const open = (options: PromptOptions = {}) => openStream({ ...plain, ...options });

describe("Tab", () => {
  it.each([
    ["rest", "restart "],
    ["@juliet pres", "@juliet presence "],
    ["bind --no", "bind --no-wait "],
    ["set vi", "set view"],
    ["help mes", "help message "],
    ["<mes", "<message "],
    ["globalThi", "globalThis"],
    ["client.sta", "client.state"],
  ])("completes %s to %s", async (typed, completed) => {
    const prompt = await start();
    prompt.type(typed);
    await prompt.standsAt(at.start + typed);
    prompt.press("tab");
    await prompt.standsAt(at.start + completed);
  });

  it("goes as far as it is clear, then lists what fits, and the line stays", async () => {
    const prompt = await start();
    prompt.type("disc");
    await prompt.standsAt(`${at.start}disc`);
    prompt.press("tab");
    await prompt.standsAt(`${at.start}disco`);
    prompt.press("tab");
    await prompt.waitFor(/\ndisco {7}Ask what [\s\S]*\ndisconnect {2}Drop [\s\S]*open next> disco$/);
    prompt.type("n");
    await prompt.standsAt(`${at.start}discon`);
    prompt.press("tab");
    await prompt.standsAt(`${at.start}disconnect `);
  });

  it("leaves a half-typed line whole while stanzas arrive before, between and behind", async () => {
    const { server, prompt } = await open();
    prompt.type("disc");
    await prompt.standsAt(`${at.opened}disc`);
    server.send(message);
    await prompt.standsAt(`${shown(6)}${at.opened}disc`);
    prompt.press("tab");
    await prompt.standsAt(`${shown(6)}${at.opened}disco`);
    server.send(message);
    await prompt.standsAt(`${shown(7)}${at.opened}disco`);
    prompt.press("tab");
    await prompt.waitFor(/\n {7}<\/message>\ndisco {7}Ask what [\s\S]* disco$/);
    server.send(message);
    await prompt.waitFor(endsWith(`\n${shown(8)}${at.opened}disco`));
  });

  it("lists in the width of a narrow terminal, with the cursor in the middle of a line of two rows", async () => {
    const { prompt } = await open({ columns: 40 });
    const { opened } = atIn(40);
    prompt.type("bind abcdefghij --no-wait 0123456789");
    for (let i = 0; i < 10; i += 1) prompt.press("left");
    prompt.type("--t");
    await prompt.standsAt(`${opened}bind abcdefghij --no-w\nait --t0123456789`);
    prompt.press("tab");
    await prompt.standsAt(`${opened}bind abcdefghij --no-w\nait --timeout0123456789`);
  });

  it("lists wide names below each other, with what they did beside", async () => {
    const { server, prompt } = await open();
    server.send("<presence from='日本@x'/><presence from='日a@x'/>");
    await prompt.waitFor(/日a@x[\s\S]*auth next> $/);
    prompt.type("ping 日");
    await prompt.standsAt(`${at.opened}ping 日`);
    prompt.press("tab");
    await prompt.standsAt(`日a@x   sent presence\n日本@x  sent presence\n${at.opened}ping 日`);
  });

  it("shows what a server has chosen, and the terminal does not obey it", async () => {
    const { server, prompt } = await open();
    const [one, two, odd] = ["evil\u009b2J one@x", "evil\u202etwo@x", "odd\u009b2J name@x"];
    server.send([one, two, odd].map((from) => `<presence from='${from}'/>`).join(""));
    await prompt.waitFor(/odd.*name@x[\s\S]*auth next> $/);
    prompt.type("ping evil");
    await prompt.standsAt(`${at.opened}ping evil`);
    prompt.press("tab");
    await prompt.waitFor(
      /\nevil\\u202etwo@x {3}sent presence\nevil\\x9b2J one@x {2}sent presence\nmain .* ping evil$/,
    );
    prompt.press("ctrl-u");
    prompt.type("ping od");
    await prompt.standsAt(`${at.opened}ping od`);
    prompt.press("tab");
    await prompt.standsAt(`${at.opened}ping "odd\\u{9b}2J name@x" `);
  });

  it("is Tab, and no blank, in the middle of keys that come at once", async () => {
    const prompt = await start();
    prompt.type("presence --sh\taway --nosuch\t\tx");
    await prompt.standsAt(`${at.start}presence --show away --nosuchx`);
  });

  it("is a character in a paste that the terminal does not tell of", async () => {
    const prompt = await start();
    prompt.type('const pasted = "\t";\r');
    prompt.enter("pasted.length");
    await prompt.waitFor(endsWith(`\n1\n${at.start}`));
  });

  it.each(["1 + {", "const a = `x${", "echo ${", 'message("', "r[", '"', 'foo("', 'client["'])(
    "says nothing behind %s, where node finds nothing",
    async (typed) => {
      const prompt = await start();
      prompt.type(typed);
      await prompt.standsAt(at.start + typed);
      prompt.press("tab");
      prompt.type("x");
      // Right below what the program has said when it started.
      await prompt.standsAt(`Ctrl-D leaves.\n${at.start}${typed}x`);
    },
  );

  it("says nothing where nothing fits", async () => {
    const { server, prompt } = await open();
    prompt.type("# nothing");
    await prompt.standsAt(`${at.opened}# nothing`);
    for (const n of [6, 7]) {
      prompt.press("tab");
      server.send(message);
      await prompt.standsAt(`${shown(n)}${at.opened}# nothing`);
    }
    await prompt.standsAt(`${shown(6)}${shown(7)}${at.opened}# nothing`);
  });

  it("goes on in the next row of unfinished XML", async () => {
    const { server, prompt } = await open();
    prompt.enter("<message to='x'>");
    await prompt.standsAt("message> <message to='x'>");
    prompt.type("<bo");
    await prompt.standsAt("message> <message to='x'>\n<bo");
    prompt.press("tab");
    await prompt.standsAt("message body> <message to='x'>\n<body>");
    prompt.type("hi");
    await prompt.standsAt("message body> <message to='x'>\n<body>hi");
    prompt.press("tab");
    await prompt.standsAt("message> <message to='x'>\n<body>hi</body>");
    prompt.enter("</message>");
    await server.receives("<message to='x'>\n<body>hi</body></message>");
  });

  it("goes through a template as through a form, and leaves it as it is", async () => {
    const { server, prompt } = await open({ columns: 120 });
    server.send("<presence from='me@localhost/desk'/>");
    await prompt.waitFor(/desk[\s\S]*auth next> $/);
    prompt.enter("template muc-subject");
    await prompt.waitFor(/auth next> <message to=""[^\n]*$/);
    // "me@localhost/desk" begins with it as well.
    prompt.type("me@localhost");
    prompt.press("tab");
    prompt.type("hi");
    prompt.press("tab");
    prompt.press("tab");
    await prompt.waitFor(/next> <message to="me@localhost"[^\n]*><subject>hi<\/subject><\/message>$/);
  });

  it("shows what an element has of its own, then what its class has, and not what every object has", async () => {
    const { server, prompt } = await open();
    server.send(message);
    await prompt.standsAt(`${shown(6)}${at.opened}`);
    prompt.type("last.");
    await prompt.standsAt(`${at.opened}last.`);
    prompt.press("tab");
    await prompt.waitFor(/\nlast\.attrs [^\n]*\nlast\.children [\s\S]*next> last\.$/);
    expect(prompt.screen()).toContain("last.getChildText");
    expect(prompt.screen()).not.toMatch(/__proto__|hasOwnProperty/);
  });

  it.each(["presence().", "await presence().", "client[presence()].", "(last = 1)."])(
    "runs nothing to complete %s",
    async (typed) => {
      const { server, prompt } = await open();
      prompt.type(typed);
      await prompt.standsAt(at.opened + typed);
      prompt.press("tab");
      prompt.type("x");
      await prompt.standsAt(`${at.opened}${typed}x`);
      server.send(message);
      // Nothing else has become an entry.
      await prompt.waitFor(endsWith(`${shown(6)}${at.opened}${typed}x`));
    },
  );

  it("in unfinished JavaScript completes as node does, and forgets nothing of it", async () => {
    const prompt = await start();
    prompt.enter("[20,");
    await prompt.standsAt("JavaScript> [20,");
    prompt.type("client.nam");
    await prompt.standsAt("JavaScript> [20,\nclient.nam");
    prompt.press("tab");
    await prompt.standsAt("JavaScript> [20,\nclient.name");
    prompt.enter(".length + 18].reduce((a, b) => a + b)");
    await prompt.standsAt(`42\n${at.start}`);
  });
});

describe("arrow-up", () => {
  it("recalls lines, the newest first, to be changed and run again", async () => {
    const prompt = await start();
    for (const line of ["20 + 21", "show state", "help bind"]) prompt.enter(line);
    for (const line of ["help bind", "show state", "20 + 21"]) {
      prompt.press("up");
      await prompt.standsAt(at.start + line);
    }
    prompt.press("backspace");
    prompt.enter("2");
    await prompt.standsAt(`42\n${at.start}`);
  });
});
