import { describe, expect, test } from "vitest";
import { decodeMessage, encodeMessage, isBase64 } from "../../../src/xmpp/sasl/base64.ts";
import { SaslFault } from "../../../src/xmpp/sasl/fault.ts";

describe("a message in an element", () => {
  test.each([
    ["in base64", "biws", "n,,"],
    ["in UTF-8", "w6k=", "é"],
    ["with line breaks in it", "\n  bi\nws  ", "n,,"],
    ["that is empty and written so", "=", ""],
    ["that is not there", "", ""],
    ["of blanks", " \n", ""],
  ])("%s is decoded", (_what, text, message) => {
    expect(decodeMessage(text, "challenge")).toBe(message);
  });

  test.each(["%%% no base64 %%%", "biw", "biws=", "b===", "====", "bi=s", "biws-_"])(
    "%s is no base64, and refused",
    (text) => {
      expect(() => decodeMessage(text, "challenge")).toThrow(
        new SaslFault("the challenge is no base64 (RFC 6120 §6.4.2)"),
      );
      expect(isBase64(text)).toBe(false);
    },
  );

  test("is encoded without line breaks, however long it is", () => {
    expect(encodeMessage("\0me\0test")).toBe("AG1lAHRlc3Q=");
    expect(encodeMessage("x".repeat(300))).toBe("eHh4".repeat(100));
  });
});
