// XML that no XMPP server may send.
import type { Fault } from "../fault.ts";
import { said } from "./said.ts";

export const notWellFormed: Fault = {
  name: "not-well-formed",
  summary: 'a message comes with a bare "&" in it: "Fish & chips"',
  effect:
    "It is not shown as a message: you see the text as it came, and where it is not well-formed. Nothing behind it on " +
    'this stream is read as XML, so no reply comes any more: "disconnect" is the way out.',
  lesson:
    "One wrong character ends the whole stream: a parser that has lost its place cannot find it again. A client never " +
    "guesses; it sends the stream error not-well-formed and closes (RFC 6120 §4.9.3.13 and §11.3). And it lets a " +
    "library write its XML, so that its own & becomes &amp;.",
  when: "at once",
  ...said(({ server }) => `<message from='${server.domain}'><body>Fish & chips</body></message>`),
};

export const restrictedXml: Fault = {
  name: "restricted-xml",
  summary: "a comment and a processing instruction come, which XML allows and XMPP does not",
  effect:
    "Each is shown with the rule that it breaks, restricted-xml. The stream can be read on, and this client does, so " +
    "that you see what comes.",
  lesson:
    "XMPP takes the simple part of XML: no comments, no processing instructions, no DTD, no entities but the five " +
    "that everybody has (RFC 6120 §11.1). What looks harmless in a comment is dangerous in an entity: a few lines can " +
    "grow to gigabytes. A client's parser must not even know how, and the stream error is restricted-xml " +
    "(RFC 6120 §4.9.3.18).",
  when: "at once",
  ...said(() => "<!-- a comment --><?instruction to='a processor'?>"),
};
