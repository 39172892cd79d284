// A server that sends many stanzas when it is told to: flood-server.mjs COUNT PER_SECOND (0: as fast as they are taken).
// It writes its port, and "sent" when the last one has gone out; a line on its standard input begins.
import { once } from "node:events";
import { createServer } from "node:net";

const [count = 0, perSecond = 0] = process.argv.slice(2).map(Number);
const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' from='localhost' version='1.0'>" +
  "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>";
const TICK = 10;

const server = createServer((socket) => {
  socket.once("data", () => socket.write(HEADER));
  socket.on("error", () => process.exit(0));
  process.stdin.once("data", () => void flood(socket));
});
await once(server.listen(0, "127.0.0.1"), "listening");
const address = server.address();
process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);

/** @param {import("node:net").Socket} socket */
async function flood(socket) {
  const at = performance.now();
  for (let sent = 0; sent < count; ) {
    const due = perSecond > 0 ? Math.floor(((performance.now() - at) / 1000) * perSecond) : count;
    const batch = Math.min(due - sent, count - sent, 500);
    const text = Array.from({ length: batch }, (_, n) => stanza(sent + n)).join("");
    sent += batch;
    if (!socket.write(text)) await once(socket, "drain");
    else if (perSecond > 0) await new Promise((resolve) => setTimeout(resolve, TICK));
  }
  process.stdout.write("sent\n");
}

/** @param {number} n */
function stanza(n) {
  return `<message from='juliet@capulet.lit/balcony' to='romeo@montague.lit/orchard' type='chat' id='m${n}'><body>wherefore art thou</body></message>`;
}
