import { expect, test } from "vitest";
import { type Identity, identityIn } from "../../../src/xmpp/sasl/username.ts";

test.each<[string, string, Identity]>([
  ["PLAIN", "\0me\0test", { username: "me" }],
  ["PLAIN", "romeo\0me\0te\u00dft", { username: "me", authzid: "romeo" }],
  ["PLAIN", "me test", {}],
  ["PLAIN", "", {}],
  ["SCRAM-SHA-1", "n,,n=user,r=abc", { username: "user" }],
  ["SCRAM-SHA-256", "y,a=romeo,n=user,r=abc", { username: "user", authzid: "romeo" }],
  ["SCRAM-SHA-512-PLUS", "p=tls-exporter,a=a=2Cb,n=user,r=abc", { username: "user", authzid: "a,b" }],
  ["SCRAM-SHA-1", "n,,n=a=2Cb=3D2C,r=abc", { username: "a,b=2C" }],
  ["SCRAM-SHA-1", "n,,", {}],
  ["SCRAM-SHA-1", "\0me\0test", {}],
  ["EXTERNAL", "me@localhost", { authzid: "me@localhost" }],
  ["EXTERNAL", "", {}],
  ["ANONYMOUS", "", {}],
])("%s: who is named in %j: %j", (mechanism, message, identity) => {
  // What is undefined and what is not there are the same.
  expect(identityIn(mechanism, message)).toEqual(identity);
});
