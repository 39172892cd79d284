// What is wrong with a script is told with its place before anything is sent, and nobody is connected to.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ObligingServer, startObligingServer } from "../../servers/harness/obliging-server.ts";
import { endingOf, logIn, useScripts } from "../../servers/harness/use-scripts.ts";

const scripts = useScripts();
let server: ObligingServer;
beforeAll(async () => {
  server = await startObligingServer();
});
afterAll(() => server.stop());
const at = () => ["--server", `127.0.0.1:${server.port}`, "--domain", "localhost"];

test.each<[string, string | Uint8Array, RegExp]>([
  [
    "is not UTF-8",
    Buffer.from("open\nmessage you@localhost Gr\xfc\xdfe\n", "latin1"),
    /^script\.xmpp:2:25: Cannot read the script: the byte 0xFC is no UTF-8 \(save the file as UTF-8\)$/,
  ],
  ["ends amid XML", `${logIn}<message\n  to="a"\n`, /^script\.xmpp:5:1: Cannot /],
  ["ends amid a quote", `${logIn}message "you@localhost hello\n`, /^script\.xmpp:5:\d+: Cannot .*quote/],
  [
    "has a pattern that is no XML",
    `${logIn}expect\n  <message>\n    <body>hello</bdy>\n  </message>\n`,
    /^script\.xmpp:7:22: Cannot read the pattern: <\/bdy> where <\/body> is due$/,
  ],
  [
    "has a pattern that ends amid an element",
    `${logIn}expect\n  <message>\n`,
    /^script\.xmpp:6:\d+: Cannot read the pattern: /,
  ],
  [
    "has text for a pattern",
    `${logIn}expect\n  hello\n`,
    /^script\.xmpp:6:3: Cannot read the pattern: text outside the elements$/,
  ],
  [
    "has an unknown variable",
    `${logIn}define room lobby\nsend\n  <message to="\${rom}"/>\n`,
    /^script\.xmpp:7:16: Cannot expand \$\{rom\}: there is no variable "rom" here \(did you mean "room"\?/,
  ],
  [
    "has an expression that cannot be read",
    `${logIn}expect\n  <message><body>{re:(a}</body></message>\n`,
    /^script\.xmpp:6:18: Cannot read the pattern: the expression \{re:\(a\}: a \( is not closed$/,
  ],
  [
    "has an expression that would need backtracking",
    `${logIn}expect <a>{re:(a)\\1}</a>\n`,
    /^script\.xmpp:5:11: Cannot read the pattern: the expression /,
  ],
  [
    "has a command that is none",
    `${logIn}prescence\n`,
    /^script\.xmpp:5:1: Cannot run "prescence": there is no such command \(did you mean "presence"\?\)$/,
  ],
  ["has an option that is none", "open --tiemout 5s\n", /^script\.xmpp:1:\d+: .*--tiemout/],
  [
    "has a duration that is none",
    "open\nexpect --timeout 5 <a/>\n",
    /^script\.xmpp:2:8: Cannot read the duration "5": write for example 500ms, 5s or 2m$/,
  ],
  ["has lines beneath nothing", "  open\n", /^script\.xmpp:1:\d+: Cannot /],
  [
    "makes the connection less safe",
    "open --insecure\n",
    /^script\.xmpp:1:6: Cannot run open: --insecure makes the connection less safe, and counts on the command line only/,
  ],
  ["lets a password go in plaintext", "open\nauth --allow-plaintext\n", /^script\.xmpp:2:\d+: Cannot /],
  [
    "has settings",
    "set timeout 1h\n",
    /^script\.xmpp:1:1: Cannot run set: it is for the prompt, and this is a script/,
  ],
  ["saves", "open\nsave stolen.xmpp\n", /^script\.xmpp:2:1: Cannot run "?save"?: /],
  ["quits", "open\nquit\n", /^script\.xmpp:2:1: Cannot run quit: it is for the prompt/],
  [
    "has JavaScript",
    "open\nprocess.exit(0)\n",
    /^script\.xmpp:2:1: Cannot run "process\.exit\(": scripts never run JavaScript/,
  ],
])("a script that %s is refused", async (_what, text, ending) => {
  await scripts.write("script.xmpp", text);
  const before = server.connections;
  const run = await scripts.run("script.xmpp", ...at(), "--timeout", "100ms");
  expect(endingOf(run)).toMatch(ending);
  expect(run).toMatchObject({ code: 2, output: "" });
  expect(server.connections).toBe(before);
});

test("everything that is wrong is told in one go, from the top down", async () => {
  const run = await scripts.play("open --insecure\nopne\nexpect <a\nsend ${x}\nopne\n", ...at());
  expect(run.messages.match(/^script\.xmpp:\d+/gm)).toEqual(
    [1, 2, 3, 4, 5].map((line) => `script.xmpp:${line}`),
  );
});

describe("what only looks wrong is run:", () => {
  const tolerant = () =>
    startObligingServer((piece, { send }) => {
      if (!piece.startsWith("<message")) return false;
      send(piece);
      return true;
    });

  test.each([
    [
      "tabs and CRLF",
      `${logIn}send\n\t<message id="1"><body>a\n\t\tb</body></message>\nexpect\n\t<message id="1"><body>a\n\t\tb</body></message>\n`.replaceAll(
        "\n",
        "\r\n",
      ),
    ],
    ["a byte order mark", `\ufeff${logIn}`],
    ["no newline at the end", `${logIn}close`],
    [
      "blank lines at the end of a block",
      `${logIn}send\n  <message id="1"/>\n\n\nexpect\n  <message id="1"/>\n\n`,
    ],
    [
      "an unfinished element that is sent on purpose",
      `${logIn}send <message id="1">\nsend </message>\nexpect <message id="1"/>\n`,
    ],
    [
      "a # in a block",
      `${logIn}send\n  <message id="1"><body>\n  # no comment\n  </body></message>\nexpect\n  <message><body># no comment</body></message>\n`,
    ],
  ])("%s", async (_what, script) => {
    const server = await tolerant();
    const run = await scripts.play(script, "--server", `127.0.0.1:${server.port}`, "--domain", "localhost");
    await server.stop();
    expect(endingOf(run)).toBe("passed");
    expect(server.received()).not.toContain("\r");
  });
});
