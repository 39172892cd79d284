import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/cli/config/lines.ts";

describe("a line asks for", () => {
  test.each([
    ["set view tree", { kind: "set", setting: "view", value: "tree" }],
    ["set view sent raw", { kind: "set", setting: "view sent", value: "raw" }],
    ["set limit stanza 1MiB", { kind: "set", setting: "limit stanza", value: "1MiB" }],
    ["account juliet = juliet@localhost", { kind: "account", name: "juliet", jid: "juliet@localhost" }],
    ["account juliet=juliet@localhost", { kind: "account", name: "juliet", jid: "juliet@localhost" }],
    [
      'alias hi = message juliet@localhost "a  b" a=b',
      { kind: "alias", name: "hi", line: 'message juliet@localhost "a  b" a=b' },
    ],
    [
      "filter chats = message and text hello",
      { kind: "filter", name: "chats", expression: "message and text hello" },
    ],
    ["start @juliet open", { kind: "start", line: "@juliet open" }],
    ["  start   open  ", { kind: "start", line: "open" }],
  ])("%s", (line, asked) => {
    expect(readConfig(line)).toEqual({ lines: [{ n: 1, text: line.trim(), asked }], problems: [] });
  });
});

describe("what is wrong with a line is told, with what to do", () => {
  test.each([
    [
      "\x1b[A",
      "Cannot read the line: no word stands at its beginning (a line begins with set, account, alias, filter, start or #)",
    ],
    ["sett view raw", 'Cannot read the line: there is no "sett" in a configuration (did you mean "set"?)'],
    [
      "bind desk",
      'Cannot read the line: there is no "bind" in a configuration (a line begins with set, account, alias, filter, start or #)',
    ],
    ["set veiw raw", 'Cannot set "veiw": there is no such setting (did you mean "view"?)'],
    ["set fold", "Cannot set fold: there is no value behind it (a number, 0 for any)"],
    [
      "account juliet juliet@localhost",
      'Cannot read the account: it has no name, "=" and value (write for example account juliet = juliet@localhost)',
    ],
    [
      "account juliet = localhost",
      'Cannot use the account of juliet: what stands behind "=" is no JID with a user in it (write for example account juliet = juliet@localhost)',
    ],
    [
      "account ju liet = juliet@localhost",
      'Cannot read the account: more than a name stands before "=" (write for example account juliet = juliet@localhost)',
    ],
    [
      "account ju@liet = juliet@localhost",
      'Cannot use the account: no client can be called what stands before "=" (write for example account juliet = juliet@localhost)',
    ],
    [
      "filter ch ats = message",
      'Cannot read the filter: more than a name stands before "=" (write for example filter chats = message and text hello)',
    ],
    [
      "account juliet = juliet@localhost her-secret",
      "Cannot use the account of juliet: something stands behind the JID, and a password is never kept in this file (leave it out: it comes from XMPP_PASSWORD_JULIET, or is asked for)",
    ],
    [
      "account main = me@localhost her-secret",
      "Cannot use the account of main: something stands behind the JID, and a password is never kept in this file (leave it out: it comes from XMPP_PASSWORD, or is asked for)",
    ],
    [
      "alias hi",
      'Cannot read the alias: it has no name, "=" and value (write for example alias hi = message juliet@localhost hi)',
    ],
    ["start", 'Cannot run a line at the start: there is none behind "start" (write for example start open)'],
  ])("%s", (line, reason) => {
    expect(readConfig(line)).toEqual({ lines: [], problems: [{ n: 1, text: line, reason }] });
  });
});

test("the other lines count all the same; comments, blank lines and how lines end do not", () => {
  const text = "\ufeff# mine\r\n\r\n  # more\r\nset view raw\r\nnonsense\r\nset fold 0";
  const { lines, problems } = readConfig(text);
  expect(lines.map(({ n }) => n)).toEqual([4, 6]);
  expect(problems.map(({ n }) => n)).toEqual([5]);
});
