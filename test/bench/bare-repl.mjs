// A prompt of node:repl, and above its line, by console.log, what comes from a server, laid out as the program lays it out.
import { connect } from "node:net";
import { start } from "node:repl";

const socket = connect(Number(process.argv[2]), "127.0.0.1", () => socket.write("<stream:stream>"));
let text = "";
let n = 0;
socket.setEncoding("utf8").on("data", (chunk) => {
  const stanzas = (text + chunk).split("</message>");
  text = stanzas.pop() ?? "";
  for (const stanza of stanzas) {
    n += 1;
    const [, tag = "", body = ""] = /(<message[^>]*>)<body>(.*)<\/body>/.exec(stanza) ?? [];
    console.log(`${String(n).padStart(3)} S: ${tag}\n         <body>${body}</body>\n       </message>`);
  }
});
start({ prompt: "bare> ", preview: false });
