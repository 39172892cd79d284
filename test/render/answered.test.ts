import { describe, expect, test } from "vitest";
import { shownIn } from "./shown-in.ts";

const REPLY = "S: <iq type='result' id='1'/>";
const ROW = "  7 S: <iq type='result' id='1'/>";

describe("a reply names what it answers, and how long that took", () => {
  test.each([
    [0.84, "0.8 ms"],
    [0, "under 1 ms"],
    [3, "3 ms"],
    [12.3, "12 ms"],
    [999, "999 ms"],
    [4707, "4.7 s"],
    [12_345, "12.3 s"],
  ])("%d milliseconds", async (milliseconds, time) => {
    const answer = { to: 6, milliseconds };
    expect(await shownIn("pretty", REPLY, { answer })).toEqual([`${ROW}   -- answers #6, ${time}`]);
  });

  const answer = { to: 6, milliseconds: 12 };

  test("on a row of its own where there is no room", async () => {
    expect(await shownIn("pretty", REPLY, { answer, width: 40, wrapsXml: true })).toEqual([
      ROW,
      "    -- answers #6, 12 ms",
    ]);
  });

  test("on a row of its own below another remark", async () => {
    const step = "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>aGVsbG8=</challenge>";
    expect((await shownIn("pretty", step, { answer, base64: "decode" })).slice(1)).toEqual([
      "       -- base64 of hello",
      "    -- answers #6, 12 ms",
    ]);
  });

  test("also where that takes several rows", async () => {
    const base64 = Buffer.from("one two three four five six").toString("base64");
    const step = `S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64}</challenge>`;
    const terminal = { answer, base64: "decode", width: 44, wrapsXml: true } as const;
    expect((await shownIn("pretty", step, terminal)).slice(-3)).toEqual([
      "       -- base64 of one two three four five",
      "          six",
      "    -- answers #6, 12 ms",
    ]);
  });

  test("on a row of its own where rows are the wire's", async () => {
    expect(await shownIn("raw", REPLY, { answer })).toEqual([ROW, "    -- answers #6, 12 ms"]);
  });

  test("but not how long this side took for its own", async () => {
    expect(await shownIn("pretty", "C: <iq type='result' id='1'/>", { answer })).toEqual([
      "  7 C: <iq type='result' id='1'/>   -- answers #6",
    ]);
  });

  test("on a row of its own where the compact view would have no room for the rest", async () => {
    const step = "C: <iq type='get' id='1'><query xmlns='jabber:iq:version'/></iq>";
    expect(await shownIn("compact", step, { answer, width: 40, extent: "bounded" })).toEqual([
      "  7 C: <iq> get: <query …version>; id=1",
      "    -- answers #6",
    ]);
  });

  test("in the one row of the compact view", async () => {
    const step = `S: <message from='a@b'><body>${"word ".repeat(20)}</body></message>`;
    expect(await shownIn("compact", step, { answer, width: 60, extent: "bounded" })).toEqual([
      "  7 S: <message> from=a@b: “word wor…   -- answers #6, 12 ms",
    ]);
  });
});
