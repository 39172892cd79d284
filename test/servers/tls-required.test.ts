import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, remarksIn, runPiped } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

// The ports beside the one for clients.
const directTls = 1;
const component = 2;
const http = 3;

describe.each(["prosody-modern", "ejabberd-modern"] as const)("%s, spoken to in plain TCP", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  const run = (port: number, ...lines: string[]) => runPiped([`localhost:${port}`], lines);

  it("offers nothing but STARTTLS, which is explained", async () => {
    const { code, output } = await run(server.port, "open");
    expect(code).toBe(0);
    expect(entriesFrom("S", output)[1]).toMatch(
      /<starttls [^>]*><required\/><\/starttls><\/stream:features>/,
    );
    expect(remarksIn(output)[1]).toMatch(/nothing but STARTTLS.*encryption before.*RFC 6120 §5.3.1/);
    // Nothing was sent that was not asked for.
    expect(entriesFrom("C", output)).toEqual([
      expect.stringContaining("<stream:stream "),
      "</stream:stream>",
    ]);
  });

  it("refuses a password on it, which is explained", async () => {
    const { code, output, messages } = await run(server.port, "open", "auth me test");
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 2: SASL failure: encryption-required/);
    expect(remarksIn(output)).toContainEqual(
      expect.stringMatching(
        /^encryption-required: .*on an encrypted stream only \(run "starttls", then "restart", then "auth"\).*RFC 6120 §6.5.4/,
      ),
    );
  });

  it("closes the port for direct TLS, and the message says where, why and what to try", async () => {
    const port = server.port + directTls;
    const { code, output, messages } = await run(port, "open");
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 1: /);
    expect(messages).toContain(`localhost:${port}`);
    expect(output + messages).toMatch(/TLS from the first byte/);
    expect(output + messages).toMatch(/5222|--domain|another port/);
  });

  it("says nothing on the port for HTTP, and the message says where, why and what to try", async () => {
    const port = server.port + http;
    const { code, messages } = await run(port, "open --timeout 300ms");
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 1: no reply within 300ms/);
    expect(messages).toContain(`localhost:${port}`);
    expect(messages).toMatch(/no XMPP server/);
    expect(messages).toMatch(/5222/);
  });

  it("is recognized as a component's port where it is one", async () => {
    const { code, output } = await run(server.port + component, "open", "show state");
    expect(code).toBe(1);
    expect(remarksIn(output).join("\n")).toMatch(/component/);
  });
});
