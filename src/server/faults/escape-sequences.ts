import { escapeXML } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Fault } from "../fault.ts";
import { said } from "./said.ts";

// XML 1.0 §2.2 allows the controls from U+0080 to U+009F, and they do what ESC does: U+009B begins a control sequence,
// U+009D one for the operating system, here the window's title.
const CONTROLS = "\u009b31mred\u009b2J\u009d0;a title\u009c \u202etxet sdrawkcab\u202c";
/** ESC itself is no XML at all. */
const ESCAPES = "\x1b[2J\x1b]0;a title\x07\x1b[31m";

export const escapeSequences: Fault = {
  name: "escape-sequences",
  breaks: "XML",
  summary: "texts come that give orders to the terminal",
  effect:
    "A message, a stream error, and text that is not even XML come, with orders for colours, an empty " +
    "screen, another title and text backwards. All of it is shown with visible escapes as \\x9b31m: no " +
    "colour changes, nothing is cleared, the window keeps its title.",
  lesson:
    "Whatever another person writes goes through a client to a screen. A terminal takes some characters for orders, " +
    "and some turn the text around so that it reads like another one. Whoever shows a stranger's text takes them out or " +
    "makes them visible, in error texts and names, too (XML 1.0 §2.2, UTR 36 §2.5).",
  onward: 'The stream is over then: "disconnect" is the way out.',
  when: "at once",
  ...said(({ server }) => {
    const body = `<body>${escapeXML(CONTROLS)}</body>`;
    const text = `<text xmlns='${NS.streamErrors}'>${escapeXML(CONTROLS)}</text>`;
    return [
      `<message from='${server.domain}' type='headline'>${body}</message>`,
      `<stream:error><undefined-condition xmlns='${NS.streamErrors}'/>${text}</stream:error>`,
      ESCAPES,
    ].join("");
  }),
};
