// node escapes strings that it shows, but not what errors, symbols and warnings say.
import { expect, it } from "vitest";
import { openStream } from "./harness/prompt.ts";

it.each([
  "throw new Error(last.attrs.id)",
  "new Error(last.attrs.id)",
  "await Promise.reject(new Error(last.attrs.id))",
  "({ reason: new Error(last.attrs.id) })",
  "throw last.attrs.id",
  "Symbol(last.attrs.id)",
  "new Proxy({ get [last.attrs.id]() {} }, {})",
  "[new (class extends Error { name = last.attrs.id })]",
  "process.emitWarning(last.attrs.id)",
])("text from the server is not obeyed after %s", async (line) => {
  const { server, prompt } = await openStream({ columns: 160 });
  // XML allows C1, of which these set the title.
  server.send("<message id='\u202eowned\x9d0;title\x9c'/>");
  await prompt.waitFor(String.raw`\u202eowned`);
  prompt.enter(line);
  prompt.enter("20 + 22");
  await prompt.waitFor(/\n42\n[\s\S]*> $/);
  expect(prompt.titles()).toEqual([]);
  expect(prompt.scrollback()).not.toMatch(/[\u0080-\u009f\u202e]/);
});
