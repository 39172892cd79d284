// SCRAM with servers that do not know the password's keys, or do not keep to the rules; and with one that does all well.
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { exitCode } from "../../src/cli/command-line/exit-codes.ts";
import { describePosition } from "../../src/explain/due.ts";
import {
  type OfferScramOptions,
  offerScram,
  type ScramFault,
  type ScramOffer,
} from "../helpers/scram-server.ts";
import { startTlsServer, type TlsServerOptions } from "../helpers/tls-server.ts";
import { startFakeServer } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type Tool, type ToolOptions } from "./harness/in-process.ts";
import { runPiped } from "./harness/piped.ts";
import { politeStarttls } from "./harness/polite-starttls.ts";
import { useCertificates } from "./harness/use-certificates.ts";

const made = useCertificates();
afterEach(finishTools);

interface Scram extends Partial<OfferScramOptions> {
  readonly tls?: Partial<TlsServerOptions>;
  readonly tool?: ToolOptions;
}

/** A tool whose stream is open to a server that offers SCRAM: in the clear, or by TLS where its options are given. */
async function meet({
  tls,
  tool: options,
  ...offered
}: Scram = {}): Promise<{ offer: ScramOffer; tool: Tool }> {
  const offer = offerScram({
    ...{ username: "me", password: "test", salt: "W22ZaJ0SNY7soEsUEjb6gQ==", serverNonce: "SERVER" },
    ...{ mechanisms: ["SCRAM-SHA-256", "SCRAM-SHA-1"], iterations: 4096 },
    ...offered,
  });
  const { good, ca } = made.certificates;
  const server =
    tls === undefined
      ? await startFakeServer(offer.answer)
      : await startTlsServer(
          { mode: "starttls", certificate: good, ...tls },
          politeStarttls((text, secured) => offer.answer(text, secured)),
        );
  onTestFinished(() => server.stop());
  const tool = startTool({ address: `127.0.0.1:${server.port}`, domain: "example.test", ca }, options);
  const lines = tls === undefined ? ["open"] : ["open", "starttls", "restart"];
  expect(await tool.run(...lines)).toMatchObject({ status: "passed" });
  return { offer, tool };
}

const PLUS = ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"];

/** Whether it fails in the server's challenge, so that the proof is never sent; or behind it, with <success/>. */
const faults: readonly (readonly [ScramFault, "challenge" | "last challenge" | "success", RegExp])[] = [
  ["wrong-signature", "success", /signature is wrong.*does not know the keys of your password/],
  ["no-signature", "success", /never proved.*signature \(v=\) is missing/],
  ["error-in-success", "success", /ended the exchange with the error "other-error" \(e=/],
  ["changed-nonce", "challenge", /nonce in the challenge.*ours.*replays/],
  ["no-salt", "challenge", /has no s=/],
  ["extension", "challenge", /demands an extension \(m=\)/],
  ["garbage-base64", "challenge", /no base64/],
  ["endless-iterations", "challenge", /2147483647 iterations, more than 1000000.*--max-iterations/],
  ["error", "last challenge", /ended the exchange with the error "other-error" \(e=/],
];

/** How the reason begins: a challenge must not be answered, or what is claimed to be over must not be gone on with. */
function beginning(place: "challenge" | "last challenge" | "success"): RegExp {
  return place === "success"
    ? /^Cannot believe the server, though it says success: /
    : /^Cannot go on with SCRAM-SHA-256(-PLUS)?, because of what the server says: /;
}

const REFUTED = "server not proved, disconnect next";

describe.each([
  ["in the clear", {}],
  ["with channel binding", { mechanisms: PLUS, tls: {} }],
] as const)("%s", (_, options) => {
  it.each(faults)("%s is a failure with its meaning", async (fault, place, words) => {
    const { offer, tool } = await meet({ ...options, fault });
    const outcome = await tool.run("auth me test");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(beginning(place));
    expect(reasonOf(outcome)).toMatch(words);
    // With the nonces and a signature, passwords can be tried: neither is in what goes to a pipe.
    expect(reasonOf(outcome) + tool.shown).not.toMatch(/SERVER|W22Za|[A-Za-z0-9+/]{42}=/);
    // The proof goes to nobody who has not done his part so far.
    expect(offer.exchanges).toHaveLength(1);
    expect(offer.exchanges[0]?.clientFinal === undefined).toBe(place === "challenge");
    if (place !== "success") expect(reasonOf(outcome)).toMatch(/still open: run "abort".*"respond BASE64"/);
    else {
      expect(reasonOf(outcome)).toMatch(/Do not go on with this connection \(run "disconnect"\)$/);
      expect(tool.shown).toMatch(
        /^ {4}-- SCRAM-SHA-256(-PLUS)?: the server is not to be believed, because /m,
      );
      expect(describePosition(tool.clients.current.session.state)).toBe(REFUTED);
    }
  });

  it.each(faults.filter(([, place]) => place !== "success"))("after %s, abort gives up", async (fault) => {
    const { tool } = await meet({ ...options, fault });
    await tool.run("auth me test");
    expect(await tool.run("abort")).toMatchObject({ status: "passed" });
    expect(tool.clients.current.session.state.sasl).toBeUndefined();
    expect(tool.shown).toMatch(/-- aborted: /);
    // The stream is there for another try, and the exchange of before is forgotten.
    expect(reasonOf(await tool.run("respond"))).toContain("no challenge waits");
    expect(reasonOf(await tool.run("auth me test"))).toMatch(/^Cannot go on with SCRAM-/);
  });

  it.each(faults.filter(([, place]) => place !== "success"))(
    "after %s, another auth begins anew",
    async (fault) => {
      const { offer, tool } = await meet({ ...options, fault });
      await tool.run("auth me test");
      expect(reasonOf(await tool.run("auth you test"))).toMatch(/^Cannot go on with SCRAM-/);
      expect(offer.exchanges.map(({ clientFirst }) => /n=(\w+)/.exec(clientFirst ?? "")?.[1])).toEqual([
        "me",
        "you",
      ]);
    },
  );

  it("few iterations are remarked on, and are no failure", async () => {
    const { offer, tool } = await meet({ ...options, fault: "weak-iterations" });
    expect(await tool.run("auth me test")).toMatchObject({ status: "passed" });
    expect(tool.shown).toMatch(/-- only one iteration: .*4096/);
    expect(offer.exchanges[0]?.isAuthenticated).toBe(true);
  });

  it("the signature in a challenge is as good, and is answered with an empty response", async () => {
    const { tool } = await meet({ ...options, fault: "signature-in-challenge" });
    expect(await tool.run("auth me test", "restart")).toMatchObject({ status: "passed" });
    expect(tool.shown).toMatch(/C: <response xmlns="urn:ietf:params:xml:ns:xmpp-sasl"\/>/);
  });

  it("a wrong password is the server's failure, and the right one passes then", async () => {
    const { offer, tool } = await meet(options);
    const outcome = await tool.run("auth me wrong");
    expect(outcome).toMatchObject({ status: "failed", reason: "SASL failure: not-authorized" });
    expect(await tool.run("auth me test", "restart", "bind")).toMatchObject({ status: "passed" });
    expect(offer.exchanges.map(({ isAuthenticated }) => isAuthenticated)).toEqual([false, true]);
  });
});

describe("many iterations", () => {
  const iterations = 1_000_001;

  it("are asked about where somebody types, and computed after a yes", async () => {
    const { offer, tool } = await meet({ iterations, tool: { isInteractive: true, answers: [true] } });
    expect(await tool.run("auth me test")).toMatchObject({ status: "passed" });
    expect(tool.questions).toEqual([expect.stringMatching(/1000001 iterations.*\[y\/N\]/)]);
    expect(offer.exchanges[0]?.isAuthenticated).toBe(true);
  });

  it("are not computed after a no, and the proof is not sent", async () => {
    const { offer, tool } = await meet({ fault: "endless-iterations", tool: { isInteractive: true } });
    const outcome = await tool.run("auth me test");
    expect(outcome.status).toBe("failed");
    expect(tool.questions).toHaveLength(1);
    expect(offer.exchanges[0]?.clientFinal).toBeUndefined();
  });

  it("are computed unasked as --max-iterations allows, and no more", async () => {
    const { offer, tool } = await meet({ tool: { isInteractive: true } });
    expect(await tool.run("auth me test --max-iterations 4095")).toMatchObject({ status: "failed" });
    expect(await tool.run("auth me test --max-iterations 4096")).toMatchObject({ status: "passed" });
    expect(tool.questions).toEqual([]);
    expect(offer.exchanges.map(({ isAuthenticated }) => isAuthenticated)).toEqual([undefined, true]);
  });

  it("end a run from a pipe, where nobody can be asked", async () => {
    const offer = offerScram({
      username: "me",
      password: "test",
      mechanisms: PLUS,
      fault: "endless-iterations",
    });
    const server = await startFakeServer(offer.answer);
    onTestFinished(() => server.stop());
    const lines = ["open", "auth me test", "restart"];
    const { code, output, messages } = await runPiped([`127.0.0.1:${server.port}`], lines);
    expect(code).toBe(1);
    expect(messages).toMatch(
      /^line 2: Cannot go on with SCRAM-SHA-256, because of what the server says: .*2147483647 iterations/,
    );
    expect(output).not.toContain("> restart");
    expect(offer.exchanges[0]?.clientFinal).toBeUndefined();
  });
});

describe("channel binding", () => {
  const versions = ["TLSv1.2", "TLSv1.3"] as const;
  const types = ["tls-exporter", "tls-unique", "tls-server-end-point"] as const;
  const on = (version: (typeof versions)[number]) => ({ minVersion: version, maxVersion: version });

  it.each(versions.flatMap((version) => types.map((type) => [type, version] as const)))(
    "by %s is what the server has too, on %s",
    async (type, version) => {
      const { offer, tool } = await meet({ mechanisms: PLUS, tls: on(version) });
      expect(await tool.run(`auth me test --channel-binding ${type}`)).toMatchObject({ status: "passed" });
      const [exchange] = offer.exchanges;
      expect(exchange).toMatchObject({ mechanism: "SCRAM-SHA-256-PLUS", gs2Header: `p=${type},,` });
      expect(exchange?.isAuthenticated).toBe(true);
      // RFC 9266 §3 leaves tls-unique undefined on TLS 1.3.
      const isOdd = type === "tls-unique" && version === "TLSv1.3";
      expect(/-- .*tls-unique.*TLS 1\.3.*RFC 9266/.test(tool.shown)).toBe(isOdd);
    },
  );

  it.each([
    ["TLSv1.2", "tls-unique"],
    ["TLSv1.3", "tls-exporter"],
  ] as const)("is on %s by %s where nobody says", async (version, type) => {
    const { offer, tool } = await meet({ mechanisms: PLUS, tls: on(version) });
    expect(await tool.run("auth me test")).toMatchObject({ status: "passed" });
    expect(offer.exchanges[0]?.gs2Header).toBe(`p=${type},,`);
  });

  it.each(["rsa", "rsaSha384", "rsaPss", "ed25519"] as const)(
    "by tls-server-end-point hashes the certificate %s as its signature says",
    async (leaf) => {
      const hash = { rsa: "sha256", rsaSha384: "sha384", rsaPss: "sha512", ed25519: undefined }[leaf];
      const certificate = made.certificates[leaf];
      const server = await startTlsServer({ mode: "direct", certificate }, (text, secured) =>
        offer.answer(text, secured),
      );
      onTestFinished(() => server.stop());
      const offer = offerScram({
        ...{ username: "me", password: "test", mechanisms: PLUS },
        bindingData: () => (hash === undefined ? undefined : server.endPoint(hash)),
      });
      const { ca } = made.certificates;
      const tool = startTool({ address: `xmpps://127.0.0.1:${server.port}`, domain: "example.test", ca });
      const outcome = await tool.run("open", "auth me test --channel-binding tls-server-end-point");
      if (hash !== undefined) {
        expect(outcome.status).toBe("passed");
        expect(offer.exchanges[0]?.isAuthenticated).toBe(true);
      } else {
        // RFC 5929 §4.1: a signature without a hash of its own, and the binding is not defined.
        expect(outcome.status).toBe("wrong usage");
        expect(reasonOf(outcome)).toContain("tls-server-end-point");
        expect(offer.exchanges).toEqual([]);
      }
    },
  );

  it("that the server has other data for is refused: somebody is in between", async () => {
    const { offer, tool } = await meet({ mechanisms: PLUS, tls: {}, bindingData: () => Buffer.alloc(32) });
    expect(reasonOf(await tool.run("auth me test"))).toBe("SASL failure: not-authorized");
    expect(tool.shown).toMatch(/-- not-authorized: .*channel binding/);
    expect(offer.exchanges[0]?.isAuthenticated).toBeUndefined();
  });

  it("is of a type in the server's list, where it gives one", async () => {
    const { offer, tool } = await meet({
      mechanisms: PLUS,
      tls: {},
      channelBindings: ["tls-server-end-point", "x"],
    });
    expect(await tool.run("auth me test")).toMatchObject({ status: "passed" });
    expect(offer.exchanges[0]?.gs2Header).toBe("p=tls-server-end-point,,");
  });

  it("is done without where the lists have nothing in common, and it is said why", async () => {
    const { offer, tool } = await meet({ mechanisms: PLUS, tls: {}, channelBindings: ["tls-unique", "x"] });
    expect(await tool.run("auth me test")).toMatchObject({ status: "passed" });
    expect(offer.exchanges[0]).toMatchObject({ mechanism: "SCRAM-SHA-256", gs2Header: "n,," });
    expect(tool.shown).toMatch(
      /-- SCRAM-SHA-256, .*not SCRAM-SHA-256-PLUS: no channel binding that both sides know/,
    );
  });

  it("that is not in the server's list can be forced", async () => {
    const { offer, tool } = await meet({ mechanisms: PLUS, tls: {}, channelBindings: ["x"] });
    const forced = await tool.run("auth me test --mechanism SCRAM-SHA-256-PLUS");
    expect(forced.status).toBe("wrong usage");
    expect(reasonOf(forced)).toContain("--channel-binding");
    expect(offer.exchanges).toEqual([]);
    const line = "auth me test --mechanism SCRAM-SHA-256-PLUS --channel-binding tls-exporter";
    expect(await tool.run(line)).toMatchObject({ status: "passed" });
  });

  it.each([
    ["y", "none is offered", { mechanisms: ["SCRAM-SHA-256"], tls: {} }, "auth me test"],
    [
      "n",
      "it is offered and not chosen",
      { mechanisms: PLUS, tls: {} },
      "auth me test --mechanism SCRAM-SHA-256",
    ],
    ["n", "there is no TLS", { mechanisms: ["SCRAM-SHA-256"] }, "auth me test"],
  ] as const)("is told of as %s where %s", async (flag, _, options, line) => {
    const { offer, tool } = await meet(options);
    expect(await tool.run(line)).toMatchObject({ status: "passed" });
    expect(offer.exchanges[0]?.gs2Header).toBe(`${flag},,`);
  });

  it("needs TLS, which is said before anything is sent", async () => {
    const { offer, tool } = await meet({ mechanisms: ["SCRAM-SHA-256-PLUS"] });
    for (const line of ["auth me test", "auth me test --mechanism SCRAM-SHA-256-PLUS"]) {
      const outcome = await tool.run(line);
      expect(exitCode(outcome)).toBe(2);
      expect(reasonOf(outcome)).toContain("TLS");
    }
    expect(offer.exchanges).toEqual([]);
  });
});

describe("of the mechanisms offered", () => {
  it.each([
    [["SCRAM-SHA-1"], "SCRAM-SHA-1"],
    [["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"], "SCRAM-SHA-256"],
    [["SCRAM-SHA-1", "SCRAM-SHA-512", "SCRAM-SHA-256"], "SCRAM-SHA-512"],
    [["SCRAM-SHA-512-PLUS", "SCRAM-SHA-512", "SCRAM-SHA-256-PLUS"], "SCRAM-SHA-512-PLUS"],
    [["SCRAM-SHA-512", "SCRAM-SHA-1-PLUS"], "SCRAM-SHA-1-PLUS"],
  ])("%j the strongest is used, by TLS: %s", async (mechanisms, chosen) => {
    const { offer, tool } = await meet({ mechanisms, tls: {} });
    expect(await tool.run("auth me test", "restart", "bind")).toMatchObject({ status: "passed" });
    expect(offer.exchanges).toMatchObject([{ mechanism: chosen, isAuthenticated: true }]);
  });
});

it("names and passwords with what SCRAM escapes, and with what SASLprep changes, are understood", async () => {
  const { offer, tool } = await meet({ username: "a=b,c", password: "IX" });
  // RFC 4013 §3: U+2168 is prepared to IX.
  expect(await tool.run('auth --username "a=b,c" "\u2168"')).toMatchObject({ status: "passed" });
  expect(offer.exchanges[0]?.clientFirst).toMatch(/^n,,n=a=3Db=2Cc,r=/);
  expect(offer.exchanges[0]?.isAuthenticated).toBe(true);
});
