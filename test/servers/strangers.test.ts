// Servers that are none, or that break off: fakes, because no real one does this when it is asked to.
import { afterEach, expect, it } from "vitest";
import {
  type Answer,
  type FakeServer,
  features,
  header,
  polite,
  startFakeServer,
} from "./harness/fake-server.ts";
import { freePorts } from "./harness/free-ports.ts";
import { entriesFrom, remarksIn, runPiped } from "./harness/piped.ts";

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function run(answer: Answer, ...lines: string[]) {
  server = await startFakeServer(answer);
  const address = `127.0.0.1:${server.port}`;
  const { code, output, messages } = await runPiped([address, "--domain", "localhost"], lines);
  return { code, messages, output, address, all: output + messages, remarks: remarksIn(output) };
}

const ping = "iq get --to localhost <ping xmlns='urn:xmpp:ping'/>";
const whenOpened =
  (data: string): Answer =>
  (text, { end }) => {
    if (text.includes("<stream:stream")) end(data);
  };

it("a port where nothing listens is named, with what may be the matter", async () => {
  const port = await freePorts(1);
  const { code, messages } = await runPiped([`localhost:${port}`], ["open"]);
  expect(code).toBe(3);
  expect(messages).toMatch(
    new RegExp(`^line 1: Cannot connect to localhost:${port} .*nothing listens there.*server running`),
  );
});

it("a host that does not exist is named", async () => {
  const { code, messages } = await runPiped(["no-such-host.invalid"], ["open"]);
  expect(code).toBe(3);
  expect(messages).toMatch(/^line 1: Cannot connect to no-such-host\.invalid:5222: /);
});

it("a step without a connection is refused, with the step that is due", async () => {
  const { code, messages } = await runPiped(["localhost"], ["presence"]);
  expect(code).toBe(3);
  expect(messages).toMatch(/^line 1: Cannot .*: not connected \(run "open" first\)\n$/);
});

it("a server that closes at once is named, with what it may be", async () => {
  const { code, messages, all, address } = await run((_, { end }) => end(), "open");
  expect(code).toBe(1);
  expect(messages).toContain(address);
  expect(all).toMatch(/no XMPP server.*TLS from the first byte/);
});

it("a connection that is reset at once is named by its address", async () => {
  const { all, address } = await run((_, { reset }) => reset(), "open");
  expect(all).toContain(address);
  expect(all).toMatch(/reset the connection/);
  expect(all).not.toContain("[:0]");
});

it("a server that stalls in the middle of a tag is waited for no longer than told, and what came is shown", async () => {
  const stall: Answer = (text, { send }) => {
    if (text.includes("<stream:stream")) send(`${header}<stream:fea`);
  };
  const { code, messages, output, address } = await run(stall, "open --timeout 500ms");
  expect(code).toBe(1);
  expect(messages).toMatch(/^line 1: no reply within 500ms/);
  expect(messages).toContain(address);
  expect(messages).toContain("<stream:fea");
  expect(output).toContain("S: <stream:fea");
});

it("a reset in the middle of a stanza keeps what came of it, and says what is lost", async () => {
  const breakOff: Answer = (text, { send, reset }) => {
    if (text.includes("<stream:stream")) send(`${header}${features}<message><body>hal`);
    if (text.includes("<ping")) reset();
  };
  const { code, messages, output, remarks, address } = await run(breakOff, "open", ping, "presence");
  expect(code).toBe(1);
  expect(messages).toMatch(/^line 2: no reply: /);
  expect(messages).toContain(address);
  expect(output).toContain("S: <message><body>hal (unfinished)");
  expect(remarks.join("\n")).toMatch(
    /reset the connection(.|\n)*without <\/stream:stream>.*may be lost.*RFC 6120 §4.4/,
  );
});

it("a connection that is closed without an end tag is remarked on", async () => {
  const leave: Answer = (text, { send, end }) => {
    if (text.includes("<stream:stream")) send(header + features);
    if (text.includes("<ping")) end();
  };
  const { code, messages, remarks, address } = await run(leave, "open", ping);
  expect(code).toBe(1);
  expect(messages).toMatch(/^line 2: no reply: /);
  expect(messages).toContain(address);
  expect(remarks.join("\n")).toMatch(/without <\/stream:stream>.*RFC 6120 §4.4/);
});

const greetings = {
  HTTP: ["HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n<html/>", "HTTP/1.1 400", /an HTTP server.*5222/],
  SSH: ["SSH-2.0-OpenSSH_9.2p1\r\n", "SSH-2.0-OpenSSH_9.2p1", /an SSH server.*5222/],
  "a TLS alert": ["\x15\x03\x01\x00\x02\x02\x46", "\\x15\\x03\\x01", /TLS.*from the first byte/],
} as const;

it.each(Object.entries(greetings))(
  "%s is recognized for what it is, and shown",
  async (_, [sent, shown, what]) => {
    const { code, output, remarks } = await run(whenOpened(sent), "open");
    expect(code).toBe(1);
    expect(output).toContain(`S: ${shown}`);
    expect(remarks.join("\n")).toMatch(what);
  },
);

it("a server that has been recognized is not suspected of something else as well", async () => {
  const { remarks } = await run(whenOpened(greetings.HTTP[0]), "open");
  expect(remarks.join("\n")).not.toMatch(/may be no XMPP server/);
});

it("a server that is none is not waited for", async () => {
  const banner: Answer = (text, { send }) => {
    if (text === "") send("SSH-2.0-OpenSSH_9.2p1\r\n");
  };
  const { code, messages } = await run(banner, "open --timeout 10s");
  expect(code).toBe(1);
  expect(messages).toMatch(/^line 1: .*SSH/);
});

it("a ping of the server's is remarked on, listed until it is answered, and never answered by itself", async () => {
  const request = "<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
  const pinging: Answer = (text, fake) => {
    polite(text, fake);
    if (text.includes("<stream:stream")) fake.send(request);
  };
  const lines = ["open", `send " "`, "show pending", "reply", "show pending", "close"];
  const { code, output, remarks } = await run(pinging, ...lines);
  expect(code).toBe(0);
  const number = /^ *(\d+) S: <iq type='get' id='p1'/m.exec(output)?.[1];
  expect(remarks.join("\n")).toMatch(new RegExp(`a request.*ping.*"reply ${number}".*RFC 6120 §8.2.3`));
  const [, before = "", after = ""] = output.split("> show pending\n");
  expect(before).toMatch(new RegExp(`^#${number} get of <ping .*localhost`));
  expect(after).toMatch(/^no request waits/);
  const sent = ['<iq type="result" id="p1" to="localhost"/>', "</stream:stream>"];
  expect(server?.received().replace(/^.*?<stream:stream [^>]*>\s*/, "")).toBe(sent.join(""));
  expect(entriesFrom("C", output).slice(-2)).toEqual(sent);
});

it("a reply that comes after its time is told as late, and with what it answers", async () => {
  const slow: Answer = (text, { send, end }) => {
    if (text.includes("<stream:stream")) send(header + features);
    if (text.includes("</stream:stream>"))
      end("<iq type='result' id='slow' from='localhost'/></stream:stream>");
  };
  const request = ping.replace("get", "get --id slow --timeout 10ms");
  const { code, messages, output, remarks } = await run(slow, "open", request);
  expect(code).toBe(1);
  expect(messages).toMatch(/^line 2: no reply within 10ms: .*slow/);
  const number = /^ *(\d+) C: <iq .*slow/m.exec(output)?.[1];
  expect(remarks.join("\n")).toMatch(new RegExp(`late reply to #${number}, \\d`));
});
