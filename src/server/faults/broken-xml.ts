// XML that no XMPP server may send.
import type { Fault } from "../fault.ts";
import { said } from "./said.ts";

export const notWellFormed: Fault = {
  name: "not-well-formed",
  breaks: "XML",
  summary: 'a message with a bare "&" in it: "Fish & chips"',
  effect:
    "It is not shown as a message, but as the text that came, with what is not well-formed in it. Nothing " +
    "behind it on this stream is read as XML.",
  lesson:
    "One wrong character ends the whole stream: a parser that has lost its place cannot find it again. A client never " +
    "guesses; it sends the stream error not-well-formed and closes (RFC 6120 §4.9.3.13 and §11.3). And it lets a " +
    "library write its XML, so that its own & becomes &amp;.",
  onward: 'No reply comes any more on this stream: "disconnect" is the way out.',
  when: "at once",
  ...said(({ server }) => `<message from='${server.domain}'><body>Fish & chips</body></message>`),
};

export const restrictedXml: Fault = {
  name: "restricted-xml",
  breaks: "XML",
  summary: "a comment and a processing instruction come",
  effect:
    "XML allows both, and XMPP neither. Each is shown with the rule that it breaks, restricted-xml. The " +
    "stream can be read on, and this client does, to show what comes.",
  lesson:
    "XMPP takes the simple part of XML: no comments, no processing instructions, no DTD, no entities but the five " +
    "that everybody has (RFC 6120 §11.1). What looks harmless in a comment is dangerous in an entity: a few lines can " +
    "grow to gigabytes. A client's parser must not even know how, and the stream error is restricted-xml " +
    "(RFC 6120 §4.9.3.18).",
  when: "at once",
  ...said(() => "<!-- a comment --><?instruction to='a processor'?>"),
};
