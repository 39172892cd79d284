import { expect, it } from "vitest";
import { freePorts } from "../servers/harness/free-ports.ts";
import { at, openStream, startPrompt } from "./harness/prompt.ts";

it("a host that does not exist is named, and the prompt is kept", async () => {
  const prompt = await startPrompt(["no-such-host.invalid"]);
  prompt.enter("open");
  await prompt.waitFor(/Cannot connect to no-such-host\.invalid:5222: [\s\S]*\nmain offline, open next> $/);
});

it("a port where nothing listens is named, and the prompt is kept", async () => {
  const port = await freePorts(1);
  const prompt = await startPrompt([`127.0.0.1:${port}`], { columns: 160 });
  prompt.enter("open");
  await prompt.waitFor(
    /Cannot connect to 127\.0\.0\.1:\d+[\s\S]*nothing listens there[\s\S]*\nmain offline, open next> $/,
  );
  expect(prompt.screen()).toContain(`127.0.0.1:${port}`);
});

it("before anything is open it says what to do", async () => {
  const prompt = await startPrompt([], { columns: 160 });
  await prompt.waitFor(/The practice server is at localhost:\d+/);
  prompt.enter("presence");
  await prompt.standsAt(`Cannot send presence: not connected (run "open" first)\n${at.start}`);
});

it("a server that goes away is told at the prompt, below what it said and above what is typed", async () => {
  const { server, prompt } = await openStream({ columns: 160 });
  prompt.type("half");
  await prompt.standsAt(`${at.opened}half`);
  server.end();
  await prompt.waitFor(
    / {4}-- disconnected by the server\n[\s\S]*closed the connection without[\s\S]*\nmain offline, open next> half$/,
  );
  expect(prompt.screen()).toContain(`127.0.0.1:${server.port} closed the connection`);
  expect(prompt.screen()).toContain("<mechanism>PLAIN</mechanism>");
});

it("a server that closes its stream properly leads to the prompt that says so", async () => {
  const { server, prompt } = await openStream();
  server.send("</stream:stream>");
  await prompt.standsAt("main closed by the server, close next> ");
  prompt.enter("close");
  await server.receives("</stream:stream>");
});

it("a connection that is reset during a wait ends the wait", async () => {
  const { server, prompt } = await openStream({ columns: 160 });
  prompt.enter("iq get <ping/>");
  await server.receives("</iq>");
  server.reset();
  await prompt.waitFor(/reset the connection[\s\S]*\nmain offline, open next> $/);
  prompt.enter("20 + 22");
  await prompt.standsAt(`42\n${at.start}`);
});

it("after that a new stream can be opened", async () => {
  const { server, prompt } = await openStream();
  server.end();
  await prompt.standsAt(at.start);
  prompt.enter("open");
  await prompt.standsAt(at.opened);
});
