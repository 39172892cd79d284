import { expect, test } from "vitest";
import { editing as editingAfter } from "../helpers/editing.ts";
import type { TryOutOptions } from "../helpers/try-out.ts";

const AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
const MASKED = AUTH.replace("AG1lAHRlc3Q=", "[redacted]");

/** What is in the file that an editor opens for a login, and what is shown when it was saved. */
async function editing(edit: (text: string) => string, options: TryOutOptions = {}) {
  const { tool, given } = await editingAfter(edit, { ...options, sent: `send ${AUTH}` });
  const n = tool.transcript.last?.n;
  const before = tool.shown.length;
  await tool.run(`edit ${n}`);
  return { given, line: tool.editor.line, shown: tool.shown.slice(before), tool };
}

test("no secret is in a file, though it is on the screen: editors keep copies", async () => {
  const { given, tool } = await editing((text) => text.replace("PLAIN", "LOGIN"));
  expect(tool.settings.get("secrets")).toBe("show");
  expect(given).toEqual([MASKED]);
});

test("it is said where one is to be typed, and the mask is not sent", async () => {
  const { line, shown, tool } = await editing((text) => text.replace("PLAIN", "LOGIN"));
  expect(shown).toBe(
    "What you saved is on the line: type the secret where [redacted] stands for it; then Enter sends it\n",
  );
  const { received } = tool.server;
  expect(await tool.run(line.replace("|", ""))).toMatchObject({ status: "wrong usage" });
  expect(tool.server.received).toBe(received);
});

test("with --show-secrets it is in the file, where it is on the screen", async () => {
  const { given, tool } = await editing((text) => text, { setup: { showSecrets: true } });
  expect(given).toEqual([AUTH]);
  await tool.run("set secrets hide");
  await tool.run(
    `edit ${[...tool.transcript.entries].find((entry) => entry.type === "traffic" && entry.event.raw === AUTH)?.n}`,
  );
  expect(given.at(-1)).toBe(MASKED);
});
