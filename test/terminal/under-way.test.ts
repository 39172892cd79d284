// Whoever waits is told for what, and which of the lines typed meanwhile has brought what comes then.
import { describe, expect, it } from "vitest";
import { at, message, openStream, shown } from "./harness/prompt.ts";

const EXPECT = "main stream open, auth next> expect --timeout 60s <message/>\n";
const EXPECTING = '    -- "expect --timeout 60s <message/>" waits for what it expects (Ctrl-C ends it)\n';

describe("a line that takes its time", () => {
  it("is named above the prompt until it ends", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("expect --timeout 60s <message/>");
    await prompt.standsAt(`${EXPECT}${EXPECTING.replace("60s <message/>", "60s <messa…")}${at.opened}`);
    prompt.type("half");
    await prompt.standsAt(`${at.opened}half`);
    server.send(message);
    await prompt.standsAt(`${EXPECT}${shown(7)}    -- as expected: #7\n${at.opened}half`);
  });

  it("says how many rows wait, and each of these is shown again when it begins", async () => {
    const { server, prompt } = await openStream({ columns: 100 });
    prompt.enter("expect --timeout 60s <message/>");
    await prompt.standsAt(`${EXPECT}${EXPECTING}${at.opened}`);
    prompt.enter("1 + 1");
    prompt.enter("help ping");
    await prompt.waitFor(/\(Ctrl-C ends it\), 2 more rows wait\nmain stream open, auth next> $/);
    server.send(message);
    await prompt.waitFor(
      /\nmain stream open, auth next> 1 \+ 1\n2\nmain stream open, auth next> help ping\nping \[jid\]/,
    );
    await prompt.waitFor(/main stream open, auth next> $/);
    expect(prompt.screen()).not.toContain("more rows wait");
  });

  it("is JavaScript, of which only that can be said", async () => {
    const { prompt } = await openStream();
    prompt.enter("await wait('60s')");
    await prompt.standsAt(
      `${at.opened}await wait('60s')\n    -- JavaScript is running (Ctrl-C ends it)\n${at.opened}`,
    );
    prompt.press("ctrl-c");
    await prompt.waitFor((screen) => !screen.includes("JavaScript is running"));
  });
});

describe("the line", () => {
  it("loses what stands back to a blank by Ctrl-W, and gets it again by Ctrl-Y", async () => {
    const { prompt } = await openStream();
    prompt.type("message juliet@localhost/日本 ");
    prompt.press("ctrl-w");
    await prompt.standsAt(`${at.opened}message `);
    prompt.type("\x19");
    await prompt.standsAt(`${at.opened}message juliet@localhost/日本 `);
  });
});
