// Mechanisms that are not computed, with servers that answer as theirs do: every message is the user's own.
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { exitCode } from "../../src/cli/command-line/exit-codes.ts";
import { type FakeServer, header, startFakeServer } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type Tool } from "./harness/in-process.ts";

afterEach(finishTools);

const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const challenge = (text: string) => `<challenge ${SASL}>${base64(text)}</challenge>`;
const success = `<success ${SASL}/>`;
const failure = (condition: string) => `<failure ${SASL}><${condition}/></failure>`;

/** What a server answers to the SASL elements that it gets, by a text in them. */
type Script = readonly (readonly [heard: string, said: string])[];

/** A tool whose stream is open to a server that offers the mechanism and keeps to the script, a step after another. */
async function meet(mechanism: string, script: Script): Promise<{ server: FakeServer; tool: Tool }> {
  const steps = [...script];
  const server = await startFakeServer((text, fake) => {
    if (text.includes("<stream:stream")) {
      const offer = `<mechanisms ${SASL}><mechanism>${mechanism}</mechanism></mechanisms>`;
      fake.send(`${header}<stream:features>${offer}</stream:features>`);
    } else if (text.includes("</stream:stream>")) fake.end("</stream:stream>");
    else if (steps[0] && text.includes(steps[0][0])) fake.send(steps.shift()?.[1] ?? "");
  });
  onTestFinished(() => server.stop());
  const tool = startTool({ address: `127.0.0.1:${server.port}` }, { isInteractive: true });
  expect(await tool.run("open")).toMatchObject({ status: "passed" });
  return { server, tool };
}

/** The SASL elements that were sent, without their namespace. */
function sent(server: FakeServer): readonly string[] {
  const elements = server.received().match(/<(auth|response|abort)\b.*?(\/>|<\/\1>)/gs) ?? [];
  return elements.map((element) => element.replace(/ xmlns="[^"]*"/, ""));
}

/** The last message that was shown out of its base64. */
function message(tool: Tool): string | undefined {
  return tool.shown.match(/(?<=^ {7}message = ).*$/gm)?.at(-1);
}

describe("OAUTHBEARER (RFC 7628)", () => {
  const token = String.raw`n,a=me@localhost,\u{1}auth=Bearer vF9dft4qmT\u{1}\u{1}`;
  const encoded = base64("n,a=me@localhost,\u0001auth=Bearer vF9dft4qmT\u0001\u0001");

  it("succeeds with one message of the user's", async () => {
    const { server, tool } = await meet("OAUTHBEARER", [[encoded, success]]);
    const line = `auth --mechanism OAUTHBEARER --initial-text "${token}"`;
    expect(await tool.run(line)).toMatchObject({ status: "passed" });
    expect(sent(server)).toEqual([`<auth mechanism="OAUTHBEARER">${encoded}</auth>`]);
    expect(tool.clients.current.session.state.restartDue).toBe("authentication");
  });

  it("says in a challenge what is wrong with the token, and fails after an answer", async () => {
    const status = '{"status":"invalid_token","scope":"chat"}';
    const { server, tool } = await meet("OAUTHBEARER", [
      ["<auth", challenge(status)],
      ["<response", failure("not-authorized")],
      ["<auth", success],
    ]);
    const line = `auth --mechanism OAUTHBEARER --initial ${encoded}`;
    expect(await tool.run(line)).toMatchObject({ status: "passed" });
    expect(message(tool)).toBe(status);
    expect(reasonOf(await tool.run("respond"))).toMatch(/not computed|no computed answer/);
    const outcome = await tool.run(String.raw`respond --text "\u{1}"`);
    expect(outcome).toMatchObject({ status: "failed", reason: "SASL failure: not-authorized" });
    expect(await tool.run(line)).toMatchObject({ status: "passed" });
    expect(sent(server).slice(1)).toEqual([
      "<response>AQ==</response>",
      `<auth mechanism="OAUTHBEARER">${encoded}</auth>`,
    ]);
  });
});

describe("DIGEST-MD5 (RFC 2831, made historic by RFC 6331)", () => {
  const asks = 'realm="localhost",nonce="OA6MG9tEQGm2hh",qop="auth",charset=utf-8,algorithm=md5-sess';
  const answers = 'username="me",response=d388dad90d4bbd760a152321f2143af7';

  it("is explained, not computed, and nothing is sent", async () => {
    const { server, tool } = await meet("DIGEST-MD5", []);
    const outcome = await tool.run("auth me test --mechanism DIGEST-MD5");
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toMatch(/not computed.*RFC 6331.*--step.*respond BASE64/);
    const alone = await tool.run("auth me test");
    expect(exitCode(alone)).toBe(2);
    expect(reasonOf(alone)).toContain("DIGEST-MD5 is not computed here");
    expect(sent(server)).toEqual([]);
  });

  it("goes by hand: the challenge is shown, the answer is the user's, and so is the empty one at the end", async () => {
    const { server, tool } = await meet("DIGEST-MD5", [
      ["<auth", challenge(asks)],
      [base64(answers), challenge("rspauth=ea40f60335c427b5527b84dbabcdfffd")],
      ["<response", success],
    ]);
    expect(await tool.run("auth --mechanism DIGEST-MD5 --step")).toMatchObject({ status: "passed" });
    expect(message(tool)).toBe(asks);
    expect(await tool.run(`respond ${base64(answers)}`)).toMatchObject({ status: "passed" });
    expect(message(tool)).toBe("rspauth=ea40f60335c427b5527b84dbabcdfffd");
    expect(await tool.run("respond =")).toMatchObject({ status: "passed" });
    expect(sent(server)).toEqual([
      '<auth mechanism="DIGEST-MD5"/>',
      `<response>${base64(answers)}</response>`,
      "<response>=</response>",
    ]);
    expect(tool.clients.current.session.state.authenticated).toBeDefined();
  });

  it("can be given up in the middle", async () => {
    const { server, tool } = await meet("DIGEST-MD5", [
      ["<auth", challenge(asks)],
      ["<abort", failure("aborted")],
    ]);
    await tool.run("auth --mechanism DIGEST-MD5 --step");
    expect(await tool.run("abort")).toMatchObject({ status: "passed" });
    expect(sent(server)).toEqual(['<auth mechanism="DIGEST-MD5"/>', "<abort/>"]);
    expect(exitCode(await tool.run("respond"))).toBe(2);
  });
});

describe("any other mechanism", () => {
  it("is not guessed at", async () => {
    const { server, tool } = await meet("X-ODD", []);
    const outcome = await tool.run("auth me test --mechanism X-ODD");
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toMatch(/X-ODD.*--initial.*--step/);
    expect(sent(server)).toEqual([]);
  });

  it.each([
    ["--initial-text hi", '<auth mechanism="X-ODD">aGk=</auth>'],
    ["--initial aGk=", '<auth mechanism="X-ODD">aGk=</auth>'],
    ["--initial =", '<auth mechanism="X-ODD">=</auth>'],
    ["--step", '<auth mechanism="X-ODD"/>'],
  ])("begins with what the user says: %s", async (options, element) => {
    const { server, tool } = await meet("X-ODD", [["<auth", success]]);
    expect(await tool.run(`auth --mechanism X-ODD ${options}`)).toMatchObject({ status: "passed" });
    expect(sent(server)).toEqual([element]);
  });

  it("shows what comes with <success/>", async () => {
    const { tool } = await meet("X-ODD", [["<auth", `<success ${SASL}>${base64("welcome")}</success>`]]);
    await tool.run("auth --mechanism X-ODD --initial = --explain");
    expect(message(tool)).toBe("welcome");
  });

  it("fails where the server's word is no base64, and can go on all the same", async () => {
    const { server, tool } = await meet("X-ODD", [
      ["<auth", `<challenge ${SASL}>%%%</challenge>`],
      ["<response", success],
    ]);
    const outcome = await tool.run("auth --mechanism X-ODD --initial =");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(/no base64.*"abort".*"respond BASE64"/);
    expect(await tool.run("respond aGk=")).toMatchObject({ status: "passed" });
    expect(sent(server)).toEqual(['<auth mechanism="X-ODD">=</auth>', "<response>aGk=</response>"]);
  });

  it("cannot send anything to the terminal in a challenge", async () => {
    const { tool } = await meet("X-ODD", [["<auth", challenge("\u001b[2J\u009b31m\u202eevil\0")]]);
    await tool.run("auth --mechanism X-ODD --initial =");
    expect(message(tool)).toContain("evil");
    expect(tool.shown).not.toMatch(/[\u001b\u009b\u202e\0]/);
  });
});

describe("a mechanism that is computed", () => {
  it("does not believe a success that comes before the proof", async () => {
    const { tool } = await meet("SCRAM-SHA-1", [["<auth", success]]);
    const outcome = await tool.run("auth me test");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(
      /^Cannot believe the server, though it says success: .*before we proved anything.*Do not go on/,
    );
  });

  it("does not answer the same challenge again and again", async () => {
    const first = challenge("r=rOprNGfwEbeRWgbNEkqOmore,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    const { server, tool } = await meet("SCRAM-SHA-1", [
      ["<auth", first],
      ["<response", first],
    ]);
    const outcome = await tool.run("auth me test");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toContain("signature (v=) is missing");
    expect(sent(server)).toHaveLength(2);
  });

  it("answers no challenge that its mechanism does not have", async () => {
    const { server, tool } = await meet("PLAIN", [["<auth", challenge("what?")]]);
    const outcome = await tool.run("auth me test");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(/PLAIN has no challenges.*"abort"/);
    expect(sent(server)).toHaveLength(1);
  });

  it("answers no challenge that nobody asked for", async () => {
    const { server, tool } = await meet("SCRAM-SHA-1", [["<ping", challenge("r=x")]]);
    await tool.run("<ping/>");
    await tool.receives(challenge("r=x"));
    const outcome = await tool.run("respond");
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toContain("no challenge waits");
    expect(sent(server)).toEqual([]);
  });
});
