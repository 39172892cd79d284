// Elements that take their time, as they are seen while they come.
import { describe, expect, it } from "vitest";
import { at, openStream, startPrompt } from "./harness/prompt.ts";

const begun = [
  "    S: <message from='romeo@localhost'>",
  "         <body>",
  "           But so",
  "    -- 44 characters so far, waits for </body></message>",
  "",
].join("\n");

describe("an element that is still open", () => {
  it("stands above the half-typed line, and its entry takes its place when it is whole", async () => {
    const { server, prompt } = await openStream();
    prompt.type("pi");
    await prompt.standsAt(`${at.opened}pi`);
    server.send("<message from='romeo@localhost'><body>But so");
    await prompt.standsAt(`${begun}${at.opened}pi`);
    prompt.type("n");
    await prompt.standsAt(`${begun}${at.opened}pin`);
    server.send("ft</body></message>");
    const whole =
      "  6 S: <message from='romeo@localhost'>\n         <body>But soft</body>\n       </message>\n";
    await prompt.standsAt(`${whole}${at.opened}pin`);
    expect(prompt.scrollback()).not.toContain("so far");
  });

  it("says what ends the markup in which it stops", async () => {
    const { server, prompt } = await openStream();
    server.send("<message a='x>y");
    await prompt.waitFor("-- 15 characters so far, waits for '>\n");
    server.send("'><!-- a > ");
    await prompt.waitFor("-- 26 characters so far, waits for --> and </message>\n");
    server.send("--><body>hal</bo");
    await prompt.waitFor("-- 42 characters so far, waits for the rest of </body> and </message>\n");
  });

  it("is gone when the connection breaks, and what has come of it is told", async () => {
    const { server, prompt } = await openStream();
    server.send("<message from='romeo@localhost'><body>But so");
    await prompt.standsAt(`${begun}${at.opened}`);
    server.reset();
    await prompt.waitFor(
      (screen) => screen.endsWith(`\n${at.start.trimEnd()}`) && !screen.includes("so far"),
    );
    expect(prompt.scrollback()).toMatch(
      /<message from='romeo@localhost'><body>But so[\s\S]*-- disconnected by the server/,
    );
  });

  it("grows, says how much of it is hidden, and leaves the rows above it alone", async () => {
    const { server, prompt } = await openStream({ rows: 18 });
    for (let n = 1; n <= 12; n += 1) {
      server.send(n === 1 ? "<message><a/>" : "<a/>");
      const hidden = n > 4 ? `    -- its first ${n - 3} rows are hidden until it is whole\n` : "";
      const rows = hidden + "         <a/>\n".repeat(Math.min(n, 4));
      const said = `    -- ${9 + 4 * n} characters so far, waits for </message>\n`;
      await prompt.standsAt(`${rows}${said}${at.opened}`);
    }
    server.send("</message>");
    await prompt.standsAt(`         <a/>\n       </message>\n${at.opened}`);
    expect(prompt.scrollback()).not.toContain("so far");
    expect(prompt.scrollback().match(/-- connected to/g)).toHaveLength(1);
  });
});

it("the fault drip is seen at work", async () => {
  const prompt = await startPrompt([]);
  await prompt.waitFor("The practice server is at ");
  prompt.enter("fault drip");
  await prompt.waitFor('It lasts until "fault off"');
  prompt.enter("open");
  await prompt.waitFor(/characters so far, waits for /);
  await prompt.waitFor(/S: <stream:features>[\s\S]* answers #\d+, .*\nmain stream open, \w+ next> $/);
  expect(prompt.scrollback()).not.toContain("so far");
});
