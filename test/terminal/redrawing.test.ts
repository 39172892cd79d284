// The half-typed line is whole and there once, whatever arrives, whatever it holds, however wide the window is.
import { describe, expect, it } from "vitest";
import { at, atIn, message, openStream, type Prompt, shown } from "./harness/prompt.ts";

/** Waits until all ends with the line, put together where it was wrapped; it must be nowhere else. */
async function lineIs(prompt: Prompt, text: string, columns = 80): Promise<void> {
  const { opened } = atIn(columns);
  const line = opened + text;
  await prompt.waitFor(() => prompt.scrollback().endsWith(`\n${line.trimEnd()}`));
  expect(prompt.scrollback().split(opened + text.slice(0, 12))).toHaveLength(2);
}

const texts: readonly [what: string, text: string][] = [
  ["plain characters", "0123456789".repeat(12)],
  ["wide characters", "日本語テスト".repeat(10)],
  ["combining characters", "e\u0301a\u0308o\u0302".repeat(30)],
  ["emoji, joined ones too", "👍👩‍👩‍👧🇫🇷 ".repeat(12)],
];

describe.each([40, 80, 200])("at %i columns", (columns) => {
  it.each(texts)("a line with %s stays whole, its cursor in the middle", async (_what, text) => {
    const { server, prompt } = await openStream({ columns });
    prompt.type(`send <a>${text}</a>`);
    await lineIs(prompt, `send <a>${text}</a>`, columns);
    for (let i = 0; i < 7; i += 1) prompt.press("left");
    for (const n of [6, 7, 8]) {
      server.send(message);
      await prompt.waitFor(() => prompt.scrollback().includes(shown(n)));
      await lineIs(prompt, `send <a>${text}</a>`, columns);
    }
    prompt.press("end");
    prompt.type("<b/>\r");
    await server.receives(`<a>${text}</a><b/>`);
  });

  it("a line that ends exactly at the margin stays whole", async () => {
    const { server, prompt } = await openStream({ columns });
    const text = "send <a>".padEnd(2 * columns - atIn(columns).opened.length, "x");
    prompt.type(text);
    await lineIs(prompt, text, columns);
    server.send(message + message);
    await prompt.waitFor(() => prompt.scrollback().includes(shown(7)));
    await lineIs(prompt, text, columns);
    prompt.type("y");
    await lineIs(prompt, `${text}y`, columns);
    prompt.press("backspace");
    prompt.press("backspace");
    server.send(message);
    await prompt.waitFor(() => prompt.scrollback().includes(shown(8)));
    await lineIs(prompt, text.slice(0, -1), columns);
  });
});

it("what is typed while a result is printed is behind the prompt, below the result", async () => {
  const { prompt } = await openStream();
  prompt.type('"x".repeat(700)\rhalf');
  await prompt.waitFor(/xxx'\nmain stream open, auth next> half$/);
  expect(prompt.scrollback().split("half")).toHaveLength(2);
});

describe("Ctrl-L", () => {
  it("leaves nothing but the line, with its cursor where it was", async () => {
    const { server, prompt } = await openStream();
    prompt.type("send <a></a>");
    for (let i = 0; i < 4; i += 1) prompt.press("left");
    prompt.press("ctrl-l");
    await prompt.waitFor((screen) => screen === `${at.opened}send <a></a>`);
    server.send(message);
    await prompt.waitFor((screen) => screen === `${shown(6)}${at.opened}send <a></a>`);
    prompt.type("X\r");
    await server.receives("<a>X</a>");
  });

  it("keeps an element that has not come whole above the line", async () => {
    const { server, prompt } = await openStream();
    server.send("<message><body>half");
    await prompt.waitFor("waits for </body></message>");
    prompt.press("ctrl-l");
    await prompt.waitFor(
      /^ +S: <message>\n +<body>\s*half[\s\S]*waits for .*\nmain stream open, auth next> $/,
    );
    server.send("</body></message>");
    await prompt.waitFor(
      /^ +6 S: <message>\n +<body>half<\/body>\n +<\/message>\nmain stream open, auth next> $/,
    );
  });
});

it("traffic while a password is asked for goes above the question, and what is typed stays hidden", async () => {
  const { server, prompt } = await openStream();
  prompt.enter("auth me --mechanism PLAIN");
  await prompt.standsAt("Password of me: ");
  prompt.type("top");
  server.send(message);
  await prompt.standsAt(`${shown(7)}Password of me: `);
  prompt.enter("secret");
  await server.receives(Buffer.from("\0me\0topsecret").toString("base64"));
  await prompt.waitFor(/ C: <auth[\s\S]*<\/auth>/);
  expect(prompt.scrollback()).not.toMatch(/secret|top/);
});

it("what is typed ahead of a question is not shown behind it, and is the line again afterwards", async () => {
  const { server, prompt } = await openStream();
  prompt.type("auth me --mechanism PLAIN\rshow sta");
  await prompt.standsAt("Password of me: ");
  prompt.enter("x");
  await server.receives("<auth");
  server.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  await prompt.waitFor(/restart next> show sta$/);
});
