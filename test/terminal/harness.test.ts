import { existsSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openTerminal, type TerminalOptions, type TestTerminal } from "./harness/terminal.ts";

const opened: TestTerminal[] = [];

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await Promise.all(opened.splice(0).map((terminal) => terminal.stop()));
});

function run(program: string, options: Partial<TerminalOptions> = {}): TestTerminal {
  const terminal = openTerminal({ command: process.execPath, args: ["-e", program], ...options });
  opened.push(terminal);
  return terminal;
}

/** A prompt that answers each line; Ctrl-C and Ctrl-D end it with exit codes of their own. */
const prompt = `
  const lines = require("node:readline").createInterface({ input: process.stdin, output: process.stdout });
  lines.on("line", (line) => { console.log("you said " + line); lines.prompt(); });
  lines.on("SIGINT", () => process.exit(130));
  lines.on("close", () => process.exit(0));
  lines.prompt();`;

/** Shows all input as JSON, each chunk on a line. It stands before the output that a test waits for. */
const raw = `process.stdin.setRawMode(true).on("data", (data) => console.log(JSON.stringify(String(data))));`;

describe("the screen", () => {
  it("shows what was typed and answered, and where the cursor is", async () => {
    const terminal = run(prompt);
    await terminal.waitFor("> ");
    terminal.type("hello");
    terminal.press("enter");
    await terminal.waitFor(/you said hello\n> $/);
    terminal.press("up");
    await terminal.waitFor((screen) => screen.endsWith("> hello"));
    expect(terminal.screen()).toBe("> hello\nyou said hello\n> hello");
    expect(terminal.cursor()).toEqual({ row: 2, column: 7 });
  });

  it.each([
    ["日本", 4],
    ["가나", 4],
    ["😀✅", 4],
    ["ｱｲ", 2],
    ["e\u0301", 1],
    ["①é", 2],
  ])("counts the cells of %s as the program does", async (text, column) => {
    const terminal = run(`${raw} process.stdout.write(${JSON.stringify(text)} + "\\x1b[6n");`);
    // The program asks the terminal where the cursor is, and gets an answer.
    await terminal.waitFor(`[1;${column + 1}R`);
    expect(terminal.screen().startsWith(text)).toBe(true);
  });

  it("is the last rows; the rest is in the scrollback, with wrapped lines in one piece", async () => {
    const terminal = run(
      `console.log("ab ".repeat(9) + "日本"); for (let i = 1; i < 6; i++) console.log(i);`,
      {
        columns: 10,
        rows: 4,
      },
    );
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen()).toBe("3\n4\n5");
    expect(terminal.scrollback()).toBe(`${"ab ".repeat(9)}日本\n1\n2\n3\n4\n5`);
  });

  it("joins a line whose wide character did not fit into the last cell", async () => {
    const terminal = run(`console.log("123456789日本")`, { columns: 10 });
    await terminal.exited;
    expect(terminal.screen()).toBe("123456789\n日本");
    expect(terminal.scrollback()).toBe("123456789日本");
  });

  it("changes its size, and the program is told", async () => {
    const terminal = run(
      `process.stdout.on("resize", () => console.log(process.stdout.columns, process.stdout.rows)); ${raw}
       console.log("0123456789");`,
      { columns: 40, rows: 10 },
    );
    await terminal.waitFor("0123456789");
    await terminal.resize(5, 8);
    await terminal.waitFor("5 8");
    expect(terminal.screen()).toBe("01234\n56789\n5 8");
  });

  it("knows the titles that were set", async () => {
    const terminal = run(`process.stdout.write("\\x1b]0;one\\x07\\x1b]2;two\\x1b\\\\done")`);
    await terminal.waitFor("done");
    expect(terminal.titles()).toEqual(["one", "two"]);
  });
});

describe("input", () => {
  it("is pasted in brackets when the program asked for them, and plain otherwise", async () => {
    const asking = run(`${raw} process.stdout.write("\\x1b[?2004hready\\n");`);
    const other = run(`${raw} console.log("ready");`);
    await Promise.all([asking.waitFor("ready"), other.waitFor("ready")]);
    for (const terminal of [asking, other]) terminal.paste("<a>\n</a>");
    await asking.waitFor(String.raw`"\u001b[200~<a>\r</a>\u001b[201~"`);
    await other.waitFor(String.raw`"<a>\r</a>"`);
  });

  it("is refused when the program has ended", async () => {
    const terminal = run(`console.log("bye")`);
    await terminal.exited;
    expect(() => terminal.type("x")).toThrow('Cannot type "x": the program has ended\nbye');
  });
});

describe("the end", () => {
  it.each([
    ["ctrl-c", 130],
    ["ctrl-d", 0],
  ] as const)("comes with %s, and is told as an exit code", async (key, code) => {
    const terminal = run(prompt);
    await terminal.waitFor("> ");
    terminal.press(key);
    expect(await terminal.exited).toBe(code);
  });

  it("counts a signal as a shell does", async () => {
    const terminal = run(`process.kill(process.pid, "SIGTERM"); ${raw}`);
    expect(await terminal.exited).toBe(143);
  });

  it("comes with stop(), even for a program that does not want it, and takes the home folder away", async () => {
    const terminal = run(`process.on("SIGHUP", () => {}); ${raw} console.log(process.env.HOME);`);
    await terminal.waitFor(terminal.home);
    await terminal.stop();
    expect(await terminal.exited).toBe(137);
    expect(existsSync(terminal.home)).toBe(false);
  });
});

describe("a wait", () => {
  it("fails with the screen when the program has ended without it", async () => {
    const terminal = run(`console.log("something else")`);
    await expect(terminal.waitFor("hello")).rejects.toThrow(
      'Waited for "hello": the program has ended; the screen shows\nsomething else',
    );
  });

  it("fails with the screen after ten seconds", async () => {
    const terminal = run(`console.log("something else"); ${raw}`);
    await terminal.waitFor("something else");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const wait = terminal.waitFor(/hel+o/);
    vi.advanceTimersByTime(10_000);
    await expect(wait).rejects.toThrow(
      "Waited for /hel+o/: it did not come in 10 s; the screen shows\nsomething else",
    );
  });
});

it("keeps the test's own environment from the program unless it is asked for", async () => {
  for (const name of ["CI", "NO_COLOR", "FORCE_COLOR"]) vi.stubEnv(name, "1");
  const terminal = run(`console.log(Object.keys(process.env).sort().join(" "))`, { env: { NO_COLOR: "1" } });
  await terminal.exited;
  expect(terminal.screen()).toBe("HOME LANG NO_COLOR PATH PWD TERM TERM_PROGRAM XDG_STATE_HOME");
});
