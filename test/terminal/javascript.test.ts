import { describe, expect, it } from "vitest";
import { at, message, openStream, shown, startPrompt } from "./harness/prompt.ts";

const start = () => startPrompt(["localhost"]);

describe("JavaScript at the prompt", () => {
  it("shows the value of an expression", async () => {
    const prompt = await start();
    prompt.enter("1+1");
    await prompt.standsAt(`${at.start}1+1\n2\n${at.start}`);
  });

  it("may await, and keeps its variables", async () => {
    const prompt = await start();
    prompt.enter("const answer = await Promise.resolve(21)");
    await prompt.standsAt(`${at.start}const answer = await Promise.resolve(21)\n${at.start}`);
    prompt.enter("answer * 2");
    await prompt.standsAt(`${at.start}answer * 2\n42\n${at.start}`);
  });

  it("loses nothing of what is typed while it runs without a pause", async () => {
    const prompt = await start();
    // A title stays where the line is drawn over whatever else is written there.
    prompt.enter(
      'fs.writeSync(1, "\\x1b]0;begun\\x07"); for (const end = Date.now() + 50; Date.now() < end; );',
    );
    await prompt.waitFor(() => prompt.titles().includes("begun"));
    prompt.enter("6 * 7");
    await prompt.standsAt(`${at.start}6 * 7\n42\n${at.start}`);
  });

  it("shows a variable of a command's name, rather than running the command", async () => {
    const prompt = await start();
    prompt.enter("const reply = 6 * 7");
    await prompt.standsAt(`${at.start}const reply = 6 * 7\n${at.start}`);
    prompt.enter("reply");
    await prompt.standsAt(`${at.start}reply\n42\n${at.start}`);
  });

  it("tells of a command that is named and not called how it is run", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("ping; presence");
    const told = "presence is a command: type it alone, or call it: await presence()";
    await prompt.standsAt(`${at.opened}ping; presence\n${told}\n${at.opened}`);
    prompt.enter("[ping]");
    await prompt.standsAt(`[ [AsyncFunction: ping] ]\n${at.opened}`);
    prompt.enter("send <last/>");
    await server.receives("<last/>");
    expect(server.received()).not.toMatch(/ping|presence/);
  });

  it("asks for the body of a loop", async () => {
    const prompt = await start();
    prompt.enter("for (const n of [20, 22])");
    await prompt.standsAt("JavaScript> for (const n of [20, 22])");
    prompt.enter("n + 20");
    await prompt.standsAt(`42\n${at.start}`);
  });

  it("calls commands as functions, in a loop too", async () => {
    const { server, prompt } = await openStream();
    prompt.enter('for (const n of [1,2,3]) await message("me@localhost", "hi " + n)');
    await server.receives("hi 3");
    await prompt.waitFor(/<body>hi 1<[\s\S]*<body>hi 2<[\s\S]*<body>hi 3<[\s\S]*> $/);
    const messages = [1, 2, 3].map((n) => `<message to="me@localhost"><body>hi ${n}</body></message>`);
    expect(server.received()).toContain(messages.join(""));
  });

  it("shows an element as XML", async () => {
    const { server, prompt } = await openStream();
    server.send("<message from='a@b'><body>hello</body></message>");
    await prompt.waitFor("<body>hello</body>");
    prompt.enter("last");
    await prompt.standsAt(
      `${at.opened}last\n<message from="a@b">\n  <body>hello</body>\n</message>\n${at.opened}`,
    );
  });

  it("gives the reply of a request back", async () => {
    const { server, prompt } = await openStream();
    prompt.enter('const reply = await iq("get", xml("ping"), { id: "p1" })');
    await server.receives("</iq>");
    server.send("<iq type='result' id='p1' from='localhost'/>");
    await prompt.waitFor(/S: <iq type='result'[\s\S]*> $/);
    prompt.enter("reply.attrs.from");
    await prompt.standsAt(`'localhost'\n${at.opened}`);
  });

  it("goes on over several rows while it is unfinished, and says so once", async () => {
    const prompt = await start();
    prompt.enter("[1, 2].map((n) => {");
    await prompt.standsAt("JavaScript> [1, 2].map((n) => {");
    prompt.enter("return n * 21;");
    await prompt.standsAt("JavaScript> [1, 2].map((n) => {\nreturn n * 21;");
    prompt.enter("}).join()");
    await prompt.standsAt(`${at.start}[1, 2].map((n) => {\nreturn n * 21;\n}).join()\n'21,42'\n${at.start}`);
    expect(prompt.scrollback().split("The JavaScript is not complete")).toHaveLength(2);
  });

  it("of several rows is mended where its rows are, and all of it is below what arrives", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("for (const n of [20, 21]) {");
    await prompt.standsAt("JavaScript> for (const n of [20, 21]) {");
    prompt.type("await mess");
    server.send(message);
    await prompt.standsAt(`${shown(6)}JavaScript> for (const n of [20, 21]) {\nawait mess`);
    for (const key of ["ctrl-u", "up", "ctrl-a"] as const) prompt.press(key);
    prompt.type("let sum = 0; ");
    for (const key of ["down", "end"] as const) prompt.press(key);
    prompt.type("sum += n");
    await prompt.standsAt("JavaScript> let sum = 0; for (const n of [20, 21]) {\nsum += n");
    prompt.press("enter");
    prompt.enter("} sum + 1");
    await prompt.standsAt(`42\n${at.opened}`);
  });

  it("takes in empty rows, is dropped by Ctrl-C, and is recalled whole", async () => {
    const prompt = await start();
    prompt.enter("[20,");
    await prompt.standsAt("JavaScript> [20,");
    prompt.type("22");
    await prompt.standsAt("JavaScript> [20,\n22");
    prompt.press("enter");
    prompt.press("enter");
    prompt.type("+ 1");
    await prompt.standsAt("JavaScript> [20,\n22\n\n+ 1");
    prompt.press("ctrl-c");
    await prompt.standsAt(`The unfinished JavaScript was dropped\n${at.start}`);
    prompt.press("up");
    await prompt.standsAt("JavaScript> [20,\n22\n\n+ 1");
    prompt.enter("].reduce((a, b) => a + b)");
    await prompt.standsAt(`43\n${at.start}`);
  });

  it("that a further row breaks says what is wrong, and is recalled whole", async () => {
    const prompt = await startPrompt(["localhost"], { columns: 160 });
    prompt.enter("[20,");
    await prompt.standsAt("JavaScript> [20,");
    prompt.enter("22}");
    const why = "Cannot run it: it is JavaScript that cannot be read: Unexpected token '}'";
    await prompt.standsAt(`JavaScript> [20,\n22}\n${why}\n${at.start}`);
    prompt.press("up");
    await prompt.standsAt("JavaScript> [20,\n22}");
    prompt.press("backspace");
    prompt.type(', "one');
    await prompt.standsAt('JavaScript> [20,\n22, "one');
    prompt.enter('"].length');
    await prompt.standsAt(`${at.start}[20,\n22, "one"].length\n3\n${at.start}`);
  });

  it("prints above the line that is being typed", async () => {
    const prompt = await start();
    prompt.enter(
      'let print; new Promise((resolve) => { print = resolve }).then(() => console.log("later")); 0',
    );
    await prompt.standsAt(`0\n${at.start}`);
    prompt.enter("await 0; queueMicrotask(print); 1");
    prompt.type("half");
    await prompt.waitFor(/later\n[\s\S]*open next> half$/);
  });
});

describe("an error in JavaScript", () => {
  it.each([
    ['throw new Error("boom")', "Uncaught Error: boom"],
    ["nope()", "Uncaught ReferenceError: nope is not defined"],
    ['await Promise.reject(new TypeError("late"))', "Uncaught TypeError: late"],
    ["await message()", /Uncaught Cannot run message: the argument "to" is missing/],
    ["await presence()", /Uncaught Cannot send presence: not connected|Uncaught Cannot .*: not connected/],
    [
      'setImmediate(() => { throw new Error("nobody caught it") }); 0',
      /Uncaught.*nobody caught it|Error: nobody caught it/,
    ],
    ['Promise.reject(new Error("unawaited")); 0', /Error: unawaited/],
  ])("is shown without our own frames, and the prompt is there again: %s", async (line, expected) => {
    const prompt = await startPrompt(["localhost"], { columns: 160 });
    prompt.enter(line);
    await prompt.waitFor((screen) =>
      typeof expected === "string" ? screen.includes(expected) : expected.test(screen),
    );
    prompt.enter("20 + 22");
    await prompt.standsAt(`42\n${at.start}`);
    expect(prompt.scrollback()).not.toMatch(/dist\/|chunks|node:|file:/);
  });

  it("that awaits names no position that nobody has typed", async () => {
    const prompt = await start();
    prompt.enter('await clients.nope.send("x")');
    await prompt.waitFor(/reading\s+'send'[\s\S]*> $/);
    expect(prompt.scrollback()).not.toMatch(/REPL\d/);
  });

  it.each([
    ["restrat", 'Cannot run "restrat": there is no such command (did you mean "restart"?)'],
    ["xyzzy", 'Cannot run "xyzzy": there is no such command (run "help" for a list)'],
    ["openn now", /^Cannot run "openn": .*\(did you mean "open"\?\)$/],
    ["@juliet 1+1", /^Cannot run "1\+1": .*; nor is it JavaScript: after @name comes a command or XML$/],
  ])("is told from a mistyped command: %s", async (line, expected) => {
    const prompt = await startPrompt(["localhost"], { columns: 160 });
    prompt.enter(line);
    await prompt.waitFor(/\nCannot [\s\S]*> $/);
    const [said = ""] = prompt.screen().match(/^Cannot.*/m) ?? [];
    if (typeof expected === "string") expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });
});
