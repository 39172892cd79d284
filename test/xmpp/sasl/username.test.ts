import { expect, test } from "vitest";
import { usernameIn } from "../../../src/xmpp/sasl/username.ts";

test.each([
  ["PLAIN", "\0me\0test", "me"],
  ["PLAIN", "romeo\0me\0te\u00dft", "me"],
  ["PLAIN", "me test", undefined],
  ["PLAIN", "", undefined],
  ["SCRAM-SHA-1", "n,,n=user,r=abc", "user"],
  ["SCRAM-SHA-256", "y,a=romeo,n=user,r=abc", "user"],
  ["SCRAM-SHA-512-PLUS", "p=tls-exporter,a=romeo,n=user,r=abc", "user"],
  ["SCRAM-SHA-1", "n,,n=a=2Cb=3D2C,r=abc", "a,b=2C"],
  ["SCRAM-SHA-1", "n,,", undefined],
  ["SCRAM-SHA-1", "\0me\0test", undefined],
  ["EXTERNAL", "me", undefined],
  ["ANONYMOUS", "", undefined],
])("%s: the user in %j is %s", (mechanism, message, username) => {
  expect(usernameIn(mechanism, message)).toBe(username);
});
