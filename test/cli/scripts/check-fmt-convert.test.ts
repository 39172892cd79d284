// The subcommands that read scripts and send nothing.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runProgram } from "../../servers/harness/program.ts";
import { useScripts } from "../../servers/harness/use-scripts.ts";

const scripts = useScripts();
const program = (args: readonly string[], input?: string) =>
  runProgram(args, { folder: scripts.folder, ...(input === undefined ? {} : { input }) });
const read = (name: string) => readFile(join(scripts.folder, name), "utf8");

const good = "open\nexpect closed\n";
const scansion = `# Two requests
## status: stable

[Client] Romeo
	jid: user@localhost
	password: password

-----

Romeo connects

Romeo sends:
	<iq type='get' id='v'>
		<query xmlns='jabber:iq:version'/>
	</iq>

Romeo receives:
	<iq type='result' id='v'>
		<query xmlns='jabber:iq:version' scansion:strict='false'>
			<name>Prosody</name>
		</query>
	</iq>

Romeo disconnects
`;

describe("check", () => {
  test("says that nothing is wrong, and connects to nobody", async () => {
    await scripts.write("a.xmpp", good);
    await scripts.write("b.scs", scansion);
    expect(await program(["check", "."])).toEqual({
      code: 0,
      output: "",
      messages: "2 scripts checked, nothing is wrong\n",
    });
  });

  test("tells every mistake of every file with its place, and what to do", async () => {
    await scripts.write("a.xmpp", "opne\nexpect\n  <a></b>\nsend ${room}\n");
    await scripts.write(
      "b.scs",
      scansion.replace("Romeo receives", "Juliet receives").replace("</query>", "</quer>"),
    );
    await scripts.write("c.xmpp", good);
    const { code, output, messages } = await program(["check", "."]);
    expect({ code, messages }).toEqual({ code: 2, messages: "3 scripts checked, 2 cannot be run\n" });
    expect(output.split("\n").map((line) => line.replace(/(:\d+:\d+: Cannot).*/, "$1"))).toEqual([
      "a.xmpp:1:1: Cannot",
      "a.xmpp:3:10: Cannot",
      "a.xmpp:4:6: Cannot",
      expect.stringMatching(/^b\.scs:17:1: /),
      "",
    ]);
  });

  test("takes --var for a definition", async () => {
    await scripts.write("a.xmpp", "open\nsend <x a='${room}'/>\n");
    expect((await program(["check", "a.xmpp"])).output).toMatch(/^a\.xmpp:2:12: Cannot expand \$\{room\}/);
    expect((await program(["check", "a.xmpp", "--var", "room=lobby"])).code).toBe(0);
  });

  test("reads standard input", async () => {
    expect(await program(["check", "-"], "opne\n")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/^-:1:1: Cannot run "opne"/),
    });
  });

  test("tells of a file that is not there", async () => {
    const { code, output } = await program(["check", "missing.xmpp"]);
    expect({ code, output }).toEqual({
      code: 2,
      output: 'missing.xmpp:1:1: Cannot run "missing.xmpp": there is no such file\n',
    });
  });
});

describe("fmt", () => {
  const untidy =
    "#   A title  \r\n\r\n\r\n\r\nopen   \r\nexpect\r\n\t\t<message>\r\n\t\t\t<body/>\r\n\t\t</message>\r\n\r\n\r\nclose";

  test("puts a file into one layout, keeps its comments, and changes nothing the second time", async () => {
    await scripts.write("a.xmpp", untidy);
    expect(await program(["fmt", "a.xmpp"])).toEqual({ code: 0, output: "", messages: "a.xmpp changed\n" });
    const once = await read("a.xmpp");
    expect(once).toBe("# A title\n\nopen\nexpect\n  <message>\n  \t<body/>\n  </message>\n\nclose\n");
    expect(await program(["fmt", "a.xmpp"])).toEqual({ code: 0, output: "", messages: "" });
    expect(await read("a.xmpp")).toBe(once);
  });

  test("with --check changes nothing, and tells with its exit code which would change", async () => {
    await scripts.write("a.xmpp", untidy);
    await scripts.write("b.xmpp", good);
    expect(await program(["fmt", "--check", "."])).toEqual({
      code: 1,
      output: "",
      messages: "a.xmpp would change\n",
    });
    expect(await read("a.xmpp")).toBe(untidy);
  });

  test("writes standard input to standard output", async () => {
    expect(await program(["fmt", "-"], "open  \n")).toEqual({ code: 0, output: "open\n", messages: "" });
  });

  test("leaves a file alone that cannot be read", async () => {
    await scripts.write("a.xmpp", Buffer.from("# \xff\n", "latin1"));
    const { code, messages } = await program(["fmt", "a.xmpp"]);
    expect(code).toBe(2);
    expect(messages).toMatch(/^a\.xmpp:1:3: Cannot read the script: the byte 0xFF is no UTF-8/);
    expect(await readFile(join(scripts.folder, "a.xmpp"))).toEqual(Buffer.from("# \xff\n", "latin1"));
  });
});

describe("convert", () => {
  test("writes a Scansion script as one of ours, with its title and tags, that is in the layout of fmt", async () => {
    await scripts.write("a.scs", scansion);
    expect(await program(["convert", "a.scs", "-o", "a.xmpp"])).toEqual({
      code: 0,
      output: "",
      messages: "",
    });
    const text = await read("a.xmpp");
    expect(text).toMatch(/^# Two requests\n## status: stable\n/);
    expect(text).toContain(
      "@romeo open --to localhost\n@romeo auth user password\n@romeo restart\n@romeo bind\n",
    );
    expect(await program(["check", "a.xmpp"])).toMatchObject({ code: 0 });
    expect(await program(["fmt", "--check", "a.xmpp"])).toEqual({ code: 0, output: "", messages: "" });
  });

  test("writes to standard output without a file's name", async () => {
    await scripts.write("a.scs", scansion);
    const { output } = await program(["convert", "a.scs"]);
    expect(output).toMatch(/^# Two requests\n/);
  });

  test("writes nothing where the script is wrong", async () => {
    await scripts.write("a.scs", scansion.replace("Romeo sends", "Romeo shouts"));
    const { code, output, messages } = await program(["convert", "a.scs", "-o", "a.xmpp"]);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(messages).toMatch(/^a\.scs:12:\d+: /);
    await expect(read("a.xmpp")).rejects.toThrow("ENOENT");
  });
});
