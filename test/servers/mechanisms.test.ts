// Every mechanism that a server offers, over every way that leads to it: each gets as far as a bound JID.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, remarksIn, runPiped } from "./harness/piped.ts";
import { type SaslMessage, saslMessages } from "./harness/sasl-messages.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";
import { argumentsFor, nameOf, opening, plainTcp, tlsWays, type Way } from "./harness/ways.ts";

/** What is offered for localhost. STARTTLS and direct TLS are alike. */
const table = `
                        Prosody             ejabberd
                        plain  1.2  1.3     plain  1.2  1.3
    PLAIN                 Y     Y    Y        Y     Y    Y
    SCRAM-SHA-1           Y     Y    Y        Y     Y    Y
    SCRAM-SHA-256         Y     Y    Y        Y     Y    Y
    SCRAM-SHA-512         -     -    -        Y     Y    Y
    SCRAM-SHA-1-PLUS      -     Y    -        -     Y    Y
    SCRAM-SHA-256-PLUS    -     Y    -        -     Y    Y
    SCRAM-SHA-512-PLUS    -     -    -        -     Y    Y
`;
/** What ejabberd offers beside them. */
const notComputed = ["DIGEST-MD5", "X-OAUTH2"];

const kinds = ["prosody-seed", "prosody-modern", "ejabberd-seed", "ejabberd-modern"] as const;
type Kind = (typeof kinds)[number];

describe.each(kinds)("%s", (kind) => {
  const isModern = kind.endsWith("modern");
  const ways = isModern ? tlsWays : [plainTcp];
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  async function authenticate(auth: string, { way, domain, options = [] }: Wanted) {
    const args = [...argumentsFor(server, way, domain), "--show-secrets", ...options];
    const lines = [...opening(way), auth, "restart", "bind", "close"];
    const { code, output, messages } = await runPiped(args, lines);
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    if (way.version) expect(output).toContain(`secured by TLS ${way.version}`);
    return {
      offered: mechanismsIn(entriesFrom("S", output)),
      mechanism: /<auth [^>]*mechanism="([^"]*)"/.exec(output)?.[1],
      remarks: remarksIn(output),
      said: saslMessages(output),
      jid: /<jid>([^<]*)<\/jid>/.exec(output)?.[1],
    };
  }

  describe.each(ways.map((way) => [nameOf(way), way] as const))("%s", (_, way) => {
    const offered = offeredBy(kind, way);

    it.concurrent.each(offered)("%s leads to a JID", async (name) => {
      const binding = isPlus(name) ? " --channel-binding tls-unique" : "";
      const auth = `auth me test --mechanism ${name}${binding}`;
      const { mechanism, said, jid } = await authenticate(auth, { way });
      expect(mechanism).toBe(name);
      expect(said).toEqual(name === "PLAIN" ? plainExchange : scramExchange(flagOf(name, { kind, way })));
      expect(jid).toMatch(/^me@localhost\/.+/);
    });

    it.concurrent("the strongest is taken where none is named, and it is said why", async () => {
      // tls-unique is all that ejabberd 23.01 takes, and on TLS 1.3 nobody uses it unasked.
      const isAsked = kind === "ejabberd-modern" && way.version === "1.3";
      const binding = isAsked ? " --channel-binding tls-unique" : "";
      const was = await authenticate(`auth me test${binding}`, { way });
      const others = kind.startsWith("ejabberd") ? notComputed : [];
      expect(was.offered.toSorted()).toEqual([...offered, ...others].toSorted());
      const strongest = offered.at(-1) ?? "";
      expect(was.mechanism).toBe(strongest);
      expect(was.said).toEqual(scramExchange(flagOf(strongest, { kind, way })));
      expect(was.remarks).toContain(
        `${strongest}, the strongest that fits of ${was.offered.join(", ")}: it proves the password without sending it` +
          (isPlus(strongest) ? `, and ties the proof to this TLS connection, by ${unlisted}` : ""),
      );
    });

    it.concurrent("ANONYMOUS leads to a JID that nobody knew", async () => {
      const { said, jid } = await authenticate("auth --mechanism ANONYMOUS", {
        way,
        domain: "anon.localhost",
      });
      expect(said).toEqual([
        ["C auth", ""],
        ["S success", ""],
      ]);
      expect(jid).toMatch(/^.+@anon\.localhost\/.+/);
    });

    if (!isModern) return;
    it.concurrent("EXTERNAL leads to the JID in the certificate", async () => {
      const { domain, certificate, key } = server.external;
      const options = ["--cert", certificate, "--key", key];
      const { said, jid } = await authenticate("auth --mechanism EXTERNAL", { way, domain, options });
      expect(said).toEqual([
        ["C auth", "="],
        ["S success", ""],
      ]);
      expect(jid).toMatch(/^me@certs\.localhost\/.+/);
    });
  });
});

interface Wanted {
  readonly way: Way;
  readonly domain?: string;
  readonly options?: readonly string[];
}

/** Neither server lists the channel bindings that it takes (XEP-0440). */
const unlisted = "tls-unique (the server does not say what it takes; --channel-binding names another type)";

/** What the first message of SCRAM says of channel binding (RFC 5802 §6). */
function flagOf(mechanism: string, { kind, way }: { readonly kind: Kind; readonly way: Way }): string {
  if (isPlus(mechanism)) return "p=tls-unique";
  // That the client could bind and takes it that the server cannot is true only where no -PLUS was offered.
  return way.how !== "plain TCP" && !offeredBy(kind, way).some(isPlus) ? "y" : "n";
}

function isPlus(mechanism: string): boolean {
  return mechanism.endsWith("-PLUS");
}

const plainExchange: readonly SaslMessage[] = [
  ["C auth", "\0me\0test"],
  ["S success", ""],
];

/** At its end the server's signature, which the program has checked. */
function scramExchange(flag: string) {
  return [
    ["C auth", expect.stringMatching(new RegExp(`^${flag},,n=me,r=[^,]+$`))],
    ["S challenge", expect.stringMatching(/^r=[^,]+,s=[^,]+,i=\d+$/)],
    ["C response", expect.stringMatching(/^c=[^,]+,r=[^,]+,p=[^,]+$/)],
    ["S success", expect.stringMatching(/^v=[^,]+$/)],
  ];
}

function offeredBy(kind: Kind, { version }: Way): readonly string[] {
  const column =
    (kind.startsWith("prosody") ? 0 : 3) + (version === undefined ? 0 : version === "1.2" ? 1 : 2);
  return table.split("\n").flatMap((row) => {
    const [name = "", ...cells] = row.trim().split(/\s+/);
    return cells[column] === "Y" ? [name] : [];
  });
}

function mechanismsIn(received: readonly string[]): readonly string[] {
  const list = received.flatMap((entry) => /<mechanisms .*?<\/mechanisms>/.exec(entry)?.[0] ?? []).join("");
  return Array.from(list.matchAll(/<mechanism>([^<]*)</g), ([, name = ""]) => name);
}
