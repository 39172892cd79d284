import { expect, test } from "vitest";
import { type Gs2Flag, gs2Header } from "../../../src/xmpp/sasl/gs2.ts";

test.each<[Gs2Flag, string | undefined, string]>([
  ["n", undefined, "n,,"],
  ["y", undefined, "y,,"],
  ["p=tls-exporter", undefined, "p=tls-exporter,,"],
  ["n", "romeo@localhost", "n,a=romeo@localhost,"],
  ["y", "a,b=c", "y,a=a=2Cb=3Dc,"],
  ["p=tls-server-end-point", "romeo", "p=tls-server-end-point,a=romeo,"],
  ["n", "", "n,a=,"],
])("the flag %s and the identity %s make the GS2 header %s", (flag, authzid, header) => {
  expect(gs2Header(flag, authzid)).toBe(header);
});
