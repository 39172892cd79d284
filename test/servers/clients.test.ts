import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entriesFrom, runPiped } from "./harness/piped.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const ping = "iq get --to localhost <ping xmlns='urn:xmpp:ping'/>";
const login = (name: string) => ["open", `auth ${name} test`, "restart", `bind ${name}`, "presence", ping];
const asJuliet = (lines: readonly string[]) => lines.map((line) => `@juliet ${line}`);

describe.each(["prosody-seed", "ejabberd-seed"] as const)("two clients of %s", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  const run = (...lines: string[]) => runPiped([`localhost:${server.port}`], lines);
  const bothLoggedIn = [...login("romeo"), ...asJuliet(login("juliet"))];

  it("exchange a message, each shown under its name", async () => {
    const { code, messages, output } = await run(
      ...bothLoggedIn,
      "message juliet@localhost But soft",
      "iq get --to juliet@localhost/juliet --no-wait --id knock <ping xmlns='urn:xmpp:ping'/>",
      ping,
      `@juliet ${ping}`,
      "@juliet message romeo@localhost/romeo Ay me",
      `@juliet ${ping}`,
      ping,
      "@juliet reply",
    );
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    expect(entriesFrom("main C", output)).toContain(
      '<message to="juliet@localhost"><body>But soft</body></message>',
    );
    const bodies = (side: string) =>
      entriesFrom(side, output).flatMap((entry) => /<body>(.*)<\/body>/.exec(entry)?.[1] ?? []);
    expect(bodies("juliet S")).toEqual(["But soft"]);
    expect(bodies("main S")).toEqual(["Ay me"]);
    // The request that the first one made is answered by the second.
    expect(entriesFrom("juliet C", output)).toContain(
      '<iq type="result" id="knock" to="romeo@localhost/romeo"/>',
    );
  });

  it("appear in one transcript in the order in which things happened", async () => {
    const { output } = await run(...bothLoggedIn, `@juliet ${ping}`, ping);
    const numbers = Array.from(output.matchAll(/^ *(\d+) (?:\w+ )?[CS]: /gm), ([, n]) => Number(n));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    // Each line ran to its end before the next: no request is without its reply when the next goes out.
    for (const exchange of output.split(/^(?= *\d+ \w+ C: )/m)) {
      const [, name, id] = /^ *\d+ (\w+) C: <iq .*id="(\w+)"/.exec(exchange) ?? [];
      if (id !== undefined) expect(exchange).toMatch(new RegExp(` ${name} S: <iq .*id='${id}'`));
    }
  });

  it("are told apart in the lines that were run", async () => {
    const { output } = await run("open", "@juliet open", "@juliet", "show clients", "@main show clients");
    expect(output).toContain("> @juliet open\n");
    const [, juliets = "", mains = ""] = output.split("show clients\n");
    expect(juliets).toMatch(
      /^ {2}main: stream open, auth next, not encrypted, last .*\n\* juliet: stream open, auth next, not encrypted, last .*\n/,
    );
    expect(mains).toMatch(/^\* main: .*\n {2}juliet: /);
  });

  it("are both closed properly at the end of the input", async () => {
    const { code, output } = await run(...bothLoggedIn);
    expect(code).toBe(0);
    for (const side of ["main C", "main S", "juliet C", "juliet S"])
      expect(entriesFrom(side, output).at(-1)).toBe("</stream:stream>");
  });
});
