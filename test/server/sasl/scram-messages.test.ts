import { describe, expect, test } from "vitest";
import { readClientFinal, readClientFirst } from "../../../src/server/sasl/scram-messages.ts";

describe("a client's first message", () => {
  test("is taken apart", () => {
    expect(readClientFirst("p=tls-exporter,a=juliet,n=a=2Cb=3D2C,r=abc")).toEqual({
      gs2Header: "p=tls-exporter,a=juliet,",
      flag: { is: "p", type: "tls-exporter" },
      authzid: "juliet",
      username: "a,b=2C",
      clientNonce: "abc",
      bare: "n=a=2Cb=3D2C,r=abc",
    });
  });

  test.each([
    ["without a GS2 header", "n=user,r=abc", "it begins with a GS2 header"],
    ["with a flag that there is not", "x,,n=user,r=abc", "it begins with a GS2 header"],
    ["without a user", "n,,n=,r=abc", "behind the GS2 header"],
    ["without a nonce", "n,,n=user,r=", "behind the GS2 header"],
    ["without anything", "", "it begins with a GS2 header"],
    ["with an extension that nobody knows", "n,,m=x,n=user,r=abc", "extensions-not-supported"],
    ["with an equals sign that is not escaped", "n,,n=a=b,r=abc", "= is written =3D"],
  ])("%s is malformed", (_what, message, text) => {
    expect(() => readClientFirst(message)).toThrow(
      expect.objectContaining({ condition: "malformed-request", message: expect.stringContaining(text) }),
    );
  });
});

describe("a client's last message", () => {
  test("is taken apart, extensions included", () => {
    expect(readClientFinal("c=biws,r=abc,x=1,p=AAAA")).toMatchObject({
      nonce: "abc",
      withoutProof: "c=biws,r=abc,x=1",
    });
  });

  test.each(["c=biws,r=abc", "r=abc,c=biws,p=AAAA", "c=biws,r=abc,p=***", "c=*,r=abc,p=AAAA", ""])(
    "%s is malformed",
    (message) => {
      expect(() => readClientFinal(message)).toThrow(
        expect.objectContaining({ condition: "malformed-request" }),
      );
    },
  );
});
