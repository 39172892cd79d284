// The practice server, tried from the command line: by go-sendxmpp, and as a program of its own by both.
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { triesGoSendxmpp, triesSlixmpp, WHERE } from "./harness/foreign.ts";
import { listenByGo, sendByGo, sendByGoTrusting } from "./harness/go-sendxmpp.ts";
import { finishTools, startTool } from "./harness/in-process.ts";
import type { Practicing } from "./harness/practice-server.ts";
import { startProgram } from "./harness/program.ts";
import { startSlixmpp } from "./harness/slixmpp.ts";
import { practising, UNBOUND } from "./harness/slixmpp-people.ts";

const ROOM = "hall@rooms.localhost";

describe.skipIf(!triesGoSendxmpp)(`go-sendxmpp ${WHERE}`, () => {
  afterEach(finishTools);

  /** Our own tool, logged in. */
  async function tool({ port }: Practicing, name: string) {
    const started = startTool({
      address: `localhost:${port}`,
      domain: "localhost",
      jid: `${name}@localhost`,
      allowPlaintext: true,
    });
    const lines = ["open", `auth ${name} test --mechanism PLAIN`, "restart", "bind tool", "presence"];
    expect(await started.run(...lines)).toMatchObject({ status: "passed" });
    return started;
  }

  test.each([
    ["STARTTLS", []],
    ["direct TLS", ["--tls"]],
  ])("sends by %s, without looking at the certificate, what our tool receives", async (_, how) => {
    const place = await practising("optional");
    const juliet = await tool(place, "juliet");
    expect(await sendByGo(place, "me", { text: "Hark", args: [...how, "juliet@localhost"] })).toBe("");
    const heard = "expect <message from='{any}' type='chat'><body>Hark</body></message>";
    expect(await juliet.run(heard)).toMatchObject({ status: "passed" });
  });

  test.each([
    ["STARTTLS", []],
    ["direct TLS", ["--tls"]],
  ])("takes the certificate for good by %s where it is told to trust it", async (_, how) => {
    const place = await practising("required");
    const sent = { text: "Hark", args: [...how, "juliet@localhost"] };
    expect(await sendByGoTrusting(place, "me", sent)).toBe("");
  });

  test("is turned away with a wrong password", async () => {
    const place = await practising("required");
    const sent = { text: "Hark", args: ["--password", "wrong", "juliet@localhost"] };
    expect(await sendByGo(place, "me", sent)).toMatch(/auth|SASL|not-authorized/i);
  });

  test("prints what our tool sends", async () => {
    const place = await practising("optional");
    const listener = listenByGo(place, "me");
    onTestFinished(() => listener.stop());
    const juliet = await tool(place, "juliet");
    expect(await juliet.run("message me@localhost good night")).toMatchObject({ status: "passed" });
    await listener.prints(" juliet@localhost: good night");
  });

  test("says something in a room, and prints what is said there", async () => {
    const place = await practising("optional");
    const juliet = await tool(place, "juliet");
    const join = `send <presence to='${ROOM}/Juliet'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
    expect(await juliet.run(join)).toMatchObject({ status: "passed" });
    const sent = { text: "Hark", args: ["--chatroom", "--alias", "Me", ROOM] };
    expect(await sendByGo(place, "me", sent)).toBe("");
    const heard = `expect <message from='${ROOM}/Me' type='groupchat'><body>Hark</body></message>`;
    expect(await juliet.run(heard)).toMatchObject({ status: "passed" });
    const listener = listenByGo(place, "romeo", ["--chatroom", "--alias", "Romeo", ROOM]);
    onTestFinished(() => listener.stop());
    expect(await juliet.run(`expect <presence from='${ROOM}/Romeo'/>`)).toMatchObject({ status: "passed" });
    expect(await juliet.run(`message ${ROOM} Ay me --type groupchat`)).toMatchObject({ status: "passed" });
    await listener.prints(` ${ROOM}/Juliet: Ay me`);
  });
});

describe.skipIf(!triesSlixmpp || !triesGoSendxmpp)(`"xmpp-repl serve" ${WHERE}`, () => {
  test("serves both, and ends their streams when it ends", async () => {
    const program = startProgram(["serve", "--port", "0"]);
    onTestFinished(async () => {
      program.signal("SIGTERM");
      await program.ended;
    });
    await program.shows("Ctrl-C ends it.");
    const port = Number(/listens on 127\.0\.0\.1:(\d+)/.exec(program.output())?.[1]);
    const clients = startSlixmpp();
    onTestFinished(() => clients.stop());
    const romeo = await clients.person("romeo@localhost/orchard", { port, ...UNBOUND });
    await romeo.does("log_in");
    await romeo.does("presence");
    expect(await sendByGo({ port }, "me", { text: "Hark", args: ["romeo@localhost"] })).toBe("");
    expect((await romeo.heard()).at(-1)).toMatch(/^chat from me@localhost\/go-sendxmpp\.\w+: Hark$/);
    program.signal("SIGTERM");
    await romeo.hears("stream error system-shutdown");
    await program.ended;
  });
});
