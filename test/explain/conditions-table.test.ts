import { describe, expect, test } from "vitest";
import { type Condition, SASL_FAILURES, STANZA_ERRORS, STREAM_ERRORS } from "../../src/xmpp/conditions.ts";

// The conditions in the order in which RFC 6120 defines them: their place is the last number of their section.
const STREAM = [
  "bad-format",
  "bad-namespace-prefix",
  "conflict",
  "connection-timeout",
  "host-gone",
  "host-unknown",
  "improper-addressing",
  "internal-server-error",
  "invalid-from",
  "invalid-namespace",
  "invalid-xml",
  "not-authorized",
  "not-well-formed",
  "policy-violation",
  "remote-connection-failed",
  "reset",
  "resource-constraint",
  "restricted-xml",
  "see-other-host",
  "system-shutdown",
  "undefined-condition",
  "unsupported-encoding",
  "unsupported-feature",
  "unsupported-stanza-type",
  "unsupported-version",
];
const SASL = [
  "aborted",
  "account-disabled",
  "credentials-expired",
  "encryption-required",
  "incorrect-encoding",
  "invalid-authzid",
  "invalid-mechanism",
  "malformed-request",
  "mechanism-too-weak",
  "not-authorized",
  "temporary-auth-failure",
];
const STANZA = [
  "bad-request",
  "conflict",
  "feature-not-implemented",
  "forbidden",
  "gone",
  "internal-server-error",
  "item-not-found",
  "jid-malformed",
  "not-acceptable",
  "not-allowed",
  "not-authorized",
  "policy-violation",
  "recipient-unavailable",
  "redirect",
  "registration-required",
  "remote-server-not-found",
  "remote-server-timeout",
  "resource-constraint",
  "service-unavailable",
  "subscription-required",
  "undefined-condition",
  "unexpected-request",
];

describe.each<[string, readonly Condition[], readonly string[], string]>([
  ["stream errors", STREAM_ERRORS, STREAM, "§4.9.3"],
  ["SASL failures", SASL_FAILURES, SASL, "§6.5"],
  ["stanza errors", STANZA_ERRORS, STANZA, "§8.3.3"],
])("the table of %s", (_what, table, names, section) => {
  test("has every condition of RFC 6120, and each with its section", () => {
    expect(table.map(({ name, spec }) => `${name} ${spec}`)).toEqual(
      names.map((name, index) => `${name} RFC 6120 ${section}.${index + 1}`),
    );
  });

  test("says of each what it means, its usual cause and what to do, in whole sentences", () => {
    for (const { name, meaning, cause, remedy } of table) {
      for (const sentence of [meaning, cause, remedy]) expect(sentence, name).toMatch(/^[A-Za-z].*\.$/s);
    }
  });
});

test("every stanza error has a type", () => {
  for (const { name, type } of STANZA_ERRORS)
    expect(type, name).toMatch(/^(auth|cancel|modify|wait|any)( or \w+)?$/);
});
