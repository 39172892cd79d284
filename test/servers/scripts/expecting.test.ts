// What the script language says of `expect` and `forget`, at two servers that differ.
import { describe } from "vitest";
import { hold, type Sentence } from "../harness/sentences.ts";
import { logIn } from "../harness/use-scripts.ts";

/** Sends it to oneself: the servers give it back. The step has three lines. */
const toMyself = (content: string, id = "m1") =>
  `send\n  <message to="\${jid}" id="${id}">${content}</message>\n\n`;

const one = toMyself("<body>hello</body>");
const two = `${toMyself("<body>one</body>")}${toMyself("<body>two</body>", "m2")}ping\n`;

/** The lines come from line 5 on, after those that log in. */
const after = (lines: string) => logIn + lines;

const elements: readonly Sentence[] = [
  {
    says: "takes the oldest element that matches",
    script: after(`${two}expect\n  <message><body/></message>\nexpect --next\n  <message id="m2"/>\n`),
  },
  {
    says: "leaves what it passes over for the next time",
    script: after(`${two}expect <message id="m2"/>\nexpect --next\n  <message id="m1"/>\n`),
  },
  {
    says: "takes what has matched out of the inbox",
    script: after(`${one}expect <message id="m1"/>\nexpect nothing --for 50ms\n  <message id="m1"/>\n`),
  },
  {
    says: "takes any element where there is no pattern",
    script: after(`${one}expect\nexpect nothing --for 50ms\n`),
  },
  {
    says: "fails where nothing that matches comes in time",
    script: after(`${one}expect --timeout 200ms <message id="other"/>\n`),
    fails: /^8:1: what was expected has not come within 200ms; one element arrived instead$/,
  },
  {
    says: "fails at once where the stream ends, with the cause",
    script: after("send </stream:stream>\nexpect --timeout 60s <message/>\n"),
    fails: /^6:1: what was expected has not come: the server closed the stream/,
  },
  {
    says: "finds a stream error in the inbox",
    script: after("open elsewhere --no-wait\n").replace(
      "open elsewhere --no-wait",
      "send <a></b>\nexpect <stream:error/>",
    ),
  },
];

const several: readonly Sentence[] = [
  {
    says: "each match a different element, in any order",
    script: after(`${two}expect\n  <message id="m2"/>\n  <message id="m1"/>\nexpect nothing --for 50ms\n`),
  },
  {
    says: "are matched where a greedy choice would find no match",
    script: after(`${two}expect\n  <message/>\n  <message id="m1"/>\n`),
  },
  {
    says: "fail where one of them has no element of its own",
    script: after(`${one}expect --timeout 200ms\n  <message/>\n  <message/>\n`),
    fails: /^8:1: what was expected has not come within 200ms/,
  },
];

const next: readonly Sentence[] = [
  {
    says: "takes exactly the oldest",
    script: after(`${two}expect --next <message id="m1"/>\nexpect --next <message id="m2"/>\n`),
  },
  {
    says: "takes as many as there are roots, in any order",
    script: after(`${two}expect --next\n  <message id="m2"/>\n  <message id="m1"/>\n`),
  },
  {
    says: "fails at once where the oldest is another",
    script: after(`${two}expect --next <message id="m2"/>\n`),
    fails: /^12:1: the oldest element in the inbox is not what was expected$/,
  },
];

const nothing: readonly Sentence[] = [
  { says: "passes where nothing comes", script: after("forget\nexpect nothing --for 50ms\n") },
  {
    says: "passes where what comes does not match",
    script: after(`${one}expect nothing --for 50ms\n  <presence/>\n`),
  },
  {
    says: "fails on what is in the inbox already",
    script: after(`${one}ping\nexpect nothing --for 50ms\n`),
    fails: /^9:1: nothing was expected, but #\d+ has arrived$/,
  },
  {
    says: "fails on what comes because of what was sent last, however short its time",
    script: after(`${one}expect nothing --for 1ms\n  <message id="m1"/>\n`),
    fails: /^8:1: nothing was expected that matches, but #\d+ has arrived$/,
  },
];

const closed: readonly Sentence[] = [
  { says: "passes at the server's end tag", script: after("send </stream:stream>\nexpect closed\n") },
  { says: "passes where the stream has ended already", script: after("close\nexpect closed\n") },
  {
    says: "fails where the stream stays open",
    script: after("expect closed --timeout 100ms\n"),
    fails: /^5:1: the server has not closed the stream within 100ms$/,
  },
];

const forget: readonly Sentence[] = [
  { says: "empties the inbox", script: after(`${two}forget\nexpect nothing --for 50ms\n`) },
  {
    says: "takes from expect what had come",
    script: after(`${two}forget\nexpect --timeout 50ms <message/>\n`),
    fails:
      /^13:1: what was expected has not come within 50ms; no presence was sent.*\(run "presence"; RFC 6121 §4\.2\)$/,
  },
  {
    says: "empties the inbox of the acting client only",
    script: after(`${one}ping\n@juliet open\n@juliet forget\nexpect <message id="m1"/>\n`),
  },
];

const kinds = ["prosody-seed", "ejabberd-seed"] as const;

describe("expect", () => hold(kinds, elements));
describe("the roots of a pattern", () => hold(kinds, several));
describe("expect --next", () => hold(kinds, next));
describe("expect nothing", () => hold(kinds, nothing));
describe("expect closed", () => hold(kinds, closed));
describe("forget", () => hold(kinds, forget));
