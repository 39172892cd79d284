// What the prompt says of XML that is not complete.
import { describe, expect, it, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { openLabel, openXml, placeAmidXml } from "../../../src/repl/xml/open-xml.ts";
import { XmlSoFar } from "../../../src/repl/xml/xml-so-far.ts";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();
const openIn = (line: string) => openXml(line, new XmlSoFar(shell), shell);
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
    ["20 +\n22", undefined],
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
    expect(openLabel({ elements: ["message", "event", "items", "item"] }, room)).toBe(label);
  });
});

describe("the prompt amid XML", () => {
  const xml = "<message>\n<body>";

  it("says that nothing can be sent, and nothing of the client where it is the only one", async () => {
    const { run, clients } = tryOut();
    const place = () =>
      placeAmidXml(openIn(xml) ?? { elements: [] }, { clients, theme: NO_COLOR, columns: 80 });
    expect(place()).toBe("offline, message body> ");
    await run("open --no-wait");
    expect(place()).toBe("message body> ");
  });

  it("says whose it is where there are several, also where the line says so itself", async () => {
    const { run, clients } = tryOut();
    await run("open --no-wait");
    const place = (line: string, columns = 80) =>
      placeAmidXml(openIn(line) ?? { elements: [] }, { clients, theme: NO_COLOR, columns });
    expect(place(`@juliet ${xml}`)).toBe("juliet offline, message body> ");
    await run("@juliet open --no-wait");
    expect(place(xml)).toBe("main message body> ");
    expect(place(`@juliet ${xml}`)).toBe("juliet message body> ");
    await run("@juliet disconnect");
    expect(place(`@juliet ${xml}`, 40)).toBe("juliet offline, … body> ");
  });
});
