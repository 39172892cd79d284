import { describe, expect, test } from "vitest";
import type { Setup } from "../../../src/cli/command-line/setup.ts";
import type { Outcome } from "../../../src/shell/outcome.ts";
import { stage } from "../../helpers/stage.ts";
import { tryOut } from "../../helpers/try-out.ts";

async function played(setup: Partial<Setup>, ...rows: readonly string[]): Promise<Outcome> {
  return await stage({ setup }).play(...rows);
}

const REFUSED = {
  status: "wrong usage",
  reason: expect.stringContaining("a script reaches one server only"),
};
const THERE = { address: "127.0.0.1:5222" };

describe("a script cannot connect to another host than the one it is pointed at", () => {
  test.each([
    "open example.org:5222",
    "connect example.org:5222",
    "open xmpps://example.org:5223",
    "open --host example.org",
    "open 10.0.0.1:5222",
    "component ext.example.org secret --host example.org",
    "@juliet open example.org:5222",
  ])("%s", async (line) => {
    const { play, servers } = stage({ setup: THERE });
    expect(await play(line)).toMatchObject(REFUSED);
    expect(servers).toHaveLength(0);
  });

  test("also where a variable holds the host", async () => {
    expect(await played(THERE, "define there example.org:5222", "open ${there}")).toMatchObject(REFUSED);
  });

  test("the message says which it is, and both ways out", async () => {
    expect(await played(THERE, "open example.org:5222")).toMatchObject({
      reason:
        "main.xmpp:1:1: Cannot connect to example.org: a script reaches one server only, and it is pointed at 127.0.0.1 (--server example.org points it there, --allow-hosts example.org lets it go there too)",
    });
  });

  test("where it is pointed at none, it says so", async () => {
    expect(await played({ address: undefined }, "open example.org:5222")).toMatchObject({
      reason: expect.stringContaining("and it is pointed at no server"),
    });
  });

  test("having tried once does not allow it", async () => {
    const { play } = stage({ setup: THERE });
    await play("open example.org:5222");
    expect(await play("open example.org:5222")).toMatchObject(REFUSED);
  });
});

describe("a script may connect", () => {
  test.each([
    ["without an address", THERE, "open"],
    ["to the host it is pointed at, on another port", THERE, "open 127.0.0.1:5269"],
    ["to this machine under another of its names", THERE, "open localhost:5222"],
    ["to the host of --host", { address: "example.org", host: "127.0.0.1" }, "open 127.0.0.1:5222"],
    ["to the domain of --domain", { ...THERE, domain: "example.org" }, "open example.org:5222"],
    ["to a host of --allow-hosts", { ...THERE, allowHosts: ["Example.ORG"] }, "open example.org:5222"],
  ])("%s", async (_where, setup, line) => {
    const { play, servers } = stage({ setup });
    expect(await play(`${line} --no-wait`)).toEqual({ status: "passed" });
    expect(servers).toHaveLength(1);
  });

  test("to where somebody at the prompt has connected", async () => {
    const { tool, play } = stage({ setup: { address: undefined } });
    await tool.run("open example.org:5222");
    expect(await play("@juliet open example.org:5222")).toEqual({ status: "passed" });
  });
});

test("somebody at the prompt may connect anywhere", async () => {
  expect(await tryOut({ setup: THERE }).run("connect example.org:5222")).toEqual({ status: "passed" });
});

describe("a script touches no files", () => {
  test.each(["open --cert me.pem --key me.key", "open --ca roots.pem"])("%s", async (line) => {
    expect(await played({}, line)).toMatchObject({
      status: "wrong usage",
      reason: expect.stringMatching(/^main\.xmpp:1:6: Cannot run open: --c/),
    });
  });
});
