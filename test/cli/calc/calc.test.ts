import { Readable } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { runArguments } from "../../../src/cli/command-line/arguments.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

interface Calculated {
  readonly code: number;
  /** What went to standard output and to standard error. */
  readonly output: string;
  readonly messages: string;
}

/** Runs `xmpp-repl calc` with these words, and this on its standard input. */
async function calc(words: readonly string[], input: readonly (string | Buffer)[] = []): Promise<Calculated> {
  const written = { output: [] as Buffer[], messages: [] as Buffer[] };
  const into = (chunks: Buffer[]) => (chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk)) > 0;
  vi.spyOn(process.stdout, "write").mockImplementation(into(written.output));
  vi.spyOn(process.stderr, "write").mockImplementation(into(written.messages));
  vi.spyOn(process, "stdin", "get").mockReturnValue(
    Object.assign(Readable.from(input), { fd: 0 as const }) as typeof process.stdin,
  );
  const code = await runArguments(["calc", ...words], "0.0.0");
  vi.restoreAllMocks();
  return {
    code,
    output: Buffer.concat(written.output).toString("latin1"),
    messages: Buffer.concat(written.messages).toString("utf8"),
  };
}

/** What was computed, in UTF-8, of words that are right. */
async function computed(words: readonly string[], input: readonly (string | Buffer)[] = []): Promise<string> {
  const { code, output, messages } = await calc(words, input);
  expect({ code, messages }).toEqual({ code: 0, messages: "" });
  return Buffer.from(output, "latin1").toString("utf8");
}

/** The value below or behind that name; the last one where there are several. */
function value(name: string, text: string): string | undefined {
  const lines = text.split("\n");
  const at = lines.findLastIndex((line) => line.startsWith(`  ${name} = `));
  const below = /^ {4}= (.*)$/.exec(lines[at + 1] ?? "")?.[1];
  return below ?? lines[at]?.slice(`  ${name} = `.length).replace(/ {2}\(.*\)$/, "");
}

const RFC_5802 = [
  ...["scram", "--mechanism", "SCRAM-SHA-1", "--user", "user", "--password", "pencil"],
  ...["--salt", "QSXCR+Q6sek8bf92", "--iterations", "4096"],
  ...["--client-nonce", "fyko+d2lbbFgONRv9qkxdawL", "--server-nonce", "3rfcNHYJY1ZVvWVs7j"],
];
const RFC_7677 = [
  ...["scram", "--user", "user", "--password", "pencil"],
  ...["--salt", "W22ZaJ0SNY7soEsUEjb6gQ==", "--iterations", "4096"],
  ...["--client-nonce", "rOprNGfwEbeRWgbNEkqO", "--server-nonce", "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"],
];

/** The words with another value for an option; undefined leaves it out. */
function withOption(words: readonly string[], option: string, given: string | undefined): readonly string[] {
  const at = words.indexOf(option);
  const [before, after] = at < 0 ? [words, []] : [words.slice(0, at), words.slice(at + 2)];
  return [...before, ...(given === undefined ? [] : [option, given]), ...after];
}

describe("calc scram", () => {
  test("comes to the example of RFC 5802 §5", async () => {
    const text = await computed(RFC_5802);
    expect(value("client-first-message", text)).toBe("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    expect(value("server-first-message", text)).toBe(
      "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
    );
    expect(value("client-final-message", text)).toBe(
      "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
    );
    expect(value("v expected", text)).toBe("rmF9pqV8S7suAoZWja4dJRkFsKQ=");
  });

  test("comes to the example of RFC 7677 §3, SHA-256 being what is taken where nothing is said", async () => {
    const text = await computed(RFC_7677);
    expect(text).toMatch(/^SCRAM-SHA-256: client-first-message \(RFC 5802 §7\)\n/);
    expect(value("p", text)).toBe("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    expect(value("v expected", text)).toBe("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  });

  // Computed with Python's hashlib.
  test("comes to the same with SHA-512 as somebody else", async () => {
    const text = await computed([...RFC_7677, "--mechanism", "SCRAM-SHA-512"]);
    expect(value("p", text)).toBe(
      "gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==",
    );
    expect(value("v expected", text)).toBe(
      "ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==",
    );
  });

  test("takes the whole of r for the server's nonce too", async () => {
    const whole = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    const [text, same] = [await computed(RFC_7677), withOption(RFC_7677, "--server-nonce", whole)];
    expect(await computed(same)).toBe(text);
  });

  test("takes the password from the environment", async () => {
    const text = await computed(RFC_7677);
    vi.stubEnv("XMPP_PASSWORD", "pencil");
    expect(await computed(withOption(RFC_7677, "--password", undefined))).toBe(text);
  });

  test("prepares the password and the name, and escapes the name", async () => {
    const text = await computed(withOption(RFC_7677, "--password", "penc\u00adil"));
    expect(value("Normalize(password)", text)).toBe("pencil");
    expect(value("p", text)).toBe("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    const named = await computed(withOption(RFC_7677, "--user", "I\u00adX,="));
    expect(value("client-first-message", named)).toBe("n,,n=IX=2C=3D,r=rOprNGfwEbeRWgbNEkqO");
  });

  test.each([
    [["--gs2-flag", "y"], "y,,", "eSws"],
    [["--authzid", "romeo"], "n,a=romeo,", "bixhPXJvbWVvLA=="],
  ])("puts what is said of channel binding in front: %j", async (words, header, c) => {
    const text = await computed([...RFC_7677, ...words]);
    expect(value("gs2-header", text)).toBe(header);
    expect(value("c", text)).toBe(c);
  });

  test("with -PLUS, ties the proof to the data", async () => {
    const plus = [...RFC_7677, "--mechanism", "SCRAM-SHA-256-PLUS"];
    const text = await computed([...plus, "--binding-data", "61:62:63"]);
    expect(value("cbind-data", text)).toBe("616263");
    // Computed with Python's hashlib.
    expect(value("client-final-message", text)).toBe(
      "c=cD10bHMtZXhwb3J0ZXIsLGFiYw==,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=Y2azDixzznwisCS3F40er1EzBxAi5TgMMTJ2UdQCo6M=",
    );
    const other = await computed([...plus, "--binding-data", "616263", "--channel-binding", "tls-unique"]);
    expect(value("gs2-header", other)).toBe("p=tls-unique,,");
  });
});

describe("calc plain", () => {
  test("shows the message, byte by byte", async () => {
    expect(await computed(["plain", "me", "test"])).toBe(`PLAIN: the message (RFC 4616 §2)
  authzid = (empty)  (whom to act as; empty: the user)
  authcid = me  (the user name)
  passwd = test  (the password)
  message = [authzid] NUL authcid NUL passwd
    = \\0me\\0test
  sent = base64(message), which anybody can turn back
    = AG1lAHRlc3Q=
`);
  });

  test.each([
    ["with an identity to act as", ["me", "test", "--authzid", "romeo"], "romeo\0me\0test"],
    ["with words that look like numbers, as they are", ["007", "1e3"], "\x00007\x001e3"],
    ["with an empty password", ["me", ""], "\0me\0"],
    ["with letters of any script", ["жульетта", "é"], "\0жульетта\0é"],
  ])("%s", async (_what, words, message) => {
    const sent = value("sent", await computed(["plain", ...words]));
    expect(sent).toBe(Buffer.from(message).toString("base64"));
  });

  test("takes the password from the environment", async () => {
    vi.stubEnv("XMPP_PASSWORD", "test");
    expect(value("sent", await computed(["plain", "me"]))).toBe("AG1lAHRlc3Q=");
  });
});

describe("calc base64", () => {
  test.each([
    ["a text", ["me"], "bWU="],
    ["a text in UTF-8", ["é"], "w6k="],
    ["a text that looks like a number", ["007"], "MDA3"],
    ["no text", [""], ""],
    ["a backslash as itself", [String.raw`\0me`], "XDBtZQ=="],
    ["escapes where they are asked for", ["-e", String.raw`\0me\0test`], "AG1lAHRlc3Q="],
    ["bytes that are no text", ["-e", String.raw`\xff`], "/w=="],
  ])("encodes %s", async (_what, words, text) => {
    expect(await computed(["base64", ...words])).toBe(`${text}\n`);
  });

  test.each([
    ["text", ["-d", "bWU="], "me"],
    ["NUL, visibly", ["-d", "AG1lAHRlc3Q="], String.raw`\0me\0test`],
    ["what is no text, visibly", ["--decode", "/w=="], String.raw`\xff`],
    ["what a terminal would obey, visibly", ["-d", "G1sySg=="], String.raw`\x1b[2J`],
    ["base64 on several lines", ["-d", "bW\nU="], "me"],
  ])("decodes to %s", async (_what, words, text) => {
    expect(await computed(["base64", ...words])).toBe(`${text}\n`);
  });

  test("decodes to the bytes as they are where that is asked for", async () => {
    const { code, output } = await calc(["base64", "-d", "--raw", "AP8K"]);
    expect({ code, output }).toEqual({ code: 0, output: "\x00\xff\x0a" });
  });

  test("reads standard input where there is no text, without its last line feed", async () => {
    expect(await computed(["base64"], ["m", "e\n"])).toBe("bWU=\n");
    expect(await computed(["base64", "-d"], ["bWU=\r\n"])).toBe("me\n");
  });
});

const NO_PASSWORD = "Cannot compute it: there is no password (give one, or set XMPP_PASSWORD)";
const NO_DATA = "Cannot compute -PLUS: give the channel binding's data in hexadecimal (--binding-data)";
const COUNT = "Cannot compute SCRAM: --iterations is a whole number from 1";
const SALT = "Cannot compute SCRAM: --salt is base64, filled up with =";
const COMMA = "Cannot compute SCRAM: a nonce has no comma (RFC 5802 §5.1)";
const PLUS = [...RFC_7677, "--mechanism", "SCRAM-SHA-256-PLUS"];

describe("a mistake is told on standard error, with nothing computed:", () => {
  test.each<[string, readonly string[], string]>([
    [
      "nothing to compute",
      [],
      'Cannot compute: say what, scram, plain or base64 (run "xmpp-repl calc --help" for the options)',
    ],
    ["something that there is not", ["base32"], 'Cannot run "calc base32": there is no such subcommand'],
    [
      "an option that there is not",
      [...RFC_7677, "--slat", "x"],
      "Cannot read --slat: there is no such option (did you mean --salt?)",
    ],
    ["PLAIN of nobody", ["plain"], "Cannot compute: there is no user"],
    ["PLAIN without a password", ["plain", "me"], NO_PASSWORD],
    ["SCRAM without a password", withOption(RFC_7677, "--password", undefined), NO_PASSWORD],
    [
      "SCRAM without what it needs",
      ["scram", "--user", "me"],
      "Cannot run calc: --salt, --iterations, --client-nonce, --server-nonce are missing",
    ],
    [
      "a mechanism that there is not",
      [...RFC_7677, "--mechanism", "PLAIN"],
      'Cannot use --mechanism "PLAIN": it is ',
    ],
    ["a salt that is no base64", withOption(RFC_7677, "--salt", "%%%"), SALT],
    ["half an iteration", withOption(RFC_7677, "--iterations", "1.5"), COUNT],
    ["no iteration", withOption(RFC_7677, "--iterations", "0"), COUNT],
    ["iterations that are no number", withOption(RFC_7677, "--iterations", "many"), COUNT],
    [
      "a server without a nonce",
      withOption(RFC_7677, "--server-nonce", "rOprNGfwEbeRWgbNEkqO"),
      "Cannot compute SCRAM: the nonce in the challenge is not ours with the server's behind it",
    ],
    ["a client's nonce with a comma", withOption(RFC_7677, "--client-nonce", "a,b"), COMMA],
    ["a server's nonce with a comma", withOption(RFC_7677, "--server-nonce", "a,b"), COMMA],
    ["-PLUS without data", PLUS, NO_DATA],
    ["-PLUS with data that is not hexadecimal", [...PLUS, "--binding-data", "abc"], NO_DATA],
    [
      "a password that SASLprep forbids",
      withOption(RFC_7677, "--password", "\u0007"),
      "Cannot use the password: it has characters that SASLprep forbids",
    ],
    [
      "what is not base64",
      ["base64", "-d", "AG1lA"],
      'Cannot decode "AG1lA": it is not base64 (A-Z a-z 0-9 + /, filled up with = to groups of four)',
    ],
    ["an escape that is none", ["base64", "-e", String.raw`\r`], String.raw`Cannot read the escape \r: `],
  ])("%s", async (_what, words, message) => {
    vi.stubEnv("XMPP_PASSWORD", undefined);
    const { code, output, messages } = await calc(words);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(messages).toContain(message);
    expect(messages).toMatch(/\n$/);
    expect(messages).not.toMatch(/ at .*\.[jt]s:\d+/);
  });
});
