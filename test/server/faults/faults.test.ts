// What each fault looks like to whoever types at this client, against the practice server.
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { FAULTS, faultNamed } from "../../../src/server/faults/index.ts";
import { FEATURES } from "../../../src/server/features/index.ts";
import { connectInMemory } from "../../../src/server/memory-wire.ts";
import { PracticeServer } from "../../../src/server/server.ts";
import { type TryOut, tryOut } from "../../helpers/try-out.ts";

test("there are these, sorted by name", () => {
  expect(FAULTS.map(({ name }) => name)).toEqual([
    "changed-nonce",
    "deep",
    "drip",
    "escape-sequences",
    "garbage",
    "half-close",
    "host-gone",
    "http",
    "huge",
    "injected-plaintext",
    "not-well-formed",
    "reset",
    "resource-constraint",
    "restricted-xml",
    "see-other-host",
    "split",
    "stall",
    "system-shutdown",
    "weak-iterations",
    "wrong-signature",
  ]);
});

test.each(FAULTS.map((fault) => [fault.name, fault] as const))(
  "%s says what goes wrong, what is to be seen, and which section says what to do",
  (_, { summary, effect, onward, lesson }) => {
    // In the list of 80 columns it is one row.
    expect(summary).toMatch(/^\S.{1,47}[^.]$/);
    expect(effect).toMatch(/^[A-Z<"].*\.$/s);
    if (onward !== undefined) expect(onward).toMatch(/^[A-Z"].*\.$/s);
    expect(lesson).toMatch(/^[A-Z].*(?:RFC \d+|XEP-\d+|XML 1\.0) §.*\.$/s);
  },
);

test.each(FAULTS.map(({ name, effect }) => [name, effect] as const))(
  "%s: what one should see is true for whoever serves it alone, too",
  (_, effect) => {
    expect(effect).not.toMatch(/\b(?:you|your|Ctrl-C)\b|"(?:open|close|disconnect|fault|auth|abort)\b/i);
  },
);

test("a fault that does not exist is refused with the nearest name", () => {
  expect(() => faultNamed("host-gon")).toThrow(
    'Cannot make the fault "host-gon": there is no such fault (did you mean "host-gone"?)',
  );
  expect(() => faultNamed("earthquake")).toThrow(/\(there are changed-nonce, deep, /);
});

interface Meeting {
  readonly tool: TryOut;
  readonly server: PracticeServer;
  /** Runs lines in turn, up to the first that does not pass; returns why it did not, or "passed". */
  run(...lines: readonly string[]): Promise<string>;
}

function meet(): Meeting {
  const server = new PracticeServer({
    domain: "localhost",
    accounts: [{ name: "me", password: "test" }],
    tls: "optional",
    registration: "closed",
    features: FEATURES,
  });
  const tool = tryOut({ network: () => connectInMemory(server.accept) });
  onTestFinished(() => server.close());
  return {
    tool,
    server,
    run: async (...lines) => {
      for (const line of lines) {
        const outcome = await tool.run(line);
        if (outcome.status !== "passed") return "reason" in outcome ? outcome.reason : outcome.status;
      }
      return "passed";
    },
  };
}

const LOG_IN = ["open", "auth me test", "restart", "bind desk"];

describe("on a new connection", () => {
  test.each<[string, readonly string[], string]>([
    ["garbage", ["open"], "bytes that are no UTF-8"],
    ["half-close", ["open"], "closed the connection"],
    ["host-gone", ["open"], "stream error: host-gone"],
    ["http", ["open"], "this is no XMPP server but an HTTP server"],
    ["huge", ["open"], "more than 16777216 bytes in one element"],
    ["reset", ["open"], "it reset the connection"],
    ["resource-constraint", ["open"], "stream error: resource-constraint"],
    ["see-other-host", ["open"], "stream error: see-other-host"],
    ["stall", ["open --timeout 50ms"], "has said nothing"],
    ["system-shutdown", ["open"], "stream error: system-shutdown"],
    ["injected-plaintext", ["open", "starttls"], "injected-plaintext"],
    ["changed-nonce", LOG_IN, "the nonce in the challenge is not ours"],
    ["wrong-signature", LOG_IN, "the server's signature is wrong"],
  ])("%s makes %j fail: %s", async (name, lines, reason) => {
    const { server, run } = meet();
    server.arm(faultNamed(name));
    expect(await run(...lines)).toContain(reason);
  });

  test.each([
    ["deep", "policy-violation: the server sent more than 1000 elements inside each other"],
    ["not-well-formed", "not-well-formed: the server sent an & that begins no reference"],
    ["restricted-xml", "restricted-xml: the server sent a comment"],
    ["escape-sequences", "\\x9b31mred\\x9b2J"],
  ])("%s shows behind the features: %s", async (name, shown) => {
    const { server, tool, run } = meet();
    server.arm(faultNamed(name));
    expect(await run("open")).toBe("passed");
    await vi.waitUntil(() => tool.shown.includes(shown), { interval: 2 });
  });

  test("weak iterations are remarked on, and the login passes", async () => {
    const { server, tool, run } = meet();
    server.arm(faultNamed("weak-iterations"));
    expect(await run(...LOG_IN)).toBe("passed");
    expect(tool.shown).toContain("only one iteration");
  });

  test("the login passes with every byte coming alone", { timeout: 20_000 }, async () => {
    const { server, run } = meet();
    server.arm(faultNamed("drip"));
    expect(await run(...LOG_IN)).toBe("passed");
  });
});

describe("on a connection that is open", () => {
  test.each([
    ["deep", "policy-violation: the server sent more than 1000 elements inside each other"],
    ["escape-sequences", "<undefined-condition"],
    ["garbage", "unsupported-encoding: the server sent bytes that are no UTF-8"],
    ["half-close", "closed the connection without </stream:stream>"],
    ["host-gone", "<host-gone"],
    ["huge", "policy-violation: the server sent more than 16777216 bytes in one element"],
    ["not-well-formed", "not-well-formed: the server sent an & that begins no reference"],
    ["reset", "disconnected by the server (it reset the connection)"],
    ["resource-constraint", "<resource-constraint"],
    ["restricted-xml", "restricted-xml: the server sent a processing instruction"],
    ["see-other-host", ">elsewhere.example:5222</see-other-host>"],
    ["system-shutdown", "<system-shutdown"],
  ])("%s happens at once, and shows %s", async (name, shown) => {
    const { server, tool, run } = meet();
    expect(await run(...LOG_IN)).toBe("passed");
    server.arm(faultNamed(name));
    await vi.waitUntil(() => tool.shown.includes(shown), { interval: 2, timeout: 4000 });
  });

  test("stall leaves a request without its reply", async () => {
    const { server, run } = meet();
    await run(...LOG_IN);
    server.arm(faultNamed("stall"));
    expect(await run("ping --timeout 50ms")).toContain("no reply within 50ms");
  });

  test("split brings a message whose characters are whole", async () => {
    const { server, tool, run } = meet();
    await run(...LOG_IN);
    server.arm(faultNamed("split"));
    expect(await run("expect <message><body>Grüße ☕</body></message>")).toBe("passed");
    expect(tool.shown).not.toContain("\ufffd");
  });

  test("what stall held back comes as a late reply when it is over", async () => {
    const { server, tool, run } = meet();
    await run(...LOG_IN);
    server.arm(faultNamed("stall"));
    expect(await run("ping --timeout 20ms")).toContain("no reply");
    server.arm(undefined);
    expect(await run("ping")).toBe("passed");
    expect(tool.shown).toContain("late reply");
  });

  test.each(["http", "drip"])("what stall holds back is let out when %s takes its place", async (name) => {
    const { server, tool, run } = meet();
    await run(...LOG_IN);
    server.arm(faultNamed("stall"));
    expect(await run("ping --timeout 20ms")).toContain("no reply");
    server.arm(faultNamed(name));
    expect(await run("ping")).toBe("passed");
    expect(tool.shown).toContain("late reply");
  });

  test("what stall holds back is let out when the server ends", async () => {
    const { server, tool, run } = meet();
    await run("open");
    server.arm(faultNamed("stall"));
    server.close();
    await vi.waitUntil(() => tool.shown.includes("<system-shutdown"), { interval: 2 });
  });

  test("http waits for the next one", async () => {
    const { server, run } = meet();
    await run(...LOG_IN);
    server.arm(faultNamed("http"));
    expect(await run("ping")).toBe("passed");
    expect(await run("disconnect", "open")).toContain("HTTP server");
  });

  test("when a fault is over, the next connection is as always", async () => {
    const { server, run } = meet();
    server.arm(faultNamed("reset"));
    expect(await run("open")).toContain("reset");
    server.arm(undefined);
    expect(await run(...LOG_IN, "ping")).toBe("passed");
  });
});

test("no control character of a fault's reaches the terminal", async () => {
  const { server, tool, run } = meet();
  await run(...LOG_IN);
  server.arm(faultNamed("escape-sequences"));
  await vi.waitUntil(() => tool.shown.includes("\\x1b[2J\\x1b]0;a title\\x07"), { interval: 2 });
  expect(tool.shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
});

test("see-other-host is shown and not followed", async () => {
  const { server, tool, run } = meet();
  server.arm(faultNamed("see-other-host"));
  await run("open");
  expect(tool.shown).toContain('connect to "elsewhere.example:5222"; nothing follows it by itself');
  expect(tool.shown.match(/-- connected to/g)).toHaveLength(1);
});
