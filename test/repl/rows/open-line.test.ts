// What the prompt says of XML and of JavaScript that are not complete.
import { describe, expect, it, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { type OpenLine, openLabel, openLine, placeAmid } from "../../../src/repl/rows/open-line.ts";
import { UnfinishedSoFar } from "../../../src/repl/rows/unfinished-so-far.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();
const NOTHING: OpenLine = { kind: "XML", elements: [] };
const openIn = (line: string) => openLine(line, new UnfinishedSoFar(shell), shell);
const labelOf = (line: string) => {
  const open = openIn(line);
  return open && openLabel(open, 80);
};

describe("the prompt before a line of several rows", () => {
  test.each([
    ["<message>\n<body>", "message body> "],
    ["<message\n", "xml> "],
    ["iq get <a>\n<b/>", "a> "],
    ["<a/><b>\n", "b> "],
    ["<message>\n<body>x</bdy>\n</message>", "message body> "],
    ["<a\ufeff>\n", "a\\ufeff> "],
    ["<message>\n</message>", undefined],
    ["<message>", undefined],
    ["20 +\n", "JavaScript> "],
    ["ping\n[20,\n22", "JavaScript> "],
    ['[20,\n"tw', "JavaScript> "],
    ["[20,\n22}", "JavaScript> "],
    ["[20,\n22]", undefined],
    ["presense\n[20]", undefined],
    ["20 +\n22", undefined],
    ["20 +", undefined],
  ])("%j names what is open: %j", (line, label) => {
    expect(labelOf(line)).toBe(label);
  });
});

describe("where there is not room for all that is open, the innermost are named:", () => {
  test.each([
    [28, "message event items item> "],
    [19, "… items item> "],
    [5, "… item> "],
  ])("in %i columns %j", (room, label) => {
    expect(openLabel({ kind: "XML", elements: ["message", "event", "items", "item"] }, room)).toBe(label);
  });
});

describe("the prompt amid a line", () => {
  const xml = "<message>\n<body>";

  it("says that no XML can be sent, and nothing of the client where it is the only one", async () => {
    const { run, clients } = tryOut();
    const place = () => placeAmid(openIn(xml) ?? NOTHING, { clients, theme: NO_COLOR, columns: 80 });
    expect(place()).toBe("offline, message body> ");
    const { elements, kind } = openIn("[1,\n2") ?? NOTHING;
    expect(placeAmid({ elements, kind }, { clients, theme: NO_COLOR, columns: 80 })).toBe("JavaScript> ");
    await run("open --no-wait");
    expect(place()).toBe("message body> ");
  });

  it("says whose it is where there are several, also where the line says so itself", async () => {
    const { run, clients } = tryOut();
    await run("open --no-wait");
    const place = (line: string, columns = 80) =>
      placeAmid(openIn(line) ?? NOTHING, { clients, theme: NO_COLOR, columns });
    expect(place(`@juliet ${xml}`)).toBe("juliet offline, message body> ");
    await run("@juliet open --no-wait");
    expect(place(xml)).toBe("main message body> ");
    expect(place(`@juliet ${xml}`)).toBe("juliet message body> ");
    await run("@juliet disconnect");
    expect(place(`@juliet ${xml}`, 40)).toBe("juliet offline, … body> ");
  });
});
