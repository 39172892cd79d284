// `reconnect` against servers that nobody here wrote.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { finishTools, startTool, type Tool } from "./harness/in-process.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const header =
  "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const plain = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
const bind =
  "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>";

const ways: readonly (readonly [string, readonly string[]])[] = [
  ["by commands", ["open", "auth me test", "restart", "bind desk", "presence"]],
  ["by hand", [header, plain, header, bind, "<presence/>"]],
  [
    "after something that came to nothing",
    ["open", "open", "disconnect", "open", "auth me test", "restart", "bind desk", "presence"],
  ],
];

afterEach(finishTools);

describe.each(["prosody-seed", "ejabberd-seed"] as const)("reconnect to %s", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  const walked = async (lines: readonly string[]): Promise<Tool> => {
    const tool = startTool({ address: `127.0.0.1:${server.port}`, domain: "localhost" });
    for (const line of lines) await tool.run(line);
    expect(state(tool)).toEqual({ jid: "desk", available: true });
    return tool;
  };

  it.each(ways)("gets back what was reached %s, after the connection was dropped", async (_how, lines) => {
    const tool = await walked(lines);
    await tool.run("disconnect");
    expect(await tool.run("reconnect")).toEqual({ status: "passed" });
    expect(state(tool)).toEqual({ jid: "desk", available: true });
  });

  it("closes the stream that is open still, and can do so again", async () => {
    const tool = await walked([
      "open",
      "auth me test --mechanism SCRAM-SHA-1",
      "restart",
      "bind desk",
      "presence",
    ]);
    for (let n = 0; n < 2; n += 1) {
      expect(await tool.run("reconnect")).toEqual({ status: "passed" });
      expect(state(tool)).toEqual({ jid: "desk", available: true });
    }
    const ends = tool.entries.filter((entry) => entry.type === "traffic" && entry.event.type === "close");
    expect(ends.map((entry) => entry.type === "traffic" && entry.from)).toEqual([
      "client",
      "server",
      "client",
      "server",
    ]);
  });
});

function state({ clients }: Tool): object {
  const { jid, available } = clients.current.session.state;
  return { jid: jid?.resourcepart, available };
}
