import { describe, expect, onTestFinished, test } from "vitest";
import { PLAIN_SETUP, type Setup } from "../../../src/cli/command-line/setup.ts";
import { targetsOf } from "../../../src/cli/command-line/targets.ts";
import { startPractice } from "../../../src/cli/practice-server/practice.ts";
import { tryOut } from "../../helpers/try-out.ts";

const configured = ["main=me@montague.example", "juliet=juliet@capulet.example", "nurse=nurse@localhost"];

function targetOf(setup: Partial<Setup>, name = "juliet") {
  const { clients } = tryOut();
  const { address, domain, username } = targetsOf({ ...PLAIN_SETUP, configured, ...setup })(
    clients.named(name),
  );
  return { address, domain, username };
}

const JULIET = { domain: "capulet.example", username: "juliet" };
const NOBODY = { domain: undefined, username: undefined };

describe("an account of the configuration counts", () => {
  test("where the command line says nothing", () => {
    expect(targetOf({})).toEqual({ address: undefined, ...JULIET });
  });

  test.each([
    ["by its address", { address: "capulet.example:5222" }],
    ["by --domain, whatever the address is", { address: "127.0.0.1:5222", domain: "capulet.example" }],
    ["by --host", { host: "capulet.example" }],
    ["by --jid, whatever the address is", { address: "127.0.0.1:5222", jid: "romeo@capulet.example" }],
  ])("where the command line leads to its domain: %s", (_how, setup) => {
    expect(targetOf(setup)).toMatchObject(JULIET);
  });

  test.each([
    ["by its address", { address: "localhost:5222" }, undefined],
    ["by --domain", { address: "capulet.example", domain: "localhost" }, "localhost"],
    ["by --host", { host: "127.0.0.1" }, undefined],
  ])("not where the command line leads elsewhere: %s", (_how, setup, domain) => {
    expect(targetOf(setup)).toMatchObject({ ...NOBODY, domain });
  });

  test("not where the command line has one for that client", () => {
    expect(targetOf({ jid: "romeo@montague.example" }, "main")).toMatchObject({ username: "romeo" });
    expect(targetOf({ account: ["juliet=j@other.example"] })).toMatchObject({
      username: "j",
      domain: "other.example",
    });
  });
});

test("beside the practice server each client goes where its account is, and all others to the practice server", async () => {
  const practice = await startPractice();
  onTestFinished(() => practice.close());
  const { clients } = tryOut();
  const of = targetsOf({ ...PLAIN_SETUP, configured }, practice);
  expect(of(clients.named("juliet"))).toMatchObject({ address: undefined, ...JULIET });
  expect(of(clients.named("nurse"))).toMatchObject({ address: practice.address, username: "nurse" });
  expect(of(clients.named("romeo"))).toMatchObject({ address: practice.address });
});

test("beside the practice server who is renamed takes an account elsewhere, and none at that server", async () => {
  const practice = await startPractice();
  onTestFinished(() => practice.close());
  const { clients } = tryOut();
  const of = targetsOf({ ...PLAIN_SETUP, configured: configured.slice(1) }, practice);
  const renamed = (name: string) => of(clients.rename(clients.current, name));
  expect(renamed("juliet")).toMatchObject({ address: undefined, ...JULIET });
  expect(renamed("nurse")).toMatchObject({ address: practice.address, accountName: "main" });
});
